import { METHODS } from "../grammar-lookups.ts";
import { DECLARED_NAME } from "../rules/path-parameters.ts";
import { REQUEST_PATH, sentPathOf } from "../rules/version-in-path.ts";
import { isObject, type RawObject } from "../tree.ts";
import { listIn } from "./dialect.ts";
import { keyText } from "./bundle-keys.ts";

const MARKS: ReadonlySet<string> = new Set([REQUEST_PATH, DECLARED_NAME]);

/** An operation that is left out because another one has its method and path. */
export interface ClashingOperation {
  readonly operation: string;
  readonly sent: string;
}

/**
 * The paths of a bundle, with each operation under the path that calls are sent to; a repair may have changed the path
 * in the spec. Removes the marks of the repairs. Returns the operations that clash.
 */
export function sentPaths(written: RawObject): {
  readonly paths: RawObject;
  readonly clashes: readonly ClashingOperation[];
} {
  const paths = new Map<string, RawObject>();
  const owners = new Map<string, string>();
  const clashes: ClashingOperation[] = [];
  const itemAt = (path: string, shared: RawObject): RawObject => {
    const item = paths.get(path) ?? shared;
    paths.set(path, item);
    return item;
  };
  for (const [name, item] of Object.entries(written)) {
    if (!isObject(item)) continue;
    const itemPath = sentPathOf(name, item);
    const shared = Object.fromEntries(Object.entries(item).filter(([key]) => !isMethod(key) && !MARKS.has(key)));
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      return isObject(operation) ? [{ method, ...withQuery(sentPathOf(itemPath, operation), operation) }] : [];
    });
    if (operations.length === 0) itemAt(itemPath.split("?", 1).join(""), shared);
    for (const { method, operation, path } of operations) {
      const isOwn = !paths.has(path) || owners.get(path) === name;
      if (isOwn) owners.set(path, name);
      const target = itemAt(path, { ...shared });
      if (target[method] !== undefined) clashes.push({ operation: `${method.toUpperCase()} ${name}`, sent: path });
      // An operation that moves to another path item takes along what its own path item states for all operations.
      else target[method] = isOwn ? operation : { ...sharedKeys(shared), ...operation, ...joined(shared, operation) };
    }
  }
  const result = Object.fromEntries([...paths].map(([path, item]) => [path, withoutMarks(item) as RawObject]));
  return { paths: result, clashes };
}

/** Turns a query in a path into parameters with one value each: OpenAPI allows no query in a path. */
function withQuery(stated: string, operation: RawObject): { readonly path: string; readonly operation: RawObject } {
  const [path = "", query] = stated.split("?", 2);
  if (query === undefined) return { path: stated, operation };
  const fixed = [...new URLSearchParams(query)].map(([name, value]) => ({
    name,
    in: "query",
    required: true,
    schema: { type: "string", enum: [value] },
  }));
  return { path, operation: { ...operation, parameters: [...listIn(operation, "parameters"), ...fixed] } };
}

function isMethod(key: string): boolean {
  return (METHODS as readonly string[]).includes(key);
}

function sharedKeys({ servers }: RawObject): RawObject {
  return servers === undefined ? {} : { servers };
}

function joined(shared: RawObject, operation: RawObject): RawObject {
  const lists = [shared, operation].map((node) => listIn(node, "parameters"));
  const own = new Set((lists[1] ?? []).map(placeOf));
  const parameters = [...(lists[0] ?? []).filter((one) => !own.has(placeOf(one))), ...(lists[1] ?? [])];
  return parameters.length === 0 ? {} : { parameters };
}

function placeOf(parameter: unknown): string {
  return isObject(parameter)
    ? JSON.stringify([parameter["$ref"] ?? null, parameter["in"] ?? null, parameter["name"] ?? null])
    : "";
}

/** Removes the marks of the repairs, which are set on path items, operations and parameters only. */
function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isObject(value)) return value;
  const result: RawObject = {};
  for (const [key, part] of Object.entries(value)) {
    if (MARKS.has(key)) continue;
    result[key] = isMethod(key) || key === "parameters" ? withoutMarks(part) : part;
  }
  return result;
}

/** Makes operationIds unique, as OpenAPI requires: a repeated id gets the method and the path appended. */
export function withUniqueIds(sections: readonly RawObject[]): void {
  const seen = new Set<string>();
  for (const [path, item] of sections.flatMap((section) => Object.entries(section))) {
    if (!isObject(item)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation) || typeof operation["operationId"] !== "string") continue;
      let id = operation["operationId"];
      if (seen.has(id)) id = `${id}_${method}${keyText(path)}`;
      while (seen.has(id)) id += "_again";
      operation["operationId"] = id;
      seen.add(id);
    }
  }
}
