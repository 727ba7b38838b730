import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Manifest } from "../output.ts";
import { brokenManifest } from "./diagnostics.ts";

export const MANIFEST = "manifest.json";

/** SHA-256 as hex. */
export function hashOf(content: string | Buffer): string {
  return hash("sha256", content, "hex");
}

/** `text` tells whether the output is still what it was: every write changes the manifest. */
export type ManifestReading = { readonly text: string | undefined } & (
  { readonly manifest: Manifest } | { readonly diagnostic: Diagnostic }
);

/** The manifest of an output folder; an empty one where there is none. */
export function readManifest(out: string): ManifestReading {
  const path = join(out, MANIFEST);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return { manifest: { specs: {}, files: {} }, text: undefined };
    return { diagnostic: diagnose(brokenManifest, { path, reason: code ?? "unreadable" }), text: undefined };
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (isManifest(parsed)) return { manifest: parsed, text };
    return { diagnostic: diagnose(brokenManifest, { path, reason: "it is not a manifest of isc-sdkgen" }), text };
  } catch {
    return { diagnostic: diagnose(brokenManifest, { path, reason: "it is not valid JSON" }), text };
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null || !("files" in value) || !("specs" in value)) return false;
  const { files } = value;
  return (
    typeof files === "object" &&
    files !== null &&
    Object.values(files).every(
      (group) =>
        typeof group === "object" &&
        group !== null &&
        Object.values(group as object).every((hash) => typeof hash === "string"),
    )
  );
}

/** Sorted and indented, so that it diffs well. */
export function printManifest(manifest: Manifest): string {
  const files = Object.fromEntries(
    Object.keys(manifest.files)
      .sort()
      .map((target) => [target, sorted(manifest.files[target] ?? {})]),
  );
  return `${JSON.stringify({ specs: sorted(manifest.specs), files }, null, 2)}\n`;
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key] ?? ""]),
  );
}
