import type { Declaration } from "../../model/model.ts";
import type { ModelKeys } from "../ledger/model-key.ts";
import type { LedgerModel } from "../ledger/ledger.ts";
import type { Sketch } from "./sketch.ts";

/**
 * A file or component that can move: a schema file, a component, a file of a shared response or parameter. It includes
 * all inline types in it.
 */
export interface Whole {
  readonly key: string;
  /** The folders and the name, in lower case and without the extension. */
  readonly path: readonly string[];
  /** The fingerprint, where the file or component is itself a type that has one. */
  readonly print?: string | undefined;
  readonly shape?: Sketch | undefined;
  readonly from?: Sketch | undefined;
  /** The fingerprints of the inline types, by their pointers. */
  readonly parts: ReadonlyMap<string, string>;
}

/** The key of the file or component that contains a key; undefined for types of an operation, a tag or an event. */
export function wholeKeyOf(key: string): string | undefined {
  if (/^(?:[A-Z]+ \/|tag |event )/u.test(key)) return undefined;
  const hash = key.indexOf("#");
  if (hash < 0) return key;
  const [section] = /^\/(?:components\/[^/]+|\$defs|definitions)\/[^/]+/u.exec(key.slice(hash + 1)) ?? [];
  return section === undefined ? key.slice(0, hash) : key.slice(0, hash + 1) + section;
}

/** The files and components of a ledger's entries, by key. */
export function wholesOfEntries(entries: Iterable<readonly [string, LedgerModel]>): ReadonlyMap<string, Whole> {
  return gather([...entries].map(([key, { print, shape, from }]) => ({ key, print, shape, from })));
}

/** The files and components of declarations, by key. */
export function wholesOfDeclarations(
  declarations: readonly Declaration[],
  {
    keys,
    traitsOf,
  }: {
    readonly keys: ModelKeys;
    readonly traitsOf: (declaration: Declaration) => Pick<LedgerModel, "print"> & Pick<Whole, "shape" | "from">;
  },
): ReadonlyMap<string, Whole> {
  return gather(declarations.map((declaration) => ({ key: keys.keyOf(declaration), ...traitsOf(declaration) })));
}

type Part = { readonly key: string; readonly print: string } & Pick<Whole, "shape" | "from">;

function gather(parts: readonly Part[]): ReadonlyMap<string, Whole> {
  const wholes = new Map<string, { own?: Part; parts: Map<string, string> }>();
  for (const part of parts) {
    const key = wholeKeyOf(part.key);
    if (key === undefined) continue;
    let whole = wholes.get(key);
    if (whole === undefined) wholes.set(key, (whole = { parts: new Map() }));
    if (part.key === key) whole.own = part;
    else whole.parts.set(part.key.slice(key.length), part.print);
  }
  return new Map(
    [...wholes].map(([key, { own, parts: ways }]) => {
      // An empty fingerprint says nothing.
      const print = own?.print === "" ? undefined : own?.print;
      return [key, { key, path: pathOf(key), parts: ways, print, shape: own?.shape, from: own?.from }];
    }),
  );
}

/**
 * The segments of a key in lower case: `beta/schemas/Role.yaml` becomes beta, schemas, role, and so does the component
 * Role of `beta/schemas.yaml`.
 */
function pathOf(key: string): readonly string[] {
  const [file = "", pointer = ""] = key.split("#");
  const section = pointer.split("/").filter((token) => token !== "");
  const segments = file.toLowerCase().split("/");
  const last = segments.pop() ?? "";
  return [...segments, last.replace(/\.[^.]*$/u, ""), ...section.map((token) => token.toLowerCase())];
}
