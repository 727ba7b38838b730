import { defineDiagnostic, type DiagnosticKind } from "../../diagnostics/diagnostic.ts";
import { isExactInteger } from "../../text/exact-integer.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { shownValue } from "../shown-value.ts";
import { isObject, type RawObject } from "../tree.ts";
import { METHODS, keywordsOf } from "../grammar-lookups.ts";
import type { NodeKind } from "../grammar.ts";
import type { Visit } from "../walk.ts";
import { SHAPES, type NodeShape, type ExpectedKind, type FullValueRule } from "../node-shapes.ts";
import { isMapOrReference } from "../map-or-reference.ts";

const code = "malformed-node";

/** A value of the wrong kind, described for a finding. */
interface WrongKind {
  readonly name: string;
  readonly verb: "is" | "refers to";
  readonly value: string;
  readonly wanted: string;
}

const wrongKind = ({ name, verb, value, wanted }: WrongKind): string => `${name} ${verb} ${value}, not ${wanted}`;

const readAs = defineDiagnostic<WrongKind & { read: string }>({
  code,
  message: wrongKind,
  action: ({ read }) => `read as ${read}`,
});

/**
 * The findings for a value that cannot be read. An empty key loses nothing, so it is a repair; a stated value is lost,
 * so it is a warning.
 */
function unread(outcome: string): { readonly empty: UnreadKind; readonly stated: UnreadKind } {
  const sentences = { message: wrongKind, action: () => outcome };
  return {
    empty: defineDiagnostic<WrongKind>({ code, ...sentences }),
    stated: defineDiagnostic<WrongKind>({ code, severity: "warning", ...sentences }),
  };
}

type UnreadKind = DiagnosticKind<WrongKind>;

const LEFT_OUT = unread("the value is ignored");
const ACCEPTS_ANYTHING = unread("read as a schema that accepts any value");
const READ_AS_UNSAID = unread("read as an empty object");

const capitalMethod = defineDiagnostic<{ key: string; method: string }>({
  code,
  message: ({ key }) => `the method "${key}" is not in lower case`,
  action: ({ method }) => `read as "${method}"`,
});

const repeatedMethod = defineDiagnostic<{ key: string; method: string }>({
  code,
  severity: "warning",
  message: ({ key, method }) => `the method "${method}" is declared twice, once as "${key}"`,
  action: () => "this declaration is ignored",
});

const strayKey = defineDiagnostic<{ key: string }>({
  code,
  severity: "warning",
  message: ({ key }) => `"${key}" is not a key of a path item`,
  action: () => "the key is ignored",
});

const strayEncoding = defineDiagnostic<{ field: string }>({
  code,
  severity: "warning",
  message: ({ field }) => `the encoding names "${field}", but the body has no such property`,
  action: () => "the encoding is ignored",
});

export const malformedNode: RepairRule = {
  id: code,
  on: Object.keys(SHAPES) as NodeKind[],
  apply: (visit, context) => {
    const { kind, node, cursor } = visit;
    if (kind === "pathItem") readMethods(node, context);
    checkKeywords({ context, file: cursor.file, tokens: NOWHERE }, node, SHAPES[kind]);
    if (kind === "mediaType") dropUnknownEncoding(visit, context);
  },
};

const NOWHERE: Place["tokens"] = [];

/** The position of the check in the visited node. */
interface Place {
  readonly context: RuleContext;
  readonly file: string;
  readonly tokens: readonly (string | number)[];
}

function checkKeywords(place: Place, node: RawObject, shape: NodeShape): void {
  // Fast path: almost every value is right, and tens of thousands of nodes are checked.
  for (const key in node) {
    const wanted = shape.get(key);
    if (wanted === undefined || typeof node[key] === wanted.plain) continue;
    if (!isFine(place, node[key], wanted)) checkKeyword(place, node, { key, wanted });
  }
}

/** Whether a value and its direct entries need no repair. */
function isFine(place: Place, value: unknown, wanted: FullValueRule): boolean {
  if (wanted.keys !== undefined || !fits(place, value, wanted)) return false;
  const entry = wanted.of;
  if (entry === undefined) return true;
  const { plain } = entry;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) if (typeof item !== plain && !isFine(place, item, entry)) return false;
    return true;
  }
  const entries = value as RawObject;
  for (const name in entries) {
    if (typeof entries[name] === plain || isFine(place, entries[name], entry)) continue;
    if (wanted.only === undefined || wanted.only.test(name)) return false;
  }
  return true;
}

function checkKeyword(place: Place, node: RawObject, { key, wanted }: { key: string; wanted: FullValueRule }): void {
  const value = node[key];
  if (wanted.leave?.(value) === true) return;
  if (fits(place, value, wanted)) {
    checkInside(place, node, { key, wanted });
    return;
  }
  const repaired = repair({ ...place, tokens: [...place.tokens, key] }, value, wanted);
  if (repaired === undefined) {
    delete node[key];
  } else {
    node[key] = repaired.value;
    checkInside(place, node, { key, wanted });
  }
}

/** Checks the entries of a map or a list, and the keys of a map that is not a node. */
function checkInside(place: Place, node: RawObject, { key, wanted }: { key: string; wanted: FullValueRule }): void {
  const { of: entry, keys } = wanted;
  const value = node[key];
  if (keys !== undefined && isObject(value)) checkKeywords({ ...place, tokens: [...place.tokens, key] }, value, keys);
  if (entry === undefined) return;
  if (Array.isArray(value)) {
    const kept = checkItems({ ...place, tokens: [...place.tokens, key] }, value, entry);
    // An empty list means something else than no list, so a list that loses all its entries is deleted.
    if (value.length > 0 && kept.length === 0) delete node[key];
    else node[key] = kept;
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const isMeant = wanted.only === undefined || wanted.only.test(name);
    if (isMeant && !isFine(place, value[name], entry))
      checkKeyword({ ...place, tokens: [...place.tokens, key] }, value, { key: name, wanted: entry });
  }
}

function checkItems(place: Place, list: readonly unknown[], wanted: FullValueRule): unknown[] {
  return list.flatMap((item, index) => {
    const inside: Place = { ...place, tokens: [...place.tokens, index] };
    const kept = fits(place, item, wanted) ? { value: item } : repair(inside, item, wanted);
    if (kept === undefined) return [];
    if (wanted.keys !== undefined && isObject(kept.value)) checkKeywords(inside, kept.value, wanted.keys);
    return [kept.value];
  });
}

/** Reports a value of the wrong kind and returns its replacement. Returns undefined where the value is dropped. */
function repair(place: Place, value: unknown, wanted: FullValueRule): { value: unknown } | undefined {
  const { context, tokens } = place;
  const holes: WrongKind = {
    name: nameOf(tokens),
    verb: isObject(value) && typeof value["$ref"] === "string" ? "refers to" : "is",
    value: describe(place, value),
    wanted: KIND_NAMES[wanted.is],
  };
  const read = wanted.read?.(value) ?? convert(value, wanted.is);
  if (read !== undefined) {
    context.report(readAs, { ...holes, read: shownValue(read) }, tokens);
    return { value: read };
  }
  const instead = wanted.instead?.();
  const outcome =
    instead === undefined
      ? LEFT_OUT
      : wanted.is === "schema"
        ? ACCEPTS_ANYTHING
        : instead === null
          ? LEFT_OUT
          : READ_AS_UNSAID;
  context.report(value === null ? outcome.empty : outcome.stated, holes, tokens);
  if (instead === undefined) return undefined;
  return { value: instead };
}

function nameOf(tokens: Place["tokens"]): string {
  const last = tokens.at(-1);
  return typeof last === "number" ? `entry ${last + 1} of \`${String(tokens.at(-2))}\`` : `\`${String(last)}\``;
}

function fits({ context, file }: Place, value: unknown, wanted: FullValueRule): boolean {
  const kind = wanted.is;
  if (typeof value !== "object" || value === null) {
    if (typeof value === wanted.plain) return true;
    // A bound beyond 2^53 has its digits (misplaced-bounds.ts); as a number, it would lose some.
    if ((kind === "number" || kind === "bound") && isExactInteger(value)) return true;
    return typeof value === "boolean" && (kind === "bound" || (kind === "schema" && context.isVersion31));
  }
  if (Array.isArray(value)) {
    if (kind === "types") return value.every((entry: unknown) => typeof entry === "string");
    return kind === "list" || kind === "collection";
  }
  if (kind !== "map") return kind === "schema" || kind === "collection";
  return isMapOrReference(context, file, value);
}

/** Converts a value to another kind without loss. Returns undefined where that is impossible. */
function convert(value: unknown, kind: ExpectedKind): unknown {
  if (kind === "text") return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  if (kind === "types" && Array.isArray(value)) {
    // YAML reads `[string, null]` as a list with the value null instead of the type's name.
    return value.every((entry) => entry === null || typeof entry === "string")
      ? value.map((entry: string | null) => entry ?? "null")
      : undefined;
  }
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  if ((kind === "truth" || kind === "bound") && (word === "true" || word === "false")) return word === "true";
  if (kind !== "number" && kind !== "bound") return undefined;
  const parsed = Number(word);
  return word === "" || !Number.isFinite(parsed) ? undefined : parsed;
}

const KIND_NAMES: Readonly<Record<ExpectedKind, string>> = {
  map: "a mapping",
  list: "a list",
  collection: "a mapping",
  text: "a string",
  reference: "a reference (a string)",
  truth: "a boolean",
  number: "a number",
  bound: "a number",
  types: "the name of a type",
  schema: "a schema",
};

function describe({ context, file }: Place, value: unknown): string {
  if (isObject(value) && typeof value["$ref"] === "string") {
    const target = context.follow({ file, pointer: "", value });
    if (target !== undefined && !isObject(target.value)) return describe({ context, file, tokens: [] }, target.value);
  }
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : shownValue(value);
}

const PATH_ITEM_KEYS: ReadonlySet<string> = new Set(SHAPES.pathItem.keys());

/**
 * Renames methods in capitals (`GET:` to `get`) and reports keys that a path item does not have. Without the report an
 * operation under such a key would be lost silently.
 */
function readMethods(node: RawObject, { report }: RuleContext): void {
  for (const key of Object.keys(node)) {
    if (PATH_ITEM_KEYS.has(key) || key.startsWith("x-")) continue;
    const method = METHODS.find((name) => name === key.toLowerCase());
    const isMethod = method !== undefined && !Object.hasOwn(node, method);
    if (isMethod) {
      node[method] = node[key];
      report(capitalMethod, { key, method }, [key]);
    } else if (method === undefined) report(strayKey, { key }, [key]);
    else report(repeatedMethod, { key, method }, [key]);
    delete node[key];
  }
}

/** Keywords besides `properties` that may declare properties. */
const DECLARES_FURTHER = keywordsOf(
  "schema",
  ({ step }, key) => ["owner", "option", "value", "property"].includes(step ?? "") && key !== "properties",
).map(([key]) => key);

/** Removes encodings of properties that the body does not have. */
function dropUnknownEncoding({ node, cursor }: Visit, { follow, report }: RuleContext): void {
  const encoding = node["encoding"];
  if (!isObject(encoding)) return;
  const target = follow({ file: cursor.file, pointer: `${cursor.pointer}/schema`, value: node["schema"] });
  const schema = target?.value;
  if (!isObject(schema) || !isObject(schema["properties"])) return;
  const { properties } = schema as { properties: RawObject };
  // The properties of the other keywords are unknown here and may include the field.
  if (DECLARES_FURTHER.some((key) => Object.hasOwn(schema, key))) return;
  for (const field of Object.keys(encoding)) {
    if (Object.hasOwn(properties, field)) continue;
    delete encoding[field];
    report(strayEncoding, { field }, ["encoding", field]);
  }
}
