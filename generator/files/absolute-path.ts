/**
 * Whether a path starts at a root or a drive of any system, because a path in a spec or a configuration must mean the
 * same on every system.
 */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || path.startsWith("\\") || /^[a-z]:/iu.test(path);
}
