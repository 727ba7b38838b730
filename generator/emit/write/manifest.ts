import { hash } from "node:crypto";
import { join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import type { Manifest } from "../output.ts";
import { brokenManifest } from "./diagnostics.ts";
import { MANIFEST, refusalOf } from "./paths.ts";

/** The SHA-256 of a content, as hex. */
export function hashOf(content: string | Buffer): string {
  return hash("sha256", content, "hex");
}

/** The manifest of an output folder, or the finding that says why its file cannot be used. */
export type ManifestReading = { readonly manifest: Manifest } | { readonly diagnostic: Diagnostic };

export const EMPTY_MANIFEST: Manifest = { specs: {}, files: {} };

/**
 * Reads the manifest of an output folder; an empty manifest if there is none. Its content is validated like any input.
 */
export function readManifest(folder: GuardedFolder): ManifestReading {
  const broken = (reason: string): ManifestReading => ({
    diagnostic: diagnose(brokenManifest, { path: join(folder.root, MANIFEST), reason }),
  });
  try {
    const parsed = parseManifest(folder.read(MANIFEST)?.toString("utf8"));
    return "manifest" in parsed ? parsed : broken(parsed.problem);
  } catch (error) {
    return broken(explainSystemError(error).reason);
  }
}

/** Parses the text of a manifest; without a text the manifest is empty. */
export function parseManifest(
  text: string | undefined,
): { readonly manifest: Manifest } | { readonly problem: string } {
  if (text === undefined) return { manifest: EMPTY_MANIFEST };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: "it is not valid JSON" };
  }
  const problem = problemOfManifest(parsed);
  return problem === undefined ? { manifest: parsed as Manifest } : { problem };
}

/**
 * The problem of a manifest that this program never writes; undefined if there is none. A planted link, for example,
 * must not look like an owned file.
 */
function problemOfManifest(value: unknown): string | undefined {
  if (!isRecord(value) || !isRecord(value["files"]) || !isRecord(value["specs"]))
    return "it is not a manifest of isc-sdkgen";
  const unknown = Object.keys(value).find((key) => key !== "files" && key !== "specs" && key !== "custom");
  if (unknown !== undefined) return `it has the unknown key ${JSON.stringify(unknown)}`;
  for (const [label, specHash] of Object.entries(value["specs"])) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(label))
      return `specs: ${JSON.stringify(label)} is not the label of a version`;
    if (typeof specHash !== "string" || !/^[0-9a-z]{1,128}$/u.test(specHash))
      return `specs: the entry of ${label} is not a hash`;
  }
  const { custom } = value;
  if (custom !== undefined && (typeof custom !== "string" || !/^[0-9a-f]{64}$/u.test(custom)))
    return "custom is not a hash";
  const seen = new Set<string>();
  for (const [target, group] of Object.entries(value["files"])) {
    if (!/^[a-z][a-z0-9-]*$/u.test(target)) return `files: ${JSON.stringify(target)} is not the name of a target`;
    if (!isRecord(group)) return `files: ${target} is not a mapping`;
    for (const [path, fileHash] of Object.entries(group)) {
      const where = `files: ${target}: ${JSON.stringify(path)}`;
      const reason = refusalOf(path);
      if (reason !== undefined) return `${where}: ${reason}`;
      if (path === MANIFEST) return `${where}: the manifest must not list itself`;
      if (typeof fileHash !== "string" || !/^[0-9a-f]{64}$/u.test(fileHash)) return `${where} has no hash`;
      if (seen.has(path)) return `${where} is listed twice`;
      seen.add(path);
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of a manifest, sorted and indented, so that it diffs well. */
export function printManifest(manifest: Manifest): string {
  const { custom } = manifest;
  const files = Object.fromEntries(
    Object.keys(manifest.files)
      .sort()
      .map((target) => [target, sorted(manifest.files[target] ?? {})]),
  );
  return `${JSON.stringify({ specs: sorted(manifest.specs), ...(custom === undefined ? {} : { custom }), files }, null, 2)}\n`;
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key] ?? ""]),
  );
}
