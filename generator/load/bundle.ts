import { resolveReference } from "./reference.ts";
import { cursorAt, identityOf, isObject, type RawObject, type SourceTree } from "./tree.ts";

/**
 * One self-contained document of a linked and repaired tree: every referenced schema file becomes a component, all
 * else is written in place. Component keys are base names, made longer by folders where two would clash, so that they
 * do not depend on the order of reading.
 */
export function bundleTree(tree: SourceTree): RawObject {
  const [rootFile] = tree.roots;
  const root = rootFile === undefined ? undefined : tree.files.get(rootFile);
  if (rootFile === undefined || !isObject(root)) return {};
  const keys = componentKeys(tree);
  const schemas: RawObject = {};
  const bundle = new Bundle(tree, keys, schemas);
  const merged = mergedPaths(tree);
  const paths: RawObject = {};
  for (const path of Object.keys(merged).sort())
    paths[path] = bundle.inline(merged[path]?.file ?? rootFile, merged[path]?.value, "other");
  withUniqueOperationIds(paths);
  const components = isObject(root["components"]) ? root["components"] : {};
  const sections: RawObject = {};
  for (const [section, value] of Object.entries(components))
    if (section !== "schemas") sections[section] = bundle.inline(rootFile, value, "other");
  const named = isObject(components["schemas"]) ? components["schemas"] : {};
  for (const key of Object.keys(named))
    bundle.component(rootFile, `/components/schemas/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return {
    openapi: root["openapi"],
    info: root["info"] ?? { title: tree.label, version: "0" },
    ...(root["servers"] === undefined ? {} : { servers: root["servers"] }),
    paths,
    components: {
      ...sections,
      schemas: Object.fromEntries(
        Object.keys(schemas)
          .sort()
          .map((key) => [key, schemas[key]]),
      ),
    },
  };
}

function mergedPaths(tree: SourceTree): Record<string, { file: string; value: unknown }> {
  const merged: Record<string, { file: string; value: unknown }> = {};
  for (const file of [...tree.roots].reverse()) {
    const document = tree.files.get(file);
    const paths = isObject(document) ? document["paths"] : undefined;
    if (isObject(paths)) for (const [path, value] of Object.entries(paths)) merged[path] = { file, value };
  }
  return merged;
}

/** Component keys by identity, for every schema that some reference names. */
function componentKeys(tree: SourceTree): Map<string, string> {
  const identities = new Set<string>();
  for (const [file, document] of tree.files) collectReferences(document, file, identities);
  const byName = new Map<string, string[]>();
  for (const identity of identities) {
    const name = baseName(identity);
    byName.set(name, [...(byName.get(name) ?? []), identity]);
  }
  const keys = new Map<string, string>();
  for (const [name, group] of byName) {
    for (const identity of group)
      keys.set(identity, group.length === 1 ? name : identity.replaceAll(/[^A-Za-z0-9._-]+/gu, "_"));
  }
  return keys;
}

function collectReferences(node: unknown, file: string, identities: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collectReferences(item, file, identities);
  } else if (isObject(node)) {
    const ref = node["$ref"];
    const target = typeof ref === "string" ? resolveReference(file, ref) : undefined;
    if (target?.kind === "inside") identities.add(identityOf(target));
    for (const value of Object.values(node)) collectReferences(value, file, identities);
  }
}

function baseName(identity: string): string {
  const last = identity.split("/").at(-1) ?? identity;
  return last.replace(/\.(?:ya?ml|json)$/iu, "").replaceAll(/[^A-Za-z0-9._-]+/gu, "_");
}

/** Bundling state; a class only inside this file. */
class Bundle {
  readonly #tree: SourceTree;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #schemas: RawObject;

  constructor(tree: SourceTree, keys: ReadonlyMap<string, string>, schemas: RawObject) {
    this.#tree = tree;
    this.#keys = keys;
    this.#schemas = schemas;
  }

  /** A node with its references resolved: those of schemas to components, others to what they name. */
  inline(file: string, node: unknown, kind: "schema" | "other"): unknown {
    if (Array.isArray(node)) return node.map((item) => this.inline(file, item, kind));
    if (!isObject(node)) return node;
    if (typeof node["$ref"] === "string") return this.#reference(file, node, kind);
    const result: RawObject = {};
    for (const [key, value] of Object.entries(node)) {
      if (key.startsWith("x-") || key === "discriminator" || key === "example" || key === "examples") continue;
      // Only what lies below a schema is a schema; a property called "schema" is one already.
      result[key] = this.inline(
        file,
        value,
        kind === "schema" || key === "schema" || key === "schemas" ? "schema" : "other",
      );
    }
    return result;
  }

  #reference(file: string, node: RawObject, kind: "schema" | "other"): unknown {
    const { $ref, ...siblings } = node;
    const target = resolveReference(file, String($ref));
    const found = target.kind === "inside" ? cursorAt(this.#tree, target.file, target.pointer) : undefined;
    if (found === undefined) return {};
    if (kind === "other")
      return this.inline(found.file, isObject(found.value) ? { ...found.value, ...siblings } : found.value, "other");
    const ref = { $ref: this.component(found.file, found.pointer) };
    return siblings["nullable"] === true ? { allOf: [ref], nullable: true } : ref;
  }

  /** Declares a component once and gives its reference. */
  component(file: string, pointer: string): string {
    const value = cursorAt(this.#tree, file, pointer)?.value;
    if (isObject(value) && typeof value["$ref"] === "string") {
      // An entry that only refers elsewhere is what it refers to: under one key it would refer to itself.
      const target = resolveReference(file, value["$ref"]);
      if (
        target.kind === "inside" &&
        identityOf(target) !== identityOf({ file, pointer }) &&
        cursorAt(this.#tree, target.file, target.pointer) !== undefined
      ) {
        return this.component(target.file, target.pointer);
      }
    }
    const identity = identityOf({ file, pointer });
    const key = this.#keys.get(identity) ?? baseName(identity);
    if (!Object.hasOwn(this.#schemas, key)) {
      this.#schemas[key] = {};
      this.#schemas[key] = this.inline(file, value, "schema");
    }
    return `#/components/schemas/${key}`;
  }
}

/** openapi-typescript makes a property of every operationId: two of one id would not compile. */
function withUniqueOperationIds(paths: RawObject): void {
  const seen = new Set<string>();
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    for (const [method, operation] of Object.entries(item)) {
      if (!isObject(operation) || typeof operation["operationId"] !== "string") continue;
      const id = operation["operationId"];
      if (seen.has(id)) operation["operationId"] = `${id} ${method.toUpperCase()} ${path}`;
      seen.add(id);
    }
  }
}
