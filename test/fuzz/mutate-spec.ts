import { anyValue, hostileTextOf, MEDIA_TYPES, schemaOf } from "./material.ts";
import { isNode, JOBS, LEDGER, OVERRIDES, textOfValue, valueOf, type Node, type Project } from "./project.ts";
import type { Random } from "./random.ts";

/** A change of a project; tells what it changed, or nothing where it found nothing to change. */
export type Mutation = (project: Project, random: Random) => string | undefined;

/** A place in a document: what holds it and under which key. */
interface Slot {
  readonly holder: Node | unknown[];
  readonly key: string | number;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

function slotsOf(document: unknown): Slot[] {
  const slots: Slot[] = [];
  const visit = (holder: unknown, path: readonly (string | number)[]): void => {
    if (typeof holder !== "object" || holder === null || path.length > 60 || slots.length > 20_000) return;
    const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
    for (const key of keys) {
      const value = (holder as Node)[key];
      const inner = [...path, key];
      slots.push({ holder: holder as Node, key, value, path: inner });
      visit(value, inner);
    }
  };
  visit(document, []);
  return slots;
}

function put({ holder, key }: Slot, value: unknown): void {
  // An assignment to `__proto__` would set no property.
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function isSchemaSlot({ path, value }: Slot): boolean {
  const key = path.at(-1);
  const above = path.at(-2);
  return (
    (isNode(value) || typeof value === "boolean") &&
    (key === "schema" ||
      key === "items" ||
      key === "additionalProperties" ||
      key === "not" ||
      ["properties", "allOf", "anyOf", "oneOf", "schemas", "patternProperties", "prefixItems"].includes(String(above)))
  );
}

interface Document {
  readonly path: string;
  readonly holder: { readonly root: unknown };
  readonly slots: readonly Slot[];
}

/** Files of the specs; ledger and overrides lie beside them and have mutations of their own. */
export function specPathsOf({ files }: Project): string[] {
  return [...files.keys()].filter((path) => path.startsWith("specs/") && ![JOBS, LEDGER, OVERRIDES].includes(path));
}

/** A document of the specs that can be changed as a tree; every fourth is a root. */
function openDocument(project: Project, random: Random): Document | undefined {
  const paths = specPathsOf(project);
  const roots = [...project.versions.values()].flat().filter((path) => project.files.has(path));
  if (paths.length === 0) return undefined;
  const path = random.chance(0.25) && roots.length > 0 ? random.pick(roots) : random.pick(paths);
  const root = valueOf(project.files.get(path) ?? "");
  if (typeof root !== "object" || root === null) return undefined;
  const holder = { root };
  return { path, holder, slots: slotsOf(holder) };
}

function save(project: Project, { path, holder }: Document, random: Random): void {
  project.files.set(path, textOfValue(holder.root, random));
}

/** A mutation of one document's tree. */
function ofDocument(
  change: (at: {
    readonly document: Document;
    readonly project: Project;
    readonly random: Random;
  }) => string | undefined,
): Mutation {
  return (project, random) => {
    const document = openDocument(project, random);
    if (document === undefined || document.slots.length === 0) return undefined;
    const told = change({ document, project, random });
    if (told === undefined) return undefined;
    save(project, document, random);
    return `${document.path}: ${told}`;
  };
}

function named(slot: Slot): string {
  return slot.path.slice(1).join("/").slice(0, 200);
}

/** Texts of references: to files and places that are there, to such as are not, out of the folder, and nonsense. */
function refsOf(project: Project, random: Random, from: string): string[] {
  const paths = specPathsOf(project);
  const up = "../".repeat(from.split("/").length - 2);
  const target = random.pick(paths.concat(paths.length === 0 ? from : []));
  const file = `${up}${target.slice("specs/".length)}`;
  const slots = slotsOf({ root: valueOf(project.files.get(target) ?? "") });
  const pointer =
    slots.length === 0
      ? ""
      : random
          .pick(slots)
          .path.slice(1)
          .map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`)
          .join("");
  // What is refused ends the run, so it is rare.
  if (random.chance(0.05))
    return [
      "../../../../../../etc/passwd",
      "http://127.0.0.1:9/x.yaml",
      "file:///etc/passwd",
      "/etc/passwd",
      "%00",
      "a\\b.yaml",
      hostileTextOf(random),
    ];
  return [
    file,
    file,
    `${file}#${pointer}`,
    `${file}#${pointer}`,
    `#${pointer}`,
    "#",
    "#/",
    "",
    "#/components/schemas/Missing",
    `${file}#/nowhere`,
    `${file}#${encodeURIComponent(pointer.replaceAll(/[\ud800-\udfff]/gu, ""))}`,
    "%E0%A4%A",
    `#/${hostileTextOf(random)}`,
    `${from.split("/").at(-1) ?? ""}`,
  ];
}

function clone<Value>(value: Value): Value {
  return structuredClone(value);
}

/** Where a name is a key: properties, schemas, parameters, paths, media types, answers. */
function renameKey(holder: Node, from: string, to: string): void {
  const entries = Object.entries(holder).map(([key, value]) => [key === from ? to : key, value] as const);
  for (const key of Object.keys(holder)) delete holder[key];
  for (const [key, value] of entries)
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

const NAME_HOLDERS = [
  "properties",
  "schemas",
  "paths",
  "content",
  "responses",
  "parameters",
  "examples",
  "headers",
  "mapping",
  "securitySchemes",
  "x-webhooks",
  "webhooks",
  "callbacks",
  "variables",
  "scopes",
];
const NAME_KEYS = ["name", "operationId", "propertyName", "title"];

const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "patch",
  "head",
  "options",
  "trace",
  "query",
  "GET",
  "parameters",
  "$ref",
  "summary",
];

/** Keys of OpenAPI that change what a node means. */
function annotationsOf(random: Random, refs: readonly string[]): [string, unknown] {
  return random.pick<() => [string, unknown]>([
    () => ["nullable", random.pick([true, false, "true"])],
    () => ["deprecated", anyValue(random)],
    () => ["required", random.pick<unknown>([true, false, [], ["id"], ["__proto__"], [hostileTextOf(random)], "id"])],
    () => [
      "style",
      random.pick(["form", "simple", "matrix", "label", "deepObject", "pipeDelimited", "spaceDelimited", "x"]),
    ],
    () => ["explode", anyValue(random)],
    () => ["in", random.pick(["path", "query", "header", "cookie", "body", "formData", ""])],
    () => ["allowReserved", true],
    () => ["operationId", hostileTextOf(random)],
    () => ["tags", [hostileTextOf(random), hostileTextOf(random)]],
    () => [
      "servers",
      [{ url: hostileTextOf(random) }, { url: "https://{a}.example/{b}", variables: { a: { enum: [] } } }],
    ],
    () => ["security", anyValue(random)],
    () => [
      "parameters",
      [{ name: hostileTextOf(random), in: "query", schema: schemaOf(random, refs) }, { $ref: random.pick(refs) }],
    ],
    () => [
      "requestBody",
      { required: true, content: { [random.pick(MEDIA_TYPES)]: { schema: schemaOf(random, refs) } } },
    ],
    () => [
      "responses",
      {
        [random.pick(["200", "204", "2XX", "default", "404", "0", "abc", "299"])]: {
          description: "",
          content: { [random.pick(MEDIA_TYPES)]: { schema: schemaOf(random, refs) } },
        },
      },
    ],
    () => [
      "callbacks",
      {
        [hostileTextOf(random)]: {
          "{$request.body#/url}": {
            post: {
              requestBody: { content: { "application/json": { schema: schemaOf(random, refs) } } },
              responses: {},
            },
          },
        },
      },
    ],
    () => ["links", anyValue(random)],
    () => [
      "examples",
      random.pick<unknown>([{ a: { value: anyValue(random) }, b: { $ref: random.pick(refs) } }, [anyValue(random)]]),
    ],
    () => ["example", anyValue(random)],
    () => ["x-sailpoint-userLevels", anyValue(random)],
    () => ["x-enum-varnames", anyValue(random)],
    () => [
      "discriminator",
      { propertyName: hostileTextOf(random), mapping: { [hostileTextOf(random)]: random.pick(refs) } },
    ],
    () => ["description", `Filter results.\n\n**${hostileTextOf(random)}**: *eq, in, sw*\n\n**id**: *co*`],
    () => ["$ref", random.pick(refs)],
    () => ["$anchor", "a"],
    () => ["$id", random.pick(refs)],
    () => ["format", hostileTextOf(random)],
    () => ["default", anyValue(random)],
    () => ["encoding", { [hostileTextOf(random)]: { contentType: hostileTextOf(random), headers: anyValue(random) } }],
    () => ["openapi", random.pick(["3.1.0", "3.0.0", "3.1", "3.2.0", "2.0", 3.1])],
    () => [hostileTextOf(random), anyValue(random)],
  ])();
}

const DEEP_KEYS = ["items", "properties.a", "allOf.0", "additionalProperties", "not", "oneOf.0", "example"];

/** A node inside a node, many times. */
function nested(random: Random): unknown {
  const depth = random.pick([5, 30, 99, 100, 101, 150, 300, 490]);
  const keys = random.chance(0.6) ? [random.pick(DEEP_KEYS)] : DEEP_KEYS;
  let node: unknown = { type: "string" };
  for (let level = 0; level < depth; level += 1) {
    const [key = "", inner] = random.pick(keys).split(".");
    node = {
      type: key === "items" ? "array" : "object",
      [key]: inner === undefined ? node : inner === "0" ? [node] : { [inner]: node },
    };
  }
  return node;
}

/** Changes of documents as trees, by name. A name that stands twice is chosen twice as often. */
export const SPEC_MUTATIONS: Readonly<Record<string, Mutation>> = {
  "a value in place of a node": ofDocument(({ document, random }) => {
    const slot = random.pick(document.slots);
    put(slot, random.chance(0.1) ? nested(random) : anyValue(random));
    return `${named(slot)} is another value`;
  }),
  "a node of another kind": ofDocument(({ document, random }) => {
    const slot = random.pick(document.slots);
    const { value } = slot;
    const kinds: (() => unknown)[] = [
      () => [value],
      () => ({ [hostileTextOf(random)]: value }),
      () => String(value),
      () => (isNode(value) ? Object.entries(value) : Array.isArray(value) ? Object.assign({}, value) : [value, value]),
      () => (isNode(value) ? Object.values(value) : { value }),
      () => null,
      () => (typeof value === "string" ? Number(value) : 1),
    ];
    put(slot, random.pick(kinds)());
    return `${named(slot)} is of another kind`;
  }),
  "a node less": ofDocument(({ document, random }) => {
    const slot = random.pick(document.slots);
    if (Array.isArray(slot.holder)) slot.holder.splice(Number(slot.key), 1);
    else delete (slot.holder as Node)[slot.key];
    return `${named(slot)} is gone`;
  }),
  "a node twice": ofDocument(({ document, random }) => {
    const slot = random.pick(document.slots);
    if (Array.isArray(slot.holder)) slot.holder.push(clone(slot.value));
    else put({ ...slot, key: random.chance(0.5) ? `${String(slot.key)}2` : hostileTextOf(random) }, clone(slot.value));
    return `${named(slot)} stands there twice`;
  }),
  "nodes change places": ofDocument(({ document, random }) => {
    const [one, other] = [random.pick(document.slots), random.pick(document.slots)];
    const [first, second] = [clone(one.value), clone(other.value)];
    put(one, second);
    put(other, first);
    return `${named(one)} and ${named(other)} changed places`;
  }),
  "a node from elsewhere": (project, random) => {
    const from = openDocument(project, random);
    const to = openDocument(project, random);
    if (from === undefined || to === undefined || from.slots.length === 0 || to.slots.length === 0) return undefined;
    const schemas = { from: from.slots.filter(isSchemaSlot), to: to.slots.filter(isSchemaSlot) };
    const isLike = random.chance(0.6) && schemas.from.length > 0 && schemas.to.length > 0;
    const source = random.pick(isLike ? schemas.from : from.slots);
    const target = random.pick(isLike ? schemas.to : to.slots);
    put(target, clone(source.value));
    save(project, to, random);
    return `${to.path}: ${named(target)} is ${from.path} ${named(source)}`;
  },
  "a reference": ofDocument(({ document, project, random }) => {
    const references = document.slots.filter(({ key, value }) => key === "$ref" && typeof value === "string");
    const ref = random.pick(refsOf(project, random, document.path));
    if (references.length > 0 && random.chance(0.5)) {
      const slot = random.pick(references);
      put(slot, ref);
      return `${named(slot)} is ${ref}`;
    }
    const slot = random.pick(document.slots);
    put(slot, random.chance(0.8) ? { $ref: ref } : { ...(isNode(slot.value) ? slot.value : {}), $ref: ref });
    return `${named(slot)} refers to ${ref}`;
  }),
  "a reference to what is above": ofDocument(({ document, random }) => {
    const slot = random.pick(document.slots);
    const above = slot.path.slice(1, 1 + random.below(slot.path.length));
    const pointer = above.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    put(slot, { $ref: `#${pointer}` });
    return `${named(slot)} refers to #${pointer}`;
  }),
  "a chain of references": ofDocument(({ document, random }) => {
    const length = random.pick([3, 50, 99, 100, 101, 400]);
    const root = document.holder.root as Node;
    const chain: Node = {};
    const isCircle = random.chance(0.4);
    for (let index = 0; index < length; index += 1)
      chain[`chain${String(index)}`] =
        index + 1 < length
          ? { $ref: `#/chain/chain${String(index + 1)}` }
          : isCircle
            ? { $ref: "#/chain/chain0" }
            : { type: "string" };
    if (Array.isArray(root)) return undefined;
    const slot = random.pick(document.slots.filter(isSchemaSlot).concat(document.slots));
    put(slot, { $ref: "#/chain/chain0" });
    root["chain"] = chain;
    return `${named(slot)} leads through ${String(length)} references`;
  }),
  "a schema": ofDocument(({ document, project, random }) => {
    const schemas = document.slots.filter(isSchemaSlot);
    const slot = random.pick(schemas.length > 0 ? schemas : document.slots);
    const schema = schemaOf(random, refsOf(project, random, document.path));
    put(slot, random.chance(0.4) && isNode(slot.value) && isNode(schema) ? { ...slot.value, ...schema } : schema);
    return `${named(slot)} is another schema`;
  }),
  "schemas many times": ofDocument(({ document, project, random }) => {
    const schemas = document.slots.filter(isSchemaSlot);
    if (schemas.length === 0) return undefined;
    for (let index = 0; index < 1 + random.below(8); index += 1)
      put(random.pick(schemas), schemaOf(random, refsOf(project, random, document.path)));
    return "several schemas are others";
  }),
  "a nested schema": ofDocument(({ document, random }) => {
    const schemas = document.slots.filter(isSchemaSlot);
    const slot = random.pick(schemas.length > 0 ? schemas : document.slots);
    put(slot, nested(random));
    return `${named(slot)} is deep`;
  }),
  "something beside": ofDocument(({ document, project, random }) => {
    const nodes = document.slots.filter(({ value }) => isNode(value));
    if (nodes.length === 0) return undefined;
    const slot = random.pick(nodes);
    const [key, value] = annotationsOf(random, refsOf(project, random, document.path));
    put({ ...slot, holder: slot.value as Node, key }, value);
    return `${named(slot)} has ${key.slice(0, 60)}`;
  }),
  "many things beside": ofDocument(({ document, project, random }) => {
    const nodes = document.slots.filter(({ value }) => isNode(value));
    if (nodes.length === 0) return undefined;
    for (let index = 0; index < 2 + random.below(10); index += 1) {
      const [key, value] = annotationsOf(random, refsOf(project, random, document.path));
      put({ ...random.pick(nodes), holder: random.pick(nodes).value as Node, key }, value);
    }
    return "several nodes have more";
  }),
  "a name": ofDocument(({ document, random }) => {
    const names = document.slots.filter(
      ({ path, key, holder }) => !Array.isArray(holder) && NAME_HOLDERS.includes(String(path.at(-2))) && key !== "$ref",
    );
    if (names.length === 0) return undefined;
    const slot = random.pick(names);
    const from = String(slot.key);
    const others = Object.keys(slot.holder);
    const to = random.pick([
      () => hostileTextOf(random),
      () => from.toUpperCase(),
      () => from.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`),
      () => `${from}-`,
      () => `${random.pick(others)} `,
      () => `/${hostileTextOf(random)}/{${hostileTextOf(random)}}`,
      () => `/{id}${from}/{id}`,
    ])();
    renameKey(slot.holder as Node, from, to);
    return `${named(slot)} is called ${to.slice(0, 60)}`;
  }),
  "a name in a value": ofDocument(({ document, random }) => {
    const names = document.slots.filter(
      ({ key, value }) => NAME_KEYS.includes(String(key)) && typeof value === "string",
    );
    if (names.length === 0) return undefined;
    const slot = random.pick(names);
    put(slot, random.chance(0.3) ? random.pick(names).value : hostileTextOf(random));
    return `${named(slot)} is another name`;
  }),
  "hostile texts": ofDocument(({ document, random }) => {
    const places = document.slots.filter(({ value }) => typeof value === "string");
    if (places.length === 0) return undefined;
    const text = hostileTextOf(random);
    const isAll = random.chance(0.2);
    const count = isAll ? places.length : 1 + random.below(10);
    for (let index = 0; index < count; index += 1) {
      const slot = isAll ? (places[index] as Slot) : random.pick(places);
      if (isAll && ["$ref", "openapi", "type", "in"].includes(String(slot.key))) continue;
      put(slot, random.chance(0.5) ? text : `${String(slot.value)} ${hostileTextOf(random)}`);
    }
    return `${isAll ? "all" : String(count)} texts are hostile`;
  }),
  "an operation more": ofDocument(({ document, project, random }) => {
    const operations = document.slots.filter(({ value }) => isNode(value) && isNode(value["responses"]));
    const root = document.holder.root as Node;
    if (operations.length === 0) return undefined;
    const { value, holder } = random.pick(operations);
    const target = isNode(root["paths"]) ? root["paths"] : undefined;
    if (target === undefined || random.chance(0.5)) {
      put({ holder, key: random.pick(METHODS), value: undefined, path: [] }, clone(value));
      return "an operation has another method too";
    }
    const path = random.pick([
      "/",
      "",
      "/a/{b}",
      "/a/{c}",
      "/{}",
      "/a//b",
      "/x?y=z",
      "/x#y",
      `/${hostileTextOf(random)}`,
      `/{${hostileTextOf(random)}}`,
      random.pick(Object.keys(target).concat("/z")),
    ]);
    target[path] = random.chance(0.2)
      ? { $ref: random.pick(refsOf(project, random, document.path)) }
      : { [random.pick(METHODS)]: clone(value) };
    return `an operation stands at ${path.slice(0, 60)} too`;
  }),
  "many of a kind": ofDocument(({ document, random }) => {
    const holders = document.slots.filter(({ value }) => isNode(value) || Array.isArray(value));
    if (holders.length === 0) return undefined;
    const slot = random.pick(holders);
    const count = random.pick([20, 200, 1000]);
    if (Array.isArray(slot.value)) {
      const [first] = slot.value as unknown[];
      for (let index = 0; index < count; index += 1)
        slot.value.push(typeof first === "string" ? `${first}${String(index)}` : clone(first));
    } else {
      const node = slot.value as Node;
      const first = Object.values(node)[0];
      if (JSON.stringify(first ?? null).length > 2000) return undefined;
      for (let index = 0; index < count; index += 1) node[`more ${String(index)}`] = clone(first);
    }
    return `${named(slot)} has ${String(count)} more`;
  }),
};
