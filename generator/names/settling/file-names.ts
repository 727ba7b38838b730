import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion } from "../../model/model.ts";
import { mendedFileName } from "../diagnostics.ts";
import { fileStemOf, markedStem } from "../rules/file-stem.ts";
import { hold } from "../ledger/ledger.ts";
import { settle, type HeldNames } from "./settle.ts";

/** The key of a file's name in the ledger. `kind` says what the file is of: `tag page`. */
export function fileKey(kind: string, whole: string): string {
  return `${kind} ${whole}`;
}

/** A thing that wants a file. */
export interface FileRequest {
  /** What it is called in full: a tag as the spec writes it, a model's or event's name. */
  readonly whole: string;
  /** What the file would be called. */
  readonly wanted: string;
  /** Names between the wanted one and one with a mark. */
  readonly more?: readonly string[];
}

export interface FileNaming {
  readonly version: ApiVersion;
  /** `tag page`. */
  readonly kind: string;
  /** By whole name. */
  readonly locked: (whole: string) => string | undefined;
  readonly held: HeldNames;
}

export interface FileNames {
  /** By whole name. */
  readonly names: ReadonlyMap<string, string>;
  /** Those that are not as wanted, by their key in the ledger: it keeps them when the wanted name is free later. */
  readonly marked: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives things the names of their files: those of the ledger first, then what the rules want where that is a name on
 * every system, else one with the mark of the whole name. Files are written nowhere else by names of a spec.
 */
export function nameFiles(requests: readonly FileRequest[], naming: FileNaming): FileNames {
  const { kind, locked, held, version } = naming;
  const names = new Map<string, string>();
  const marked = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const { whole } of requests) {
    const name = locked(whole);
    if (name === undefined) continue;
    names.set(whole, name);
    hold(held, name, `the ${kind} of ${whole}`);
  }
  const fresh = new Map(requests.filter(({ whole }) => !names.has(whole)).map((request) => [request.whole, request]));
  const [fallback = ""] = kind.split(" ");
  const settled = settle(
    [...fresh.values()].map(({ whole, wanted, more = [] }) => ({
      id: whole,
      rank: "",
      candidates: [
        fileStemOf(whole, { wanted, fallback }),
        ...more.filter((name) => fileStemOf(whole, { wanted: name, fallback }) === name),
        markedStem(whole, plainOf(wanted) || fallback),
        markedStem(whole, plainOf(wanted) || fallback, 64),
      ],
    })),
    held,
    (whole) => `the ${kind} of ${whole}`,
  );
  for (const [whole, { name }] of settled.names) {
    const request = fresh.get(whole);
    names.set(whole, name);
    if (name === request?.wanted) continue;
    marked.set(fileKey(kind, whole), name);
    if (request?.more?.includes(name) === true) continue;
    const what = `the ${kind} of ${whole}`;
    diagnostics.push(
      diagnose(mendedFileName, { what, wanted: request?.wanted ?? "", name }, { version: version.label }),
    );
  }
  return { names, marked, diagnostics };
}

function plainOf(wanted: string): string {
  return wanted.replaceAll(/[^a-z0-9]+/gu, "-").replaceAll(/^-+|-+$/gu, "");
}
