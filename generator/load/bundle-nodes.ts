import { componentKeys, unusedKey } from "./bundle-keys.ts";
import { targetAt } from "./follow.ts";
import { METHODS } from "./node-kinds.ts";
import { appendToken } from "./pointer.ts";
import { cursorAt, identityOf, isObject, type Cursor, type RawObject, type SourceTree } from "./tree.ts";

const METHOD_NAMES: ReadonlySet<string> = new Set(METHODS);
const PLACES: ReadonlySet<unknown> = new Set(["query", "header", "path", "cookie"]);
const TYPES: ReadonlySet<unknown> = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

/** TypeScript's printer overflows the stack at some hundred levels; a schema this deep goes on in a component. */
const MAXIMUM_DEPTH = 40;

/** A node and the file that its references start from. */
interface Located<Value = unknown> {
  readonly file: string;
  readonly value: Value;
}

/** A component schema, and every reference to it. */
interface Component {
  readonly at: Located;
  schema: unknown;
  readonly references: RawObject[];
}

/** Begins the identity of a component that has no name; no file's does. */
const NESTED = "//nested/";

/** Entries of a component section, or of the paths, by name. */
export type Section = ReadonlyMap<string, Located>;
type Kind = (at: Located<RawObject>) => RawObject;
export type SectionName = "responses" | "parameters" | "requestBodies" | "headers" | "pathItems";

/**
 * Copies a document kind by kind and keyword by keyword: where names stand (`properties`, `headers`) every key counts,
 * where keywords stand only those that openapi-typescript prints, in the form it expects. So whatever else a spec
 * holds, cycles of callbacks and lists in place of maps included, never reaches it.
 */
export class NodeBundler {
  readonly #tree: SourceTree;
  readonly #percent: string;
  readonly #components = new Map<string, Component>();
  /** Components still to be copied; a chain of references must not become a chain of calls. */
  readonly #waiting: Component[] = [];

  constructor(tree: SourceTree, percent: string) {
    this.#tree = tree;
    this.#percent = percent;
  }

  section(name: SectionName, entries: Section, { withIds = false } = {}): RawObject {
    const kinds: Record<SectionName, Kind> = {
      responses: (at) => this.#response(at),
      parameters: (at) => this.#parameter(at),
      requestBodies: (at) => this.#requestBody(at),
      headers: (at) => this.#header(at),
      pathItems: (at) => this.#pathItem(at, withIds),
    };
    return this.#entries([...entries], kinds[name]);
  }

  /** Declares a component once and gives its reference, whose text follows when all components are known. */
  component(file: string, pointer: string): RawObject {
    const seen = new Set<string>();
    let at = { file, pointer };
    let value = cursorAt(this.#tree, file, pointer)?.value;
    // An entry that only refers elsewhere is what it refers to: under one key it would refer to itself.
    while (isObject(value) && typeof value["$ref"] === "string") {
      seen.add(identityOf(at));
      const found = this.#target(at.file, value["$ref"]);
      if (found === undefined || seen.has(identityOf(found))) break;
      at = found;
      value = found.value;
    }
    return this.#declare(identityOf(at), { file: at.file, value });
  }

  /** Every component schema by its key. */
  finish(): Map<string, unknown> {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      next.schema = this.#schema(next.at);
    const isNested = (identity: string): boolean => identity.startsWith(NESTED);
    const keys = componentKeys(
      this.#tree,
      [...this.#components.keys()].filter((identity) => !isNested(identity)),
    );
    const used = new Set(keys.values());
    const schemas = new Map<string, unknown>();
    for (const [identity, { schema, references }] of this.#components) {
      const key = keys.get(identity) ?? unusedKey("Nested", used);
      for (const reference of references) reference["$ref"] = `#/components/schemas/${key}`;
      schemas.set(key, schema);
    }
    return schemas;
  }

  #declare(identity: string, at: Located): RawObject {
    let component = this.#components.get(identity);
    if (component === undefined) {
      this.#components.set(identity, (component = { at, schema: {}, references: [] }));
      this.#waiting.push(component);
    }
    const reference: RawObject = { $ref: "" };
    component.references.push(reference);
    return reference;
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
  #map(file: string, value: unknown, kind: Kind, isName: (name: string) => boolean = () => true): RawObject {
    const map = this.#follow({ file, value });
    if (map === undefined) return {};
    const names = Object.entries(map.value).filter(([name]) => isName(name));
    return this.#entries(
      names.map(([name, node]) => [name, { file: map.file, value: node }]),
      kind,
    );
  }

  #entries(entries: readonly (readonly [string, Located])[], kind: Kind): RawObject {
    return fromEntries(
      entries.flatMap(([name, at]) => {
        const node = this.#follow(at);
        return node === undefined ? [] : [[this.#name(name), kind(node)] as const];
      }),
    );
  }

  /** openapi-typescript decodes the names on the way to a node as parts of a reference: `50%` would be an URIError. */
  #name(name: string): string {
    return name.replaceAll("%", this.#percent);
  }

  #pathItem({ file, value }: Located<RawObject>, withIds: boolean): RawObject {
    const operations = Object.entries(value).flatMap(([method, node]) => {
      const operation = METHOD_NAMES.has(method) ? this.#follow({ file, value: node }) : undefined;
      return operation === undefined ? [] : [[method, this.#operation(operation, withIds)] as const];
    });
    return { ...fromEntries(operations), parameters: this.#parameters(file, value["parameters"]) };
  }

  #operation({ file, value }: Located<RawObject>, withId: boolean): RawObject {
    const id = textOf(value["operationId"]);
    const body = value["requestBody"] === undefined ? undefined : this.#follow({ file, value: value["requestBody"] });
    return {
      ...annotations(value),
      // A fragment sign in an id becomes a slash in openapi-typescript, where two ids may become one.
      ...(withId && id !== undefined && id !== "" ? { operationId: this.#name(id.replaceAll("#", "/")) } : {}),
      parameters: this.#parameters(file, value["parameters"]),
      ...(body === undefined ? {} : { requestBody: this.#requestBody(body) }),
      responses: this.#map(
        file,
        value["responses"],
        (at) => this.#response(at),
        (name) => !name.startsWith("x-"),
      ),
    };
  }

  #parameters(file: string, value: unknown): RawObject[] {
    if (!Array.isArray(value)) return [];
    const parameters = new Map<string, RawObject>();
    for (const item of value) {
      const found = this.#follow({ file, value: item });
      if (found === undefined) continue;
      const parameter = this.#parameter(found);
      // Two of one name would be two properties of one name.
      if (PLACES.has(parameter["in"]) && parameter["name"] !== undefined)
        parameters.set(`${String(parameter["in"])} ${String(parameter["name"])}`, parameter);
    }
    return [...parameters.values()];
  }

  #parameter({ file, value }: Located<RawObject>): RawObject {
    const name = textOf(value["name"]);
    return {
      ...annotations(value),
      ...(name === undefined ? {} : { name: this.#name(name) }),
      in: value["in"],
      required: Boolean(value["required"]),
      ...this.#schemaOf(file, value),
    };
  }

  #requestBody({ file, value }: Located<RawObject>): RawObject {
    return { ...annotations(value), required: Boolean(value["required"]), content: this.#content(file, value) };
  }

  #response({ file, value }: Located<RawObject>): RawObject {
    return {
      ...annotations(value),
      headers: this.#map(file, value["headers"], (at) => this.#header(at)),
      content: this.#content(file, value),
    };
  }

  #header({ file, value }: Located<RawObject>): RawObject {
    return {
      ...annotations(value),
      required: Boolean(value["required"]),
      ...this.#schemaOf(file, value),
      ...(isObject(value["content"]) ? { content: this.#content(file, value) } : {}),
    };
  }

  #content(file: string, node: RawObject): RawObject {
    return this.#map(file, node["content"], (at) => ({
      ...annotations(at.value),
      ...this.#schemaOf(at.file, at.value),
    }));
  }

  #schemaOf(file: string, node: RawObject): RawObject {
    return node["schema"] === undefined ? {} : { schema: this.#schema({ file, value: node["schema"] }) };
  }

  /** A schema with its references to components; what is none is one that says nothing, but `false` stays. */
  #schema({ file, value }: Located, depth = 0): unknown {
    if (value === false) return false;
    if (!isObject(value)) return {};
    if (typeof value["$ref"] === "string") return this.#schemaReference(file, value, value["$ref"]);
    if (depth > MAXIMUM_DEPTH) return this.#declare(`${NESTED}${String(this.#components.size)}`, { file, value });
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
    for (const keyword of ["properties", "patternProperties"])
      if (isObject(value[keyword])) result[keyword] = this.#properties(file, value[keyword], below);
    const rest = value["additionalProperties"];
    if (typeof rest === "boolean") result["additionalProperties"] = rest;
    else if (isObject(rest)) result["additionalProperties"] = below(rest);
    const { items } = value;
    if (Array.isArray(items)) result["items"] = items.map(below);
    else if (isObject(items)) result["items"] = below(items);
    if (Array.isArray(value["prefixItems"])) result["prefixItems"] = value["prefixItems"].map(below);
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const members = value[keyword];
      if (!Array.isArray(members)) continue;
      const copies = members.filter((member) => typeof member === "boolean" || isObject(member)).map(below);
      // `allOf` is looked into without asking whether its members are objects.
      result[keyword] = keyword === "allOf" ? copies.map((copy) => (copy === false ? {} : copy)) : copies;
    }
    return result;
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
