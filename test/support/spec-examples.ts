import type { Raw, RawOperation } from "../contract/raw-spec.ts";
import type { SurfaceOperation } from "../../generator/contract/surface-format.ts";
import { argumentOf, typescriptCall } from "./generated.ts";

/** An example of something that is sent, and the type that the SDK declares for it. */
export interface SpecExample {
  /** `createTransform body/attributes`. */
  readonly title: string;
  readonly type: string;
  readonly value: unknown;
}

/** A step into a type: a property, or any of the items or values. */
type Step = string | number;

/** Every example that the raw spec has of request bodies, of parameters, and of what they are made of. */
export function examplesOf(
  raw: readonly RawOperation[],
  operations: readonly SurfaceOperation[],
): readonly SpecExample[] {
  const found: SpecExample[] = [];
  const seen = new Set<unknown>();
  const byPath = new Map(
    operations.map((operation) => [
      `${operation.version} ${operation.method.toUpperCase()} ${operation.id}`,
      operation,
    ]),
  );
  for (const entry of raw) {
    const operation = byPath.get(`${entry.version} ${entry.method} ${entry.operationId}`);
    if (operation === undefined) throw new Error(`no operation ${entry.version} ${entry.operationId}`);
    const call = typescriptCall(operation);
    const args = `Args<Isc["${entry.version}"]["${call.property}"]["${call.name}"]>`;
    const add = (name: string, steps: readonly Step[], value: unknown): void => {
      found.push({
        title: `${entry.operationId} ${[name, ...steps].join("/")}`,
        type: `At<${args}, ${JSON.stringify([name, ...steps])}>`,
        value,
      });
    };
    for (const parameter of entry.parameters) {
      const name = argumentOf(call, parameter.in, parameter.name);
      if (name === undefined) continue;
      for (const value of parameter.examples) add(name, [], value);
      walk(parameter.schema, [], (steps, value) => add(name, steps, value), seen);
    }
    for (const [type, content] of Object.entries(entry.body?.contents ?? {})) {
      if (!/json/iu.test(type)) continue;
      for (const value of content.examples) add("body", [], value);
      walk(content.schema, [], (steps, value) => add("body", steps, value), seen);
    }
  }
  return found;
}

/** Finds the examples of a schema and of its parts. A schema that was met already has the same type. */
function walk(
  schema: Raw,
  steps: readonly Step[],
  add: (steps: readonly Step[], value: unknown) => void,
  seen: Set<unknown>,
): void {
  if (schema["readOnly"] === true) return;
  const key = schema["properties"] ?? schema["items"] ?? schema["allOf"] ?? schema["oneOf"] ?? schema;
  if (seen.has(key)) return;
  seen.add(key);
  if (schema["example"] !== undefined) add(steps, schema["example"]);
  const properties = (schema["properties"] ?? {}) as Record<string, Raw>;
  for (const [wire, property] of Object.entries(properties)) walk(property, [...steps, wire], add, seen);
  if (isSchema(schema["items"])) walk(schema["items"], [...steps, 0], add, seen);
  if (isSchema(schema["additionalProperties"])) walk(schema["additionalProperties"], [...steps, "*"], add, seen);
  for (const keyword of ["allOf", "oneOf", "anyOf"])
    for (const part of (schema[keyword] ?? []) as Raw[]) walk(part, steps, add, seen);
}

function isSchema(value: unknown): value is Raw {
  return typeof value === "object" && value !== null;
}

/** Goes from the arguments of a method to the type at a place in them. */
const HEAD = [
  'import type { IscClient as Isc } from "isc-sdk";',
  "type Args<Method extends (...args: never[]) => unknown> = NonNullable<Parameters<Method>[0]>;",
  'type Part<Type, Step> = Type extends readonly (infer Item)[] ? (Step extends 0 ? Item : never) : Step extends "*" ? (string extends keyof Type ? Type[keyof Type] : never) : Step extends keyof Type ? Type[Step] : never;',
  "type At<Type, Steps> = Steps extends [infer Step, ...infer Rest] ? At<Part<NonNullable<Type>, Step>, Rest> : Type;",
];

/** A program that assigns every example to its type, one on a line. */
export function examplesProgram(examples: readonly SpecExample[]): string {
  return [
    ...HEAD,
    ...examples.map(({ type, value }, index) => `export const e${String(index)}: ${type} = ${JSON.stringify(value)};`),
  ].join("\n");
}

/** Titles of the examples that the compiler refuses, by what it says of {@link examplesProgram}. */
export function refusedExamples(examples: readonly SpecExample[], complaints: string): ReadonlySet<string> {
  const lines = [...complaints.matchAll(/\((\d+),\d+\): error/gu)].map(([, line]) => Number(line));
  return new Set(lines.map((line) => examples[line - 1 - HEAD.length]?.title ?? `line ${String(line)}`));
}
