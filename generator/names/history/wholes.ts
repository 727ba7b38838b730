import type { Declaration } from "../../model/model.ts";
import type { ModelKeys } from "../ledger/model-key.ts";
import type { LedgerModel } from "../ledger/ledger.ts";
import type { Sketch } from "./sketch.ts";

/**
 * A thing that has an identity of its own, with everything that is written in it: a schema file, a component, a file of
 * a shared answer or parameter. It is what moves.
 */
export interface Whole {
  readonly key: string;
  /** Its folders and its name, in small letters and without the extension. */
  readonly path: readonly string[];
  /** Fingerprint, where the whole is itself a type. */
  readonly print?: string;
  readonly shape?: Sketch;
  readonly from?: Sketch;
  /** The ways to the types in it, each with its fingerprint. */
  readonly parts: ReadonlyMap<string, string>;
}

/** The key of the whole that a key lies in; undefined for what belongs to an operation, a tag or an event. */
export function wholeKeyOf(key: string): string | undefined {
  if (/^(?:[A-Z]+ \/|tag |event )/u.test(key)) return undefined;
  const hash = key.indexOf("#");
  if (hash < 0) return key;
  const [section] = /^\/(?:components\/[^/]+|\$defs|definitions)\/[^/]+/u.exec(key.slice(hash + 1)) ?? [];
  return section === undefined ? key.slice(0, hash) : key.slice(0, hash + 1) + section;
}

/** The wholes of a ledger's entries, by their keys. */
export function wholesOfEntries(entries: Iterable<readonly [string, LedgerModel]>): ReadonlyMap<string, Whole> {
  return gather(
    [...entries].map(([key, { print, shape, from }]) => ({
      key,
      print,
      ...(shape === undefined ? {} : { shape }),
      ...(from === undefined ? {} : { from }),
    })),
  );
}

/** The wholes of declarations, by their keys. */
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
      const { print, shape, from } = own ?? {};
      return [
        key,
        {
          key,
          path: pathOf(key),
          parts: ways,
          ...(print === undefined ? {} : { print }),
          ...(shape === undefined ? {} : { shape }),
          ...(from === undefined ? {} : { from }),
        },
      ];
    }),
  );
}

/** `beta/schemas/Role.yaml` is beta, schemas, role; so is the component Role of `beta/schemas.yaml`. */
function pathOf(key: string): readonly string[] {
  const [file = "", pointer = ""] = key.split("#");
  const section = pointer.split("/").filter((token) => token !== "");
  const segments = file.toLowerCase().split("/");
  const last = segments.pop() ?? "";
  return [...segments, last.replace(/\.[^.]*$/u, ""), ...section.map((token) => token.toLowerCase())];
}
