import { assertNever } from "../../model/assert-never.ts";
import { isExactInteger } from "../../text/exact-integer.ts";
import { mappedSchema, targetAt } from "../follow.ts";
import { ANY_KEY, GRAMMAR, type Keyword, type ObjectKind } from "../grammar.ts";
import { isObjectKind, keywordsOf } from "../grammar-lookups.ts";
import { MAXIMUM_CHAIN } from "../limits.ts";
import { resolveReference } from "../reference.ts";
import { identityOf, isObject, type RawObject, type SourceTree } from "../tree.ts";
import { ComponentTable, endOfChain, type Located } from "./component-table.ts";
import { inDialect, listIn, type Dialect } from "./dialect.ts";
import { needsType, nullableWithType, typeOf, withNullOfParts } from "./nullable.ts";
import { rootEntries, sectionKeys } from "./section-keys.ts";

/** The component section of each kind of node. Nodes of other kinds are copied in place. */
const SECTIONS: ReadonlyMap<ObjectKind, string> = new Map(
  keywordsOf("components")
    .filter(([, { isNew }]) => isNew !== true)
    .map(([section, { holds }]) => [holds as ObjectKind, section]),
);

/** How many references inside data are followed in a row. The data is copied for each reference. */
const MAXIMUM_DATA_CHAIN = 2;

/** A part of the spec that the bundle lacks. */
export interface LeftOut {
  readonly file: string;
  readonly what: string;
}

/** Copies the nodes of a tree into one document, kind by kind and key by key. Every reference names a component. */
export class DocumentBundler {
  readonly leftOut: LeftOut[] = [];
  readonly #tree: SourceTree;
  readonly #dialect: Dialect;
  /** The path items that are being copied. */
  readonly #open = new Set<RawObject>();
  readonly #tables = new Map<ObjectKind, ComponentTable>();

  constructor(tree: SourceTree, dialect: Dialect) {
    this.#tree = tree;
    this.#dialect = dialect;
    for (const kind of SECTIONS.keys()) this.#tables.set(kind, new ComponentTable());
    for (const [kind, section] of SECTIONS)
      for (const { file, pointer } of rootEntries(tree, section))
        this.#declare(kind, endOfChain(tree, { file, pointer }));
  }

  /** Copies the value of a keyword. Returns undefined where it holds nothing that OpenAPI defines. */
  value(keyword: Keyword, { file, value }: Located): unknown {
    const one = (stated: unknown): unknown => this.#one(keyword, { file, value: stated });
    switch (keyword.shape) {
      case "one":
        return one(value);
      case "list":
        return Array.isArray(value) ? value.map(one).filter((copy) => copy !== undefined) : undefined;
      case "map":
        return isObject(value) ? this.#map(keyword, { file, value }) : undefined;
      default:
        return assertNever(keyword.shape);
    }
  }

  /** Copies all declared components and returns the component sections. */
  finish(): RawObject {
    const copyAll = (): boolean =>
      [...this.#tables].map(([kind, table]) => table.copyWaiting((at) => this.#node(kind, at) ?? {})).includes(true);
    while (copyAll());
    const components: RawObject = {};
    for (const [kind, section] of SECTIONS) {
      const table = this.#tables.get(kind);
      if (table === undefined || table.size === 0) continue;
      const { keys, aliases } = sectionKeys(rootEntries(this.#tree, section), table.identities());
      const named = table.finish(section, (identity) => keys.get(identity) ?? identity);
      for (const [alias, identity] of aliases)
        named.set(alias, { $ref: `#/components/${section}/${keys.get(identity) ?? ""}` });
      components[section] = Object.fromEntries([...named].sort(([left], [right]) => (left < right ? -1 : 1)));
    }
    return components;
  }

  #declare(
    kind: ObjectKind,
    at: { readonly file: string; readonly pointer: string; readonly value: unknown },
  ): RawObject | undefined {
    return this.#tables.get(kind)?.declare(identityOf(at), at);
  }

  #one({ holds }: Keyword, at: Located): unknown {
    if (holds === "data") return this.#data(at);
    if (!isObjectKind(holds)) return plainValue(holds, at.value);
    return this.#reference(holds, at) ?? this.#node(holds, at);
  }

  /** A reference to the component that a reference means. Returns undefined where the node is copied in place. */
  #reference(kind: ObjectKind, { file, value }: Located): unknown {
    if (!isObject(value) || typeof value["$ref"] !== "string" || this.#tables.get(kind) === undefined) return undefined;
    const found = targetAt(this.#tree, file, value["$ref"]);
    // The reference is broken, and the linking stage has reported it.
    if (found === undefined) return kind === "schema" ? {} : undefined;
    const end = endOfChain(this.#tree, found);
    if (isObject(end.value) && typeof end.value["$ref"] === "string") return kind === "schema" ? {} : undefined;
    const reference = this.#declare(kind, end);
    if (reference === undefined) return undefined;
    if (kind === "schema")
      return Object.keys(value).length === 1 ? reference : this.#besideReference({ file, value }, reference);
    const { summary, description } = value;
    const texts = { summary, description };
    const told = Object.entries(texts).filter(([, text]) => typeof text === "string" && this.#dialect === "3.1");
    return Object.assign(reference, Object.fromEntries(told));
  }

  /**
   * Copies the siblings of a schema reference. OpenAPI 3.0 ignores siblings, so the reference becomes a member of
   * `allOf`.
   */
  #besideReference({ file, value }: Located<RawObject>, reference: RawObject): RawObject {
    const { $ref, ...siblings } = value;
    const isComposed = this.#dialect === "3.0" || siblings["nullable"] === true;
    const own = isComposed ? { ...siblings, allOf: [{ $ref }, ...listIn(siblings, "allOf")] } : siblings;
    const copy = this.#node("schema", { file, value: own });
    if (!isObject(copy) || Object.keys(copy).length === 0) return reference;
    if (!isComposed) return Object.assign(reference, copy);
    return Object.keys(copy).length === 1 && listIn(copy, "allOf").length === 1 ? reference : copy;
  }

  /**
   * Copies examples, extensions and other data. OpenAPI allows no references in data, but vendors write them and other
   * tools follow them. The target is copied in place; data with a broken reference is left out.
   */
  #data({ file, value }: Located, open: readonly string[] = []): unknown {
    if (Array.isArray(value)) {
      const parts = value.map((part) => this.#data({ file, value: part }, open));
      return parts.includes(undefined) ? undefined : parts;
    }
    if (!isObject(value)) return jsonValue(value);
    const { $ref } = value;
    if (typeof $ref === "string") {
      const found = targetAt(this.#tree, file, $ref);
      const identity = found === undefined ? "" : identityOf(found);
      if (found !== undefined && !open.includes(identity) && open.length < MAXIMUM_DATA_CHAIN)
        return this.#data(found, [...open, identity]);
      this.leftOut.push({ file, what: `data with the reference ${$ref}, which has no target` });
      return undefined;
    }
    const entries = Object.entries(value).map(([key, part]) => [key, this.#data({ file, value: part }, open)] as const);
    return entries.some(([, part]) => part === undefined) ? undefined : Object.fromEntries(entries);
  }

  #map({ holds, names }: Keyword, { file, value }: Located<RawObject>): RawObject {
    const entries: (readonly [string, unknown])[] = [];
    for (const [name, stated] of Object.entries(value)) {
      if (names !== undefined && !names.test(name)) continue;
      const copy =
        holds === "schemaName"
          ? this.#mapping(file, stated)
          : this.#one({ holds, shape: "one" }, { file, value: stated });
      if (copy !== undefined) entries.push([name, copy]);
    }
    const map = Object.fromEntries(entries);
    if (holds === "schemaName") for (const [name, told] of entries) if (isObject(told)) this.#later(map, name, told);
    return map;
  }

  /** The target of a value in a discriminator's mapping. The value is the text of a reference, which `finish` sets. */
  #mapping(file: string, text: unknown): RawObject | undefined {
    const found = typeof text === "string" ? mappedSchema(this.#tree, file, text) : undefined;
    return found === undefined ? undefined : { file: found.file, pointer: found.pointer, value: found.value };
  }

  #later(map: RawObject, name: string, found: RawObject): void {
    const at = { file: String(found["file"]), pointer: String(found["pointer"]) };
    map[name] = "";
    this.#tables
      .get("schema")
      ?.tell(identityOf(at), { file: at.file, value: found["value"] }, (text) => void (map[name] = text));
  }

  #node(kind: ObjectKind, at: Located): unknown {
    if (typeof at.value === "boolean" && kind === "schema") return this.#truth(at.value);
    const located = kind === "schema" ? withNullOfParts(at) : this.#inPlace(at);
    const { file, value } = located;
    if (!isObject(value)) return undefined;
    if (kind !== "pathItem") return this.#keys(kind, { file, value });
    // A callback may contain the path item that it belongs to.
    if (this.#open.has(value)) {
      this.leftOut.push({ file, what: "a path item inside itself" });
      return undefined;
    }
    this.#open.add(value);
    const copy = this.#keys(kind, { file, value });
    this.#open.delete(value);
    return copy;
  }

  #keys(kind: ObjectKind, { file, value }: Located<RawObject>): RawObject | undefined {
    const result: RawObject = {};
    for (const [key, stated] of Object.entries(value)) {
      const keyword = GRAMMAR[kind][key] ?? GRAMMAR[kind][ANY_KEY];
      if (keyword === undefined || key === "$ref" || keyword.names?.test(key) === false) {
        const extension = key.startsWith("x-") ? this.#data({ file, value: stated }) : undefined;
        if (extension !== undefined) result[key] = extension;
        continue;
      }
      if (this.#dialect === "3.0" && keyword.isNew === true && kind !== "schema") {
        this.leftOut.push({ file, what: `the key ${key}` });
        continue;
      }
      // In every version a boolean may say whether additional properties are allowed.
      const isTruth = keyword.step === "value" && typeof stated === "boolean";
      const copy = isTruth ? stated : this.value(keyword, { file, value: stated });
      if (copy !== undefined) result[key] = copy;
    }
    return this.#complete(kind, result, { file, value });
  }

  /** OpenAPI 3.0 has no boolean schemas; `{}` and `{ not: {} }` mean the same. */
  #truth(value: boolean): unknown {
    if (this.#dialect === "3.1") return value;
    return value ? {} : { not: {} };
  }

  /** The node that a reference means, for kinds without a component section, with the siblings of the references. */
  #inPlace({ file, value }: Located): Located {
    let at: Located = { file, value };
    let siblings: RawObject = {};
    for (let hops = 0; hops <= MAXIMUM_CHAIN && isObject(at.value) && typeof at.value["$ref"] === "string"; hops += 1) {
      const { $ref, ...rest } = at.value;
      siblings = { ...rest, ...siblings };
      const found = targetAt(this.#tree, at.file, String($ref));
      if (found === undefined) return { file: at.file, value: siblings };
      at = { file: found.file, value: found.value };
    }
    if (!isObject(at.value) || Object.keys(siblings).length === 0) return at;
    return { file: at.file, value: { ...at.value, ...siblings } };
  }

  /** Adds the keys that OpenAPI requires and the spec lacks. */
  #complete(kind: ObjectKind, node: RawObject, { file, value }: Located): RawObject | undefined {
    switch (kind) {
      case "schema": {
        const schema = inDialect(
          node,
          this.#dialect,
          (keyword) => void this.leftOut.push({ file, what: `the keyword ${keyword}` }),
        );
        return needsType(schema) ? nullableWithType(schema, typeOf(this.#tree, { file, value })) : schema;
      }
      case "answer":
        return { ...node, description: node["description"] ?? "" };
      case "operation":
        return { ...node, responses: nonEmpty(node["responses"]) ?? { default: { description: "" } } };
      case "requestBody":
        return { ...node, content: node["content"] ?? {} };
      case "link":
        return this.#link(node, file);
      default:
        return node;
    }
  }

  /** A link to an operation of another root keeps its pointer; one to any other file is left out. */
  #link(node: RawObject, file: string): RawObject | undefined {
    const { operationRef, ...rest } = node;
    if (typeof operationRef !== "string" || node["operationId"] !== undefined) return rest;
    const target = resolveReference(file, operationRef);
    if (target.kind === "place" && this.#tree.roots.includes(target.file))
      return { ...rest, operationRef: `#${target.pointer}` };
    this.leftOut.push({ file, what: "a link to an operation of another file" });
    return undefined;
  }
}

function nonEmpty(value: unknown): unknown {
  return isObject(value) && Object.keys(value).length > 0 ? value : undefined;
}

function plainValue(holds: Exclude<Keyword["holds"], ObjectKind>, value: unknown): unknown {
  switch (holds) {
    case "text":
      return typeof value === "string" ||
        (typeof value === "number" && Number.isFinite(value)) ||
        typeof value === "boolean"
        ? String(value)
        : undefined;
    case "truth":
      return typeof value === "boolean" ? value : undefined;
    case "number":
      // Bounds beyond 2^53 have their digits.
      if (isExactInteger(value)) return Number(value);
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "bound":
      return typeof value === "boolean" ? value : plainValue("number", value);
    case "types":
      return Array.isArray(value) ? value.map((type: unknown) => (type === null ? "null" : type)) : (value ?? "null");
    case "names":
      return Array.isArray(value) ? value.filter((name) => typeof name === "string") : undefined;
    case "data":
    case "reference":
    case "schemaName":
      return undefined;
    default:
      return assertNever(holds);
  }
}

/** A value as JSON: numbers that JSON lacks become null, and keys are strings. */
function jsonValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, jsonValue(part)]));
}
