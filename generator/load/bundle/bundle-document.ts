import { diagnose, type StageResult } from "../../diagnostics/diagnostic.ts";
import { GRAMMAR } from "../grammar.ts";
import { METHODS } from "../grammar-lookups.ts";
import { isObject, type RawObject, type SourceTree } from "../tree.ts";
import { leftOutOfBundle } from "./bundle-diagnostics.ts";
import { dialectOf, type Dialect } from "./dialect.ts";
import { sentPaths, withUniqueIds } from "./sent-paths.ts";
import { DocumentBundler, type LeftOut } from "./document-nodes.ts";

/**
 * Bundles a linked and repaired tree into one OpenAPI document. Components keep their names, and every reference names
 * a component. Several roots become one document: where two roots use one name, the first wins, and root-level servers
 * and security of the other roots move to their operations. Returns the document and the findings on what was left out.
 */
export function bundleDocument(tree: SourceTree): StageResult<RawObject> {
  const roots = tree.roots.flatMap((file) => {
    const value = tree.files.get(file);
    return isObject(value) ? [{ file, value }] : [];
  });
  const [first] = roots;
  if (first === undefined) return { value: {}, diagnostics: [] };
  const { dialect, version } = versionOf(first.value);
  const bundler = new DocumentBundler(tree, dialect);
  const part = (root: { readonly file: string; readonly value: RawObject }, key: string): unknown => {
    const keyword = GRAMMAR.root[key];
    return keyword === undefined ? undefined : bundler.value(keyword, { file: root.file, value: root.value[key] });
  };
  const document: RawObject = {
    openapi: version,
    info: withTitle(objectOf(part(first, "info")), tree.label),
  };
  for (const key of ["servers", "security", "tags", "externalDocs"] as const) {
    const stated = key === "tags" ? mergedTags(roots.map((root) => part(root, key))) : part(first, key);
    if (stated !== undefined) document[key] = stated;
  }
  const written = ITEM_SECTIONS.filter((key) => key !== "webhooks" || dialect === "3.1").map((key) => {
    const items: RawObject = {};
    for (const root of roots)
      for (const [name, item] of Object.entries(objectOf(part(root, key)))) {
        if (Object.hasOwn(items, name) || !isObject(item)) continue;
        const wide = { servers: part(root, "servers"), security: part(root, "security"), document };
        define(items, name, root === first ? item : withRootWide(item, wide));
      }
    return { key, items };
  });
  const components = bundler.finish();
  // `finish` has set the text of the references, so the nodes may be copied from here on.
  for (const { key, items } of written) {
    const { paths, clashes } = sentPaths(items);
    const second = clashes.map(({ operation, sent }) => ({
      file: first.file,
      what: `${operation}, which is sent to ${sent} as another operation is`,
    }));
    bundler.leftOut.push(...second);
    if (key === "paths" || Object.keys(paths).length > 0) document[key] = paths;
  }
  withUniqueIds(ITEM_SECTIONS.map((key) => objectOf(document[key])));
  for (const [key, value] of Object.entries(first.value))
    if (key.startsWith("x-") && key !== "x-webhooks")
      define(document, key, bundler.value({ holds: "data", shape: "one" }, { file: first.file, value }));
  if (Object.keys(components).length > 0) document["components"] = components;
  const diagnostics = distinct(bundler.leftOut).map(({ file, what }) =>
    diagnose(leftOutOfBundle, { what }, { version: tree.label, origin: { file, pointer: "" } }),
  );
  return { value: document, diagnostics };
}

/** The sections of a root that hold path items. */
const ITEM_SECTIONS = ["paths", "webhooks", "x-webhooks"] as const;

function objectOf(value: unknown): RawObject {
  return isObject(value) ? value : {};
}

function versionOf(root: RawObject): { readonly dialect: Dialect; readonly version: string } {
  const stated = String(root["openapi"]);
  const dialect = dialectOf(root);
  return { dialect, version: /^3\.[01]\.\d+$/u.test(stated) ? stated : dialect === "3.0" ? "3.0.3" : "3.1.0" };
}

function withTitle(info: RawObject, label: string): RawObject {
  return { ...info, title: info["title"] ?? label, version: info["version"] ?? label };
}

function mergedTags(lists: readonly unknown[]): unknown {
  const tags = new Map<unknown, unknown>();
  for (const tag of lists.flat())
    if (isObject(tag) && typeof tag["name"] === "string" && !tags.has(tag["name"])) tags.set(tag["name"], tag);
  return tags.size === 0 ? undefined : [...tags.values()];
}

interface RootWide {
  readonly servers: unknown;
  readonly security: unknown;
  readonly document: RawObject;
}

/** A path item of another root, with the servers and security that its root states for all operations. */
function withRootWide(item: RawObject, { servers, security, document }: RootWide): RawObject {
  const result: RawObject = { ...item };
  if (!isSame(servers, document["servers"]) && servers !== undefined) result["servers"] ??= servers;
  if (isSame(security, document["security"])) return result;
  for (const method of METHODS) {
    const operation = result[method];
    if (isObject(operation)) result[method] = { ...operation, security: operation["security"] ?? security ?? [] };
  }
  return result;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function define(target: RawObject, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

function distinct(leftOut: readonly LeftOut[]): readonly LeftOut[] {
  return [...new Map(leftOut.map((one) => [`${one.file} ${one.what}`, one])).values()];
}
