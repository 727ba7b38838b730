import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion } from "../../model/model.ts";
import { repairedFileName } from "../diagnostics.ts";
import { fileStemOf, markedStem } from "../rules/file-stem.ts";
import { hold } from "../ledger/ledger.ts";
import { settle, type HeldNames } from "./settle.ts";

/** The key of a file name in the ledger. `kind` names the kind of file: `tag page`. */
export function fileKey(kind: string, whole: string): string {
  return `${kind} ${whole}`;
}

/** A request for a file name. */
export interface FileRequest {
  /** The whole name: a tag as the spec writes it, or the name of a model or event. */
  readonly whole: string;
  /** The preferred file name. */
  readonly wanted: string;
  /** Further names, tried before a name with a mark. */
  readonly more?: readonly string[];
}

/** The input of {@link nameFiles}. */
export interface FileNaming {
  readonly version: ApiVersion;
  /** The kind of file: `tag page`. */
  readonly kind: string;
  /** The locked file name for a whole name. */
  readonly locked: (whole: string) => string | undefined;
  readonly held: HeldNames;
}

/** The names of files, and what the ledger must keep of them. */
export interface FileNames {
  /** By whole name. */
  readonly names: ReadonlyMap<string, string>;
  /**
   * The names that differ from the preferred ones, by {@link fileKey}. The ledger keeps them even if the preferred name
   * becomes free.
   */
  readonly marked: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Names files: locked names first, then the preferred name where it is valid on every system, else a name with the mark
 * of the whole name. All file names that come from a spec are made here.
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
      diagnose(repairedFileName, { what, wanted: request?.wanted ?? "", name }, { version: version.label }),
    );
  }
  return { names, marked, diagnostics };
}

function plainOf(wanted: string): string {
  return wanted.replaceAll(/[^a-z0-9]+/gu, "-").replaceAll(/^-+|-+$/gu, "");
}
