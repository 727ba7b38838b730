import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { keywordsOf, STRUCTURAL_KEYWORDS } from "../grammar-lookups.ts";
import type { RepairRule } from "../rule.ts";
import { areOneType, statedTypes } from "../schema-types.ts";
import { isObject, type RawObject } from "../tree.ts";

const code = "reference-siblings";

const ignoredSiblings = defineDiagnostic<{ keys: string }>({
  code,
  severity: "warning",
  message: ({ keys }) => `a reference has ${keys} beside it; only a summary and a description are allowed`,
  action: () => "the key is ignored; the target of the reference is used",
});

const meantSiblings = defineDiagnostic<{ keys: string }>({
  code,
  message: ({ keys }) => `a reference has ${keys} beside it, which OpenAPI 3.0 ignores`,
  action: () => "applied as if OpenAPI 3.0 allowed it",
});

const describingSiblings = defineDiagnostic<{ keys: string }>({
  code,
  severity: "note",
  message: ({ keys }) => `a reference has ${keys} beside it, which OpenAPI 3.0 ignores`,
  action: () => "applied as if OpenAPI 3.0 allowed it",
});

/** The keys that a Reference Object of OpenAPI 3.1 may have beside `$ref`. */
const TEXTS: ReadonlySet<string> = new Set(["summary", "description"]);

export const referenceSiblings: RepairRule = {
  id: code,
  on: ["schema", "answer", "parameter", "header", "requestBody"],
  apply: ({ kind, node, cursor }, { report, isVersion31, follow }) => {
    if (typeof node["$ref"] !== "string") return;
    if (kind === "schema" && !isVersion31 && excludesType(node, follow(cursor)?.value)) {
      delete node["type"];
      report(ignoredSiblings, { keys: "type" });
    }
    const all = Object.keys(node).filter((key) => key !== "$ref");
    const ignored = kind === "schema" ? [] : all.filter((key) => !TEXTS.has(key) && !key.startsWith("x-"));
    if (ignored.length > 0) report(ignoredSiblings, { keys: ignored.join(", ") });
    const siblings = all.filter((key) => !ignored.includes(key));
    if (siblings.length === 0) return;
    if (kind === "schema" && mustStayWhole(node, cursor.pointer)) compose(node);
    if (isVersion31) return;
    const isDescribing = siblings.every((key) => key === "description" || key === "example");
    report(isDescribing ? describingSiblings : meantSiblings, { keys: siblings.join(", ") });
  },
};

/**
 * Whether the siblings of a reference would be lost, because references are followed to their end. Structure and the
 * form of a text are always lost; everything else is lost where another reference may lead to this schema.
 */
function mustStayWhole(node: RawObject, pointer: string): boolean {
  if (WHOLE_KEYWORDS.some((keyword) => node[keyword] !== undefined)) return true;
  if (!/^(?:\/(?:components\/schemas|\$defs|definitions))?(?:\/[^/]*)?$/u.test(pointer)) return false;
  return MEANINGFUL_KEYWORDS.some((keyword) => node[keyword] !== undefined);
}

/** The keywords that make a schema with a reference another schema than the target. */
const WHOLE_KEYWORDS = [
  ...STRUCTURAL_KEYWORDS,
  ...[
    "format",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "propertyNames",
    "unevaluatedItems",
    "discriminator",
  ],
];

/** The keywords that are no documentation, no example and no identity. */
const MEANINGFUL_KEYWORDS = keywordsOf(
  "schema",
  ({ holds, unread, isDeclaration }) => holds !== "reference" && unread !== "harmless" && isDeclaration !== true,
)
  .map(([keyword]) => keyword)
  .filter((keyword) => !/^(?:\$(?:id|anchor|dynamicAnchor|dynamicRef)|title|description|examples?)$/u.test(keyword));

/** Whether the type beside a reference is none of the types of its target. */
function excludesType(node: RawObject, target: unknown): boolean {
  if (!isObject(target)) return false;
  const [own, others] = [statedTypes(node), statedTypes(target)];
  return own.length > 0 && others.length > 0 && !own.some((type) => others.some((other) => areOneType(type, other)));
}

/** Moves the reference into the schema's `allOf`. */
function compose(node: RawObject): void {
  const { $ref, allOf } = node;
  delete node["$ref"];
  node["allOf"] = [{ $ref }, ...(Array.isArray(allOf) ? (allOf as unknown[]) : [])];
}
