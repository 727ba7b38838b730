import { componentKeys, unusedKey } from "./bundle-keys.ts";
import { ComponentTable, endOfChain, type Located } from "./component-table.ts";
import { targetAt } from "../follow.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Keyword, ObjectKind } from "../grammar.ts";
import { ALL_NODE_KINDS, keywordsOf } from "../grammar-lookups.ts";
import { appendToken } from "../pointer.ts";
import { identityOf, isObject, type Cursor, type RawObject, type SourceTree } from "../tree.ts";

const PLACES: ReadonlySet<unknown> = new Set(["query", "header", "path", "cookie"]);
const TYPES: ReadonlySet<unknown> = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

/** TypeScript's printer overflows the stack at some hundred levels; a schema this deep goes on in a component. */
const MAXIMUM_DEPTH = 40;

/** Begins the identity of a component that has no name; no file's does. */
const NESTED = "//nested/";

/** Entries of a component section, or of the paths, by name. */
export type Section = ReadonlyMap<string, Located>;

/** How a keyword is copied, and what stands there where the spec has nothing of it. */
const RAW_KEYWORDS: ReadonlyMap<ObjectKind, readonly (readonly [key: string, keyword: Keyword])[]> = new Map(
  [...ALL_NODE_KINDS, "components" as const].map((kind) => [kind, keywordsOf(kind, ({ isRaw }) => isRaw === true)]),
);

/** The component sections that openapi-typescript prints, with what they hold; schemas come by their references. */
export const RAW_SECTIONS = RAW_KEYWORDS.get("components") ?? [];

/**
 * Copies a document kind by kind and keyword by keyword: where names stand (`properties`, `headers`) every key counts,
 * where keywords stand only those that openapi-typescript prints, in the form it expects. So whatever else a spec
 * holds, cycles of callbacks and lists in place of maps included, never reaches it.
 */
export class NodeBundler {
  readonly #tree: SourceTree;
  readonly #percent: string;
  readonly #components = new ComponentTable();

  constructor(tree: SourceTree, percent: string) {
    this.#tree = tree;
    this.#percent = percent;
  }

  /** A map of nodes of one kind. */
  section(kind: Keyword["holds"], entries: Section, { withIds = false } = {}): RawObject {
    return this.#entries([...entries], kind, { withIds });
  }

  /** Declares a component once and gives its reference, whose text follows when all components are known. */
  component(file: string, pointer: string): RawObject {
    const at = endOfChain(this.#tree, { file, pointer });
    return this.#components.declare(identityOf(at), at);
  }

  /** Every component schema by its key. */
  finish(): Map<string, unknown> {
    this.#components.copyWaiting((at) => this.#schema(at));
    const identities = this.#components.identities().filter((identity) => !identity.startsWith(NESTED));
    const keys = componentKeys(this.#tree, identities);
    const used = new Set(keys.values());
    return this.#components.finish("schemas", (identity) => keys.get(identity) ?? unusedKey("Nested", used));
  }

  #target(file: string, ref: string): Cursor | undefined {
    return targetAt(this.#tree, file, ref);
  }

  /** The object that a node is, after its references; their siblings count. Nothing is found in a cycle. */
  #follow({ file, value }: Located): Located<RawObject> | undefined {
    const seen = new Set<string>();
    let siblings: RawObject = {};
    while (isObject(value) && typeof value["$ref"] === "string") {
      const { $ref, ...rest } = value;
      const found = this.#target(file, String($ref));
      if (found === undefined || seen.has(identityOf(found))) return { file, value: {} };
      seen.add(identityOf(found));
      siblings = { ...rest, ...siblings };
      ({ file, value } = found);
    }
    return isObject(value) ? { file, value: { ...value, ...siblings } } : undefined;
  }

  /** A map of names: no key of it is a keyword, be it called `example` or `x-request-id`. */
  #map(file: string, value: unknown, { holds, names }: Keyword): RawObject {
    const map = this.#follow({ file, value });
    if (map === undefined) return {};
    const named = Object.entries(map.value).filter(([name]) => names === undefined || names.test(name));
    return this.#entries(
      named.map(([name, node]) => [name, { file: map.file, value: node }]),
      holds,
    );
  }

  #entries(
    entries: readonly (readonly [string, Located])[],
    holds: Keyword["holds"],
    options: { readonly withIds?: boolean } = {},
  ): RawObject {
    return fromEntries(
      entries.flatMap(([name, at]) => {
        const node = this.#follow(at);
        return node === undefined ? [] : [[this.#name(name), this.#node(holds, node, options)] as const];
      }),
    );
  }

  /** openapi-typescript decodes the names on the way to a node as parts of a reference: `50%` would be an URIError. */
  #name(name: string): string {
    return name.replaceAll("%", this.#percent);
  }

  /** A node that is no schema: its own keys, and those that hold others. */
  #node(
    holds: Keyword["holds"],
    { file, value }: Located<RawObject>,
    { withIds = false }: { readonly withIds?: boolean } = {},
  ): RawObject {
    const result = this.#ownKeys(holds, value, withIds);
    for (const [key, keyword] of RAW_KEYWORDS.get(holds as ObjectKind) ?? []) {
      const stated = value[key];
      switch (keyword.shape) {
        case "one":
          if (keyword.holds === "schema") {
            if (stated !== undefined) result[key] = this.#schema({ file, value: stated });
          } else {
            const node = stated === undefined ? undefined : this.#follow({ file, value: stated });
            if (node !== undefined) result[key] = this.#node(keyword.holds, node, { withIds });
          }
          break;
        case "list":
          result[key] = this.#parameters(file, stated);
          break;
        case "map":
          // A header has a schema or content, and openapi-typescript asks which.
          if (holds !== "header" || isObject(stated)) result[key] = this.#map(file, stated, keyword);
          break;
        default:
          assertNever(keyword.shape);
      }
    }
    return result;
  }

  /** What a node says of itself. */
  #ownKeys(holds: Keyword["holds"], value: RawObject, withId: boolean): RawObject {
    switch (holds) {
      case "pathItem":
        return {};
      case "operation": {
        const id = textOf(value["operationId"]);
        // A fragment sign in an id becomes a slash in openapi-typescript, where two ids may become one.
        const isKept = withId && id !== undefined && id !== "";
        return { ...annotations(value), ...(isKept ? { operationId: this.#name(id.replaceAll("#", "/")) } : {}) };
      }
      case "parameter": {
        const name = textOf(value["name"]);
        return {
          ...annotations(value),
          ...(name === undefined ? {} : { name: this.#name(name) }),
          in: value["in"],
          required: Boolean(value["required"]),
        };
      }
      case "requestBody":
      case "header":
        return { ...annotations(value), required: Boolean(value["required"]) };
      default:
        return annotations(value);
    }
  }

  #parameters(file: string, value: unknown): RawObject[] {
    if (!Array.isArray(value)) return [];
    const parameters = new Map<string, RawObject>();
    for (const item of value) {
      const found = this.#follow({ file, value: item });
      if (found === undefined) continue;
      const parameter = this.#node("parameter", found);
      // Two of one name would be two properties of one name.
      if (PLACES.has(parameter["in"]) && parameter["name"] !== undefined)
        parameters.set(`${String(parameter["in"])} ${String(parameter["name"])}`, parameter);
    }
    return [...parameters.values()];
  }

  /** A schema with its references to components; what is none is one that says nothing, but `false` stays. */
  #schema({ file, value }: Located, depth = 0): unknown {
    if (value === false) return false;
    if (!isObject(value)) return {};
    if (typeof value["$ref"] === "string") return this.#schemaReference(file, value, value["$ref"]);
    if (depth > MAXIMUM_DEPTH)
      return this.#components.declare(`${NESTED}${String(this.#components.size)}`, { file, value });
    const below = (node: unknown): unknown => this.#schema({ file, value: node }, depth + 1);
    const result = annotations(value);
    const type = typeOf(value["type"]);
    if (type !== undefined) result["type"] = type;
    // Of an object openapi-typescript takes the values for schemas.
    if (Array.isArray(value["enum"]) && type !== "object") result["enum"] = value["enum"].filter(isLiteral);
    if (value["const"] !== undefined && isLiteral(value["const"])) result["const"] = value["const"];
    for (const flag of ["nullable", "readOnly"]) if (value[flag] === true) result[flag] = true;
    if (Array.isArray(value["required"]))
      result["required"] = value["required"].filter((name) => typeof name === "string").map((name) => this.#name(name));
    for (const [key, keyword] of RAW_KEYWORDS.get("schema") ?? []) {
      const copy = this.#schemasIn(file, value[key], { keyword, below });
      if (copy !== undefined) result[key] = copy;
    }
    return result;
  }

  /** The schemas that a keyword of a schema holds; undefined where it holds none. */
  #schemasIn(
    file: string,
    stated: unknown,
    { keyword: { shape, step }, below }: { readonly keyword: Keyword; readonly below: (node: unknown) => unknown },
  ): unknown {
    switch (shape) {
      case "one":
        // Whether there may be others is a type; whether there may be items is none.
        if (typeof stated === "boolean") return step === "value" ? stated : undefined;
        if (Array.isArray(stated)) return step === "item" ? stated.map(below) : undefined;
        return isObject(stated) ? below(stated) : undefined;
      case "list": {
        if (!Array.isArray(stated)) return undefined;
        // Each position counts.
        if (step === "position") return stated.map(below);
        const copies = stated.filter((member) => typeof member === "boolean" || isObject(member)).map(below);
        // `allOf` is looked into without asking whether its members are objects.
        return step === "owner" ? copies.map((copy) => (copy === false ? {} : copy)) : copies;
      }
      case "map":
        return isObject(stated) ? this.#properties(file, stated, below) : undefined;
      default:
        return assertNever(shape);
    }
  }

  #properties(file: string, map: RawObject, below: (node: unknown) => unknown): RawObject {
    const ref = map["$ref"];
    const found = typeof ref === "string" ? this.#target(file, ref) : undefined;
    if (found === undefined) {
      // A text under `$ref` is a reference that leads nowhere; an object there is a property of that name.
      const entries = Object.entries(map).filter(([name]) => name !== "$ref" || typeof ref !== "string");
      return fromEntries(entries.map(([name, node]) => [this.#name(name), below(node)]));
    }
    // `properties: {$ref: '#/components/schemas'}` is made from itself: written in place it would have no end.
    const names = isObject(found.value) ? Object.keys(found.value) : [];
    return fromEntries(
      names.map((name) => [this.#name(name), this.component(found.file, appendToken(found.pointer, name))]),
    );
  }

  #schemaReference(file: string, node: RawObject, text: string): unknown {
    const found = this.#target(file, text);
    if (found === undefined) return {};
    const ref = this.component(found.file, found.pointer);
    return node["nullable"] === true ? { allOf: [ref], nullable: true } : ref;
  }
}

/** What becomes a comment. */
function annotations(node: RawObject): RawObject {
  const result: RawObject = {};
  for (const keyword of ["title", "summary", "format", "description"]) {
    const text = textOf(node[keyword]);
    if (text !== undefined) result[keyword] = text;
  }
  if (Boolean(node["deprecated"])) result["deprecated"] = true;
  if (node["default"] !== undefined) result["default"] = node["default"];
  return result;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value : undefined;
}

function typeOf(value: unknown): unknown {
  if (!Array.isArray(value)) return TYPES.has(value) ? value : undefined;
  const types = [...new Set(value.map((type: unknown) => (type === null ? "null" : type)))].filter((type) =>
    TYPES.has(type),
  );
  return types.length === 0 ? undefined : types;
}

/** Whether a value can be written as a type: YAML's `.nan` cannot, nor what is deeper than the printer goes. */
function isLiteral(value: unknown, depth = 0): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return depth < MAXIMUM_DEPTH && Object.values(value).every((part) => isLiteral(part, depth + 1));
}

/** An object with own keys alone: `__proto__` is a name as well. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): RawObject {
  return Object.fromEntries(entries);
}
