import { eachTarget } from "../find-references.ts";
import { appendPointer } from "../pointer.ts";
import { identityOf, isObject, type SourceTree } from "../tree.ts";

/**
 * The keys of component schemas, by identity. A key is the base name; where two referenced schemas share it, their
 * folders are added, so the order of reading does not change a key. A schema that only a root names yields to
 * referenced ones.
 */
export function componentKeys(tree: SourceTree, declared: Iterable<string>): Map<string, string> {
  const referenced = new Set<string>();
  eachTarget(tree, (place) => {
    // Only schemas get keys, so a response with a schema's name is no clash.
    if (!/^\/components\/(?!schemas\/)/u.test(place.pointer)) referenced.add(identityOf(place));
  });
  const byName = new Map<string, string[]>();
  for (const identity of [...referenced].sort()) {
    const name = baseName(identity);
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [identity]);
    else group.push(identity);
  }
  const keys = new Map<string, string>();
  const used = new Set([...byName].flatMap(([name, group]) => (group.length === 1 ? [name] : [])));
  for (const [name, group] of byName) {
    for (const identity of group) keys.set(identity, group.length === 1 ? name : unusedKey(keyText(identity), used));
  }
  for (const identity of [...declared].sort()) {
    const name = baseName(identity);
    if (!keys.has(identity)) keys.set(identity, unusedKey(used.has(name) ? keyText(identity) : name, used));
  }
  return keys;
}

/** The component schemas of the roots, by file and pointer. */
export function namedSchemas(tree: SourceTree): { file: string; pointer: string }[] {
  return tree.roots.flatMap((file) => {
    const document = tree.files.get(file);
    const components = isObject(document) ? document["components"] : undefined;
    const schemas = isObject(components) ? components["schemas"] : undefined;
    if (!isObject(schemas)) return [];
    return Object.keys(schemas).map((name) => ({ file, pointer: appendPointer("", "components", "schemas", name) }));
  });
}

/**
 * Returns `wanted`, or `wanted` with a number if it is in `used`, and adds it to `used`. Two names clash where only
 * ASCII letters are allowed: `日本` and `中国` both become `_`.
 */
export function unusedKey(wanted: string, used: Set<string>): string {
  let key = wanted;
  for (let count = 2; used.has(key); count += 1) key = `${wanted}_${String(count)}`;
  used.add(key);
  return key;
}

/** The last part of an identity without an extension: `Role` of `beta/schemas/Role.yaml`. */
export function baseName(identity: string): string {
  const last = identity.split("/").at(-1) ?? identity;
  return keyText(last.replace(/\.(?:ya?ml|json)$/iu, ""));
}

/**
 * The text with characters that a reference would escape replaced by `_`. Never empty, because an empty key would name
 * the map of all schemas.
 */
export function keyText(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]+/gu, "_") || "_";
}
