import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { STRUCTURAL_KEYWORDS } from "../grammar-lookups.ts";
import type { RepairRule } from "../rule.ts";
import type { RawObject } from "../tree.ts";
import { acceptsNull } from "../schema-types.ts";

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
  apply: ({ kind, node, cursor }, { report, isVersion31 }) => {
    if (typeof node["$ref"] !== "string") return;
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
 * Whether the siblings of a reference would be lost, because references are followed to their end. Structure is always
 * lost; nullability is lost where another reference may lead to this schema.
 */
function mustStayWhole(node: RawObject, pointer: string): boolean {
  if (STRUCTURAL_KEYWORDS.some((keyword) => node[keyword] !== undefined)) return true;
  return acceptsNull(node) && /^(?:\/(?:components\/schemas|\$defs|definitions))?(?:\/[^/]*)?$/u.test(pointer);
}

/** Moves the reference into the schema's `allOf`. */
function compose(node: RawObject): void {
  const { $ref, allOf } = node;
  delete node["$ref"];
  node["allOf"] = [{ $ref }, ...(Array.isArray(allOf) ? (allOf as unknown[]) : [])];
}
