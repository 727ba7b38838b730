import { COMPOSITION_KEYWORDS, ITEM_KEYWORDS } from "../grammar-lookups.ts";
import { isObject, type RawObject } from "../tree.ts";

/** A part of a schema that was removed because it leads back to the schema. */
export interface CutReference {
  readonly schema: string;
  readonly target: string;
}

const PREFIX = "#/components/schemas/";

/**
 * Removes options that lead back to their own schema. TypeScript resolves a union when it is declared, but a property
 * only when it is used. A schema that is its own alternative (`A: {oneOf: [A, string]}`) therefore does not compile,
 * and the alternative adds no value. Changes `schemas`; returns what was removed.
 */
export function cutDirectCycles(schemas: Map<string, unknown>): CutReference[] {
  const cuts: CutReference[] = [];
  const states = new Map<string, "open" | "done">();
  const visit = (name: string): void => {
    states.set(name, "open");
    const keep = (target: string): boolean => {
      if (states.get(target) === "open") {
        cuts.push({ schema: name, target });
        return false;
      }
      if (!states.has(target) && schemas.has(target)) visit(target);
      return true;
    };
    schemas.set(name, withoutReferences(schemas.get(name), keep) ?? {});
    states.set(name, "done");
  };
  for (const name of schemas.keys()) if (!states.has(name)) visit(name);
  return cuts;
}

/**
 * The schema without the direct references that `keep` rejects. Returns undefined where the schema is such a reference.
 */
function withoutReferences(schema: unknown, keep: (target: string) => boolean): unknown {
  if (!isObject(schema) || isLiteral(schema)) return schema;
  const target = targetOf(schema);
  if (target !== undefined) return keep(target) ? schema : undefined;
  const result: RawObject = { ...schema };
  for (const keyword of COMPOSITION_KEYWORDS) {
    const members = schema[keyword];
    if (!Array.isArray(members)) continue;
    result[keyword] = members.map((member) => withoutReferences(member, keep)).filter((member) => member !== undefined);
  }
  return result;
}

/**
 * The schemas that contain themselves through lists alone (`Tree: {type: array, items: Tree}`). As members of an
 * interface they do not compile (TS2502); as type aliases they do.
 */
export function recursiveSchemas(schemas: ReadonlyMap<string, unknown>): Set<string> {
  const edges = new Map<string, readonly string[]>();
  for (const [name, schema] of schemas) {
    const targets = eagerTargets(schema);
    if (targets.length > 0) edges.set(name, targets);
  }
  const recursive = new Set<string>();
  for (const [name, first] of edges) {
    const seen = new Set<string>();
    const waiting = [...first];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(edges.get(next) ?? []));
    }
    if (seen.has(name)) recursive.add(name);
  }
  return recursive;
}

/** The components that TypeScript resolves when it declares a schema's type: alternatives, and the items of lists. */
function eagerTargets(schema: unknown): string[] {
  if (!isObject(schema) || isLiteral(schema)) return [];
  const target = targetOf(schema);
  if (target !== undefined) return [target];
  const parts = COMPOSITION_KEYWORDS.flatMap((keyword) => membersOf(schema[keyword]));
  const type = schema["type"];
  if (type === "array" || (Array.isArray(type) && type.includes("array"))) {
    for (const keyword of ITEM_KEYWORDS) {
      const items = schema[keyword];
      parts.push(...(Array.isArray(items) ? membersOf(items) : [items]));
    }
  }
  return parts.flatMap(eagerTargets);
}

function membersOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function targetOf(schema: RawObject): string | undefined {
  const ref = schema["$ref"];
  return typeof ref === "string" && ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : undefined;
}

/** Whether openapi-typescript reads only the values of a schema. */
function isLiteral(schema: RawObject): boolean {
  if (schema["const"] !== undefined && schema["const"] !== null) return true;
  return Array.isArray(schema["enum"]) && !("properties" in schema) && !("additionalProperties" in schema);
}
