/** Whether a path starts at a root or a drive, on any system: a path of a spec or a config means the same everywhere. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || path.startsWith("\\") || /^[a-z]:/iu.test(path);
}
