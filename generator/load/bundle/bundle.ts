import { cutDirectCycles, recursiveSchemas, type CutReference } from "./bundle-cycles.ts";
import { namedSchemas } from "./bundle-keys.ts";
import { NodeBundler, RAW_SECTIONS, type Section } from "./bundle-nodes.ts";
import { isObject, type RawObject, type SourceTree } from "../tree.ts";

/** A version as one document that openapi-typescript can read. */
export interface BundledSpec {
  /** `paths`, `webhooks` and `components`. All references name component schemas. */
  readonly document: RawObject;
  /** The names of the component schemas that contain themselves through lists alone. */
  readonly recursive: ReadonlySet<string>;
  readonly cuts: readonly CutReference[];
  /** The text that replaces `%` in names, because openapi-typescript decodes percent escapes. */
  readonly percent: string;
}

/**
 * Bundles a linked and repaired tree for the raw types. Every referenced schema becomes a component, all other nodes
 * are copied in place. What the raw types do not show is left out (callbacks, links, examples, security).
 */
export function bundleTree(tree: SourceTree): BundledSpec {
  const percent = percentMark(tree);
  const bundler = new NodeBundler(tree, percent);
  const paths = bundlePathItems(
    bundler,
    mergedSection(tree, (root) => root["paths"]),
    isPath,
  );
  const webhooks = bundlePathItems(
    bundler,
    mergedSection(tree, (root) => root["webhooks"]),
    () => true,
  );
  const components: RawObject = {};
  for (const [section, { holds }] of RAW_SECTIONS) {
    const merged = mergedSection(tree, (root) => componentsOf(root)[section]);
    components[section] = bundler.section(holds, merged);
  }
  for (const { file, pointer } of namedSchemas(tree)) bundler.component(file, pointer);
  const schemas = new Map([...bundler.finish()].sort(([left], [right]) => (left < right ? -1 : 1)));
  const cuts = cutDirectCycles(schemas);
  withUniqueOperationIds(paths, webhooks);
  return {
    document: {
      openapi: "3.1.0",
      info: { title: tree.label, version: "0" },
      paths,
      webhooks,
      components: { ...components, schemas: Object.fromEntries(schemas) },
    },
    recursive: recursiveSchemas(schemas),
    cuts,
    percent,
  };
}

/** A text that occurs in no file of the tree. */
function percentMark(tree: SourceTree): string {
  const texts = [...tree.texts.values()];
  let mark = "<percent>";
  for (let count = 2; texts.some((text) => text.includes(mark)); count += 1) mark = `<percent ${String(count)}>`;
  return mark;
}

/** Merges a map of names from all roots. Where two roots use one name, the first wins. */
function mergedSection(tree: SourceTree, sectionOf: (root: RawObject) => unknown): Section {
  const merged = new Map<string, { file: string; value: unknown }>();
  for (const file of tree.roots) {
    const root = tree.files.get(file);
    const section = isObject(root) ? sectionOf(root) : undefined;
    if (!isObject(section)) continue;
    for (const [name, value] of Object.entries(section)) if (!merged.has(name)) merged.set(name, { file, value });
  }
  return merged;
}

function componentsOf(root: RawObject): RawObject {
  return isObject(root["components"]) ? root["components"] : {};
}

/** `x-` marks an extension in `paths`, but is part of a name in `webhooks`. */
function isPath(name: string): boolean {
  return !name.startsWith("x-");
}

function bundlePathItems(bundler: NodeBundler, merged: Section, isName: (name: string) => boolean): RawObject {
  const names = [...merged].filter(([name]) => isName(name)).sort(([left], [right]) => (left < right ? -1 : 1));
  return bundler.section("pathItem", new Map(names), { withIds: true });
}

/** Makes operationIds unique: openapi-typescript makes a property of each, and two with one name would not compile. */
function withUniqueOperationIds(...sections: readonly RawObject[]): void {
  const seen = new Set<string>();
  for (const [path, item] of sections.flatMap((section) => Object.entries(section))) {
    if (!isObject(item)) continue;
    for (const [method, operation] of Object.entries(item)) {
      if (!isObject(operation) || typeof operation["operationId"] !== "string") continue;
      let id = operation["operationId"];
      if (seen.has(id)) id = `${id} ${method.toUpperCase()} ${path.replaceAll("#", "/")}`;
      while (seen.has(id)) id += " again";
      operation["operationId"] = id;
      seen.add(id);
    }
  }
}
