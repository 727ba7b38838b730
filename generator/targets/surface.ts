import type { Contract } from "../contract/contract.ts";
import { surfaceFiles } from "../contract/surface-text.ts";
import type { TargetOutput } from "../emit/output.ts";

/** `surface.json`: the contract without descriptions, with the names of every target. */
export function surfaceOutput({ surface }: Contract): TargetOutput {
  return { target: "surface", files: surfaceFiles(surface) };
}
