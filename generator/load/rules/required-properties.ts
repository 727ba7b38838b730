import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { COMPOSITION_KEYWORDS } from "../grammar-lookups.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type Cursor, type RawObject } from "../tree.ts";
import { soleType } from "../schema-types.ts";

const code = "required-properties";

const notAList = defineDiagnostic({
  code,
  message: () => "`required` is not a list of property names",
  action: () => "`required` is ignored",
});

const requiredOfOther = defineDiagnostic<{ type: string }>({
  code,
  message: ({ type }) => `a schema of type ${type} has \`required\``,
  action: () => "`required` is ignored",
});

const noProperty = defineDiagnostic<{ name: unknown }>({
  code,
  message: ({ name }) => `\`required\` lists ${JSON.stringify(name)}, but no property has that name`,
  action: () => "the name is removed from `required`",
});

const requiredInProperty = defineDiagnostic({
  code,
  message: () => "`required` of a property is a boolean",
  action: () => "read as an entry of `required` of the parent schema",
});

export const requiredProperties: RepairRule = {
  id: code,
  on: ["schema"],
  apply: (visit, context) => {
    const { node } = visit;
    liftBooleans(node, context.report);
    const required = node["required"];
    if (required === undefined) return;
    const tokens = ["required"];
    if (!Array.isArray(required)) {
      // `required: true` on a property was moved to its parent. A schema elsewhere has no such parent.
      delete node["required"];
      context.report(notAList, {}, tokens);
      return;
    }
    const type = soleType(node);
    if (type !== undefined && type !== "object") {
      delete node["required"];
      context.report(requiredOfOther, { type }, tokens);
      return;
    }
    // A conditional schema may require properties of the schema around it.
    if (CONDITIONAL.test(visit.cursor.pointer)) return;
    const known = knownProperties(visit.cursor, context.follow, 0);
    if (known === undefined) return;
    const kept = required.filter((name) => typeof name === "string" && known.has(name));
    for (const name of required) {
      if (typeof name === "string" && known.has(name)) continue;
      context.report(noProperty, { name }, tokens);
    }
    node["required"] = kept;
  },
};

const CONDITIONAL = /\/(?:if|then|else|not|dependentSchemas\/[^/]*)$/u;

/** Moves `required: true` of a property (as in Swagger) to the `required` list of its parent. */
function liftBooleans(node: RawObject, report: Parameters<RepairRule["apply"]>[1]["report"]): void {
  const properties = node["properties"];
  if (!isObject(properties)) return;
  const lifted = new Set<unknown>(Array.isArray(node["required"]) ? (node["required"] as unknown[]) : []);
  const stated = lifted.size;
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property) || typeof property["required"] !== "boolean") continue;
    if (property["required"]) lifted.add(name);
    delete property["required"];
    report(requiredInProperty, {}, ["properties", name]);
  }
  if (lifted.size > stated) node["required"] = [...lifted];
}

/**
 * All property names that a schema can have. Returns undefined where they are not all known here: the schema is a
 * member of an `allOf`, or has no properties.
 */
function knownProperties(
  cursor: Cursor,
  follow: (cursor: Cursor) => Cursor | undefined,
  depth: number,
): Set<string> | undefined {
  const target = follow(cursor);
  if (target === undefined || !isObject(target.value) || depth > 20) return undefined;
  const schema = target.value;
  const hasOwn = isObject(schema["properties"]);
  const members = COMPOSITION_KEYWORDS.flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list)
      ? list.map((value: unknown) => ({ file: target.file, pointer: target.pointer, value }))
      : [];
  });
  // A bare `required` is legal in an `allOf`, where it refers to the properties of other members.
  if (!hasOwn && members.length === 0) return undefined;
  const names = new Set(hasOwn ? Object.keys(schema["properties"] as RawObject) : []);
  for (const member of members) {
    const known = knownProperties(member, follow, depth + 1);
    if (known !== undefined) for (const name of known) names.add(name);
    else if (isObject(member.value) && !Object.hasOwn(member.value, "required")) {
      const followed = follow(member);
      if (followed === undefined || (isObject(followed.value) && followed.value["type"] === "object")) return undefined;
    }
  }
  // A member of an `allOf` may require properties of other members, which are unknown here.
  if (/\/allOf\/\d+$/u.test(cursor.pointer)) return undefined;
  return names;
}
