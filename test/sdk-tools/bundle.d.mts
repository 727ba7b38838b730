export interface BundleSize {
  readonly bytes: number;
  readonly gzip: number;
}
export const LISTING: string;
export function bundleSize(program: string, folder: string, platform?: "browser" | "node"): Promise<BundleSize>;
export function bundleModules(entryPoints: readonly string[], outdir: string): Promise<void>;
