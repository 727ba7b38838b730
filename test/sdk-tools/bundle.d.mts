export interface BundleSize {
  readonly bytes: number;
  readonly gzip: number;
}
export const LISTING: string;
export function bundleSize(program: string, folder: string): Promise<BundleSize>;
