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

/** TypeScript's printer overflows the stack at some hundred levels. A deeper schema continues in a component. */
const MAXIMUM_DEPTH = 40;

/** The start of the identity of a component without a name. No file path starts like this. */
const NESTED = "//nested/";

/** Path items or the entries of a component section, by name. */
export type Section = ReadonlyMap<string, Located>;

/** The keywords of each kind that openapi-typescript prints. */
const RAW_KEYWORDS: ReadonlyMap<ObjectKind, readonly (readonly [key: string, keyword: Keyword])[]> = new Map(
  [...ALL_NODE_KINDS, "components" as const].map((kind) => [kind, keywordsOf(kind, ({ isRaw }) => isRaw === true)]),
);

/** The component sections that openapi-typescript prints. Schemas are added where a reference names them. */
export const RAW_SECTIONS = RAW_KEYWORDS.get("components") ?? [];

/**
 * Copies the nodes of a tree for openapi-typescript. In a map of names (`properties`, `headers`) every key is copied;
 * in any other node only the keywords that openapi-typescript prints, in the form that it expects. Anything else in a
 * spec (cycles of callbacks, lists instead of maps) does not reach openapi-typescript.
 */
export class NodeBundler {
  readonly #tree: SourceTree;
  readonly #percent: string;
  readonly #components = new ComponentTable();

  constructor(tree: SourceTree, percent: string) {
    this.#tree = tree;
    this.#percent = percent;
  }

  /** Copies a map of nodes of one kind. */
  section(kind: Keyword["holds"], entries: Section, { withIds = false } = {}): RawObject {
    return this.#entries([...entries], kind, { withIds });
  }

  /** Declares a component once and returns a reference to it. The text of the reference is set by `finish`. */
  component(file: string, pointer: string): RawObject {
    const at = endOfChain(this.#tree, { file, pointer });
    return this.#components.declare(identityOf(at), at);
  }

  /** Returns every component schema by its key and sets the text of all references. */
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

  /** The object at the end of a chain of references, with the siblings of these references. Empty for a cycle. */
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

  /** Copies a map of names. None of its keys is a keyword, not even `example` or `x-request-id`. */
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

  /** openapi-typescript decodes the names on the way to a node as parts of a URL, where `50%` throws a URIError. */
  #name(name: string): string {
    return name.replaceAll("%", this.#percent);
  }

  /** Copies a node that is not a schema: its own keys, and the keys that hold other nodes. */
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
          // A header has a `schema` or `content`, and openapi-typescript tests which one is present.
          if (holds !== "header" || isObject(stated)) result[key] = this.#map(file, stated, keyword);
          break;
        default:
          assertNever(keyword.shape);
      }
    }
    return result;
  }

  /** The keys of a node that hold no other nodes. */
  #ownKeys(holds: Keyword["holds"], value: RawObject, withId: boolean): RawObject {
    switch (holds) {
      case "pathItem":
        return {};
      case "operation": {
        const id = textOf(value["operationId"]);
        // openapi-typescript replaces `#` in an operationId by a slash, which can make two ids equal. The same
        // replacement here lets the ids be made unique afterwards.
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
      // Two parameters with one place and name would become two properties with one name. The last one wins.
      if (PLACES.has(parameter["in"]) && parameter["name"] !== undefined)
        parameters.set(`${String(parameter["in"])} ${String(parameter["name"])}`, parameter);
    }
    return [...parameters.values()];
  }

  /**
   * Copies a schema, with references to components. A value that is not a schema becomes an empty schema; `false` is
   * kept.
   */
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
    // openapi-typescript reads the `enum` of an object as schemas.
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

  /** Copies the schemas that a keyword holds. Returns undefined where the value holds no schemas. */
  #schemasIn(
    file: string,
    stated: unknown,
    { keyword: { shape, step }, below }: { readonly keyword: Keyword; readonly below: (node: unknown) => unknown },
  ): unknown {
    switch (shape) {
      case "one":
        // A boolean is a type for additional properties (`true` allows them), but not for items.
        if (typeof stated === "boolean") return step === "value" ? stated : undefined;
        if (Array.isArray(stated)) return step === "item" ? stated.map(below) : undefined;
        return isObject(stated) ? below(stated) : undefined;
      case "list": {
        if (!Array.isArray(stated)) return undefined;
        // Every entry is copied, because its position counts.
        if (step === "position") return stated.map(below);
        const copies = stated.filter((member) => typeof member === "boolean" || isObject(member)).map(below);
        // openapi-typescript reads the members of `allOf` without a check that they are objects.
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
      // A string under `$ref` is a reference, here a broken one; an object under `$ref` is a property with that name.
      const entries = Object.entries(map).filter(([name]) => name !== "$ref" || typeof ref !== "string");
      return fromEntries(entries.map(([name, node]) => [this.#name(name), below(node)]));
    }
    // Each property becomes a component. `properties: {$ref: '#/components/schemas'}` contains itself, so a copy in
    // place would never end.
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

/** The keywords that become comments of the raw types. */
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

/** Whether a value can be printed as a type. YAML's `.nan` cannot, nor a value deeper than the printer's limit. */
function isLiteral(value: unknown, depth = 0): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return depth < MAXIMUM_DEPTH && Object.values(value).every((part) => isLiteral(part, depth + 1));
}

/** Builds an object from entries; `__proto__` becomes an own key. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): RawObject {
  return Object.fromEntries(entries);
}
