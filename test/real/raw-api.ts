import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import yaml from "js-yaml";

type Node = Record<string, unknown>;

/** A node of a file: where it stands after all references, and what it holds. */
interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly node: Node;
}

/** What a raw document says of a property, read without the generator. */
export interface RawProperty {
  readonly required: boolean;
  readonly nullable: boolean;
  /** Type and format of the schema, and of its items; whether it lists values, and the value where it is one. */
  readonly type: string;
  /** Where the schema stands. */
  readonly place: string;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

export interface RawParameter {
  readonly required: boolean;
  readonly type: string;
}

export interface RawOperation {
  readonly id: string;
  readonly deprecated: boolean;
  readonly experimental: boolean;
  readonly scopes: readonly string[];
  readonly parameters: ReadonlyMap<string, RawParameter>;
  readonly statuses: readonly string[];
  readonly hasBody: boolean;
}

/** What a spec says, read by another program than the generator: a plain walk over its files. */
export interface RawApi {
  /** By `GET /roles/{}`. */
  readonly operations: ReadonlyMap<string, RawOperation>;
  /** Properties of each object schema, by the schema's place; parts of `allOf` count as the whole's. */
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, RawProperty>>;
  /** Values of each enumeration, by the schema's place. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Directions in which the data of a schema travel, by its place. */
  readonly directions: ReadonlyMap<string, ReadonlySet<"request" | "response">>;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

export function readRawApi(root: string): RawApi {
  const top = dirname(root);
  const files = new Map<string, unknown>();
  const load = (file: string): unknown => {
    if (!files.has(file))
      files.set(file, yaml.load(readFileSync(join(top, file), "utf8"), { schema: yaml.CORE_SCHEMA, json: true }));
    return files.get(file);
  };

  /** Follows references to the node that is meant. */
  const follow = (value: unknown, file: string, pointer: string): Place | undefined => {
    if (typeof value !== "object" || value === null) return undefined;
    const { $ref } = value as { $ref?: unknown };
    if (typeof $ref !== "string") return { file, pointer, node: value as Node };
    const [path = "", fragment = ""] = $ref.split("#");
    const plain = path === "" ? file : normalize(join(dirname(file), path)).replaceAll("\\", "/");
    const target = existsSync(join(top, plain)) ? plain : `${plain}.yaml`;
    let found = load(target);
    for (const key of fragment.split("/").slice(1))
      found = (found as Node | undefined)?.[key.replaceAll("~1", "/").replaceAll("~0", "~")];
    return follow(found, target, fragment);
  };
  const inside = (place: Place, ...keys: readonly string[]): Place | undefined => {
    let value: unknown = place.node;
    let pointer = place.pointer;
    for (const key of keys) {
      value = (value as Node | undefined)?.[key];
      pointer += `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    }
    return follow(value, place.file, pointer);
  };
  const list = (place: Place, key: string): readonly (Place | undefined)[] =>
    ((place.node[key] as readonly unknown[] | undefined) ?? []).map((value, index) =>
      follow(value, place.file, `${place.pointer}/${key}/${String(index)}`),
    );
  const idOf = ({ file, pointer }: Place): string => (pointer === "" ? file : `${file}#${pointer}`);

  const operations = new Map<string, RawOperation>();
  const properties = new Map<string, Map<string, RawProperty>>();
  const values = new Map<string, readonly string[]>();
  const directions = new Map<string, Set<"request" | "response">>();

  /** A type as text; what is inside a schema with a place of its own is compared there. */
  const typeText = (schema: Place | undefined, depth = 0): string => {
    if (schema === undefined || depth > 4) return "none";
    const { type, format, enum: listed, allOf } = schema.node;
    if (type === "array") return `list of ${typeText(inside(schema, "items"), depth + 1)}`;
    // A schema of one part is that part.
    const parts = Array.isArray(allOf)
      ? list(schema, "allOf").filter((part) => part?.node["properties"] !== undefined)
      : [];
    if (type === undefined && parts.length === 1) return typeText(parts[0], depth + 1);
    const values = Array.isArray(listed) ? listed.filter((value) => value !== null).map(String) : [];
    return JSON.stringify([type ?? null, format ?? null, values.length > 1 ? "listed" : (values[0] ?? null)]);
  };

  const propertiesOf = (schema: Place, seen: ReadonlySet<string> = new Set()): Map<string, RawProperty> => {
    const found = new Map<string, RawProperty>();
    const id = idOf(schema);
    if (seen.has(id)) return found;
    const deeper = new Set([...seen, id]);
    for (const part of list(schema, "allOf"))
      if (part !== undefined) for (const [wire, property] of propertiesOf(part, deeper)) found.set(wire, property);
    const required = new Set((schema.node["required"] as readonly string[] | undefined) ?? []);
    const own = schema.node["properties"];
    for (const wire of Object.keys(typeof own === "object" && own !== null ? own : {})) {
      const given = (own as Node)[wire] as Node;
      const property = inside(schema, "properties", wire);
      // `allOf: [$ref, { nullable: true }]` is how specs of 3.0 say that a reference may be null.
      const parts = ((property?.node["allOf"] as readonly Node[] | undefined) ?? []).filter(
        ({ $ref }) => $ref === undefined,
      );
      const flag = (key: string): boolean => [given, property?.node ?? {}, ...parts].some((node) => node[key] === true);
      found.set(wire, {
        required: required.has(wire),
        nullable: flag("nullable"),
        type: typeText(property),
        place: property === undefined ? "" : idOf(property),
        readOnly: flag("readOnly"),
        writeOnly: flag("writeOnly"),
      });
    }
    for (const [wire, property] of found) if (required.has(wire)) found.set(wire, { ...property, required: true });
    return found;
  };

  const visit = (schema: Place | undefined, direction: "request" | "response"): void => {
    if (schema === undefined) return;
    const id = idOf(schema);
    const known = directions.get(id) ?? new Set();
    if (known.has(direction)) return;
    directions.set(id, known.add(direction));
    const own = propertiesOf(schema);
    if (own.size > 0) properties.set(id, own);
    const listed = schema.node["enum"];
    if (Array.isArray(listed))
      values.set(
        id,
        listed
          .filter((value) => value !== null)
          .map(String)
          .sort(),
      );
    const visitProperties = (place: Place): void => {
      for (const part of list(place, "allOf")) if (part !== undefined) visitProperties(part);
      for (const wire of Object.keys((place.node["properties"] as object | undefined) ?? {})) {
        const property = own.get(wire);
        if (direction === "request" ? property?.readOnly === true : property?.writeOnly === true) continue;
        visit(inside(place, "properties", wire), direction);
      }
    };
    visitProperties(schema);
    for (const key of ["oneOf", "anyOf", "allOf"]) for (const part of list(schema, key)) visit(part, direction);
    visit(inside(schema, "items"), direction);
    if (typeof schema.node["additionalProperties"] === "object")
      visit(inside(schema, "additionalProperties"), direction);
  };

  const document = follow(load(root.slice(top.length + 1)), root.slice(top.length + 1), "");
  for (const path of Object.keys((document?.node["paths"] as object | undefined) ?? {})) {
    const item = document === undefined ? undefined : inside(document, "paths", path);
    for (const method of METHODS) {
      const operation = item?.node[method] === undefined ? undefined : inside(item, method);
      if (item === undefined || operation === undefined) continue;
      const parameters = new Map<string, RawParameter>();
      let experimental = operation.node["x-sailpoint-experimental"] === true;
      for (const parameter of [...list(item, "parameters"), ...list(operation, "parameters")]) {
        if (parameter === undefined) continue;
        const { name, in: place, required } = parameter.node as { name: string; in: string; required?: boolean };
        if (name.toLowerCase() === "x-sailpoint-experimental") {
          experimental = true;
          continue;
        }
        const schema = inside(parameter, "schema");
        parameters.set(`${place} ${name}`, { required: required === true || place === "path", type: typeText(schema) });
        visit(schema, "request");
      }
      const body = inside(operation, "requestBody");
      for (const mediaType of Object.keys((body?.node["content"] as object | undefined) ?? {}))
        if (body !== undefined) visit(inside(body, "content", mediaType, "schema"), "request");
      const responses = inside(operation, "responses");
      const statuses = Object.keys(responses?.node ?? {}).sort();
      for (const status of statuses) {
        const response = responses === undefined ? undefined : inside(responses, status);
        for (const mediaType of Object.keys((response?.node["content"] as object | undefined) ?? {}))
          if (response !== undefined) visit(inside(response, "content", mediaType, "schema"), "response");
      }
      const security = (operation.node["security"] ?? document?.node["security"] ?? []) as readonly Record<
        string,
        readonly string[]
      >[];
      operations.set(`${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/gu, "{}")}`, {
        id: String(operation.node["operationId"]),
        deprecated: operation.node["deprecated"] === true,
        experimental,
        scopes: [...new Set(security.flatMap((entry) => Object.values(entry).flat()))].sort(),
        parameters,
        statuses,
        hasBody: body !== undefined,
      });
    }
  }
  return { operations, properties, values, directions };
}
