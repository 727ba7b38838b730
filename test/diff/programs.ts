import type { SurfaceFilter, SurfaceOperation, SurfaceType } from "../../generator/contract/surface-format.ts";
import { Writer, type Facts } from "./program-writer.ts";

/** The uses of a package that may not stop compiling without a word. */
export const USES = ["call", "build", "read", "pass", "switch", "catch"] as const;
export type Use = (typeof USES)[number];

/** Programs of consumers, by path: `build/createRole-full`. */
export type Programs = ReadonlyMap<string, string>;

const HEAD = `import { BetaClient } from "isc-sdk/beta";
import { createCore, isApiError } from "isc-sdk/core";
declare const api: BetaClient;
declare function use<T>(value: T): void;
declare function never(value: never): never;
void [api, use, never, isApiError, createCore];
`;

/**
 * Programs for every use of everything in a release, written from its facts. Not all compile: a `switch` over an open
 * enumeration is never exhaustive. Those that compile with the package count.
 */
export function programsOf(facts: Facts): Programs {
  const programs = new Map<string, string>();
  const add = (use: Use, name: string, body: string, imports = ""): void =>
    void programs.set(
      `${use}/${name}`,
      `${HEAD}${imports}\nexport async function run(): Promise<void> {\n${body}\n}\n`,
    );
  for (const operation of facts.operations.values()) {
    const call = operation.targets["typescript"];
    if (call === undefined) throw new Error(`no method for ${operation.key}`);
    const method = `api.${call.property ?? ""}.${call.name}`;
    for (const [name, args] of argumentsOf(facts, operation)) {
      add("call", `${call.name}-${name}`, `await ${method}(${args});`);
      add(
        "build",
        `${call.name}-${name}`,
        `const args: ${call.arguments ?? ""} = ${args === "" ? "{}" : args};\nuse(args);`,
        `import type { ${call.arguments ?? ""} } from "${call.module}";`,
      );
    }
    for (const [name, argument] of grammarsOf(operation))
      add("call", `${call.name}-${name}`, `await ${method}({ ${required(facts, operation)}${argument} });`);
    for (const mediaType of operation.choices ?? [])
      add(
        "call",
        `${call.name}-as-${mediaType}`,
        `await ${method}(${minimal(facts, operation) || "{}"}, { accept: ${JSON.stringify(mediaType)} });`,
      );
    const value = `await ${method}(${minimal(facts, operation)})`;
    add("read", call.name, readOutput(facts, operation, value));
    for (const [status, type] of errorsOf(operation))
      add(
        "catch",
        `${call.name}-${status}`,
        `try { ${value}; } catch (error) {\nif (isApiError(error, ${call.name}Operation, ${/^\d+$/u.test(status) ? status : JSON.stringify(status)})) {\n${new Writer(facts).read("error.body", type)}\n}\n}`,
        `import { ${call.name}Operation } from "${call.module}";`,
      );
    const errors = errorsOf(operation);
    const [first] = errors;
    if (first !== undefined && errors.every(([, type]) => JSON.stringify(type) === JSON.stringify(first[1])))
      add(
        "catch",
        `${call.name}-any`,
        `try { ${value}; } catch (error) {\nif (isApiError(error, ${call.name}Operation)) {\n${new Writer(facts).read("error.body", first[1])}\n}\n}`,
        `import { ${call.name}Operation } from "${call.module}";`,
      );
    for (const [name, body] of passes(facts, operation)) add("pass", `${call.name}-${name}`, body);
  }
  for (const model of facts.models.values()) {
    const names = model.targets["typescript"];
    if (names === undefined) throw new Error(`no type for ${model.id}`);
    const module = "isc-sdk/beta";
    const type: SurfaceType = { ref: model.id };
    const isRead = model.forms.includes("read");
    add(
      "read",
      `${names.name}-name`,
      `use<${names.name} | undefined>(undefined);`,
      `import type { ${names.name} } from "${module}";`,
    );
    if (model.kind === "enumeration" && model.scalar === "string")
      for (const value of model.values ?? [])
        add(
          "read",
          `${names.name}-${String(value)}`,
          `use<string>(${names.name}[${JSON.stringify(value)}]);`,
          `import { ${names.name} } from "${module}";`,
        );
    if (isRead && (model.kind === "enumeration" || model.kind === "union"))
      add(
        "switch",
        names.name,
        `const value = undefined as unknown as ${names.name};\n${new Writer(facts).exhaust("value", type)}`,
        `import type { ${names.name} } from "${module}";`,
      );
    if (!model.forms.includes("sent")) continue;
    const input = names.input?.name ?? names.name;
    new Writer(facts)
      .variants(type)
      .forEach((text, index) =>
        add(
          "build",
          `${names.name}-${String(index)}`,
          `const value: ${input} = ${text};\nuse(value);`,
          `import type { ${input} } from "${module}";`,
        ),
      );
  }
  for (const event of facts.events) {
    const { name } = event.targets["typescript"] ?? { name: "" };
    add(
      "read",
      name,
      `const event = parseEvent("{}");\nif (event.type === ${JSON.stringify(name)}) {\n${new Writer(facts).read("event.payload", event.payload)}\n}`,
      `import { parseEvent } from "isc-sdk/webhooks/beta";`,
    );
  }
  const cases = facts.events.map(({ targets }) => `case ${JSON.stringify(targets["typescript"]?.name)}: return;`);
  add(
    "switch",
    "events",
    `const event = parseEvent("{}");\nswitch (event.type) {\n${cases.join("\n")}\ncase "unknown": return;\ndefault: never(event);\n}`,
    `import { parseEvent } from "isc-sdk/webhooks/beta";`,
  );
  return programs;
}

function errorsOf({ responses, success }: SurfaceOperation): readonly (readonly [string, SurfaceType])[] {
  return responses.flatMap(({ status, contents: [content] }) =>
    content === undefined || success.statuses.includes(status) ? [] : [[status, content.type] as const],
  );
}

/** Argument objects of an operation, by what they hold: as little as possible, everything, nulls, each variant. */
function argumentsOf(facts: Facts, operation: SurfaceOperation): readonly (readonly [string, string])[] {
  const parameters = (isFull: boolean): readonly string[] =>
    operation.parameters
      .filter(({ required: isRequired }) => isFull || isRequired)
      .map((parameter) => {
        const name = argumentName(operation, parameter);
        const isGrammar = [operation.filters?.parameter, operation.sorters?.parameter].includes(parameter.wire);
        return `${name}: ${isGrammar ? '"text"' : new Writer(facts).build(parameter.type, isFull)}`;
      });
  const [content] = operation.body?.contents ?? [];
  const bodies: readonly (readonly [string, string])[] =
    content === undefined
      ? []
      : content.fields !== undefined
        ? [
            [
              "fields",
              `{ ${content.fields.map((field) => `${JSON.stringify(field.wire)}: ${new Writer(facts).build(field.type, true)}`).join(", ")} }`,
            ],
            [
              "fields-required",
              `{ ${content.fields
                .filter(({ required: isRequired }) => isRequired)
                .map((field) => `${JSON.stringify(field.wire)}: ${new Writer(facts).build(field.type, true)}`)
                .join(", ")} }`,
            ],
          ]
        : new Writer(facts).variants(content.type).map((text, index) => [`body${String(index)}`, text] as const);
  const others = (operation.body?.contents ?? []).slice(1).map(({ codec }) => [codec, WHOLE[codec]] as const);
  const isBodyRequired = operation.body?.required === true;
  const [[, first] = ["", ""]] = bodies;
  const object = (isFull: boolean, body: string | undefined): string => {
    const members = [...parameters(isFull), ...(body === undefined ? [] : [`body: ${body}`])];
    return members.length === 0 ? "" : `{ ${members.join(", ")} }`;
  };
  return [
    ["minimal", object(false, isBodyRequired ? first : undefined)],
    ["full", object(true, bodies.length === 0 ? undefined : first)],
    ...[...bodies, ...others].map(([name, text]) => [name, object(false, text)] as const),
    ...operation.parameters.flatMap((parameter) =>
      new Writer(facts)
        .variants(parameter.type)
        .map(
          (text, index) =>
            [
              `${argumentName(operation, parameter)}${String(index)}`,
              `{ ${required(facts, operation, parameter.wire)}${argumentName(operation, parameter)}: ${text} }`,
            ] as const,
        ),
    ),
  ];
}

/** What a caller gives for a body as a whole, by how it travels. */
const WHOLE: Readonly<Record<string, string>> = {
  form: "new URLSearchParams()",
  multipart: "new FormData()",
  text: '"text"',
  bytes: "new Uint8Array(1)",
};

function argumentName(
  { targets }: SurfaceOperation,
  { place, wire }: { readonly place: string; readonly wire: string },
): string {
  const found = targets["typescript"]?.parameters.find((entry) => entry.place === place && entry.wire === wire);
  if (found === undefined) throw new Error(`no argument for ${place} ${wire}`);
  return found.name;
}

/** What every call must give, but one parameter. */
function required(facts: Facts, operation: SurfaceOperation, except = ""): string {
  const parameters = operation.parameters
    .filter((parameter) => parameter.required && parameter.wire !== except)
    .map((parameter) => `${argumentName(operation, parameter)}: ${new Writer(facts).build(parameter.type, false)}, `);
  const [content] = operation.body?.contents ?? [];
  const body =
    operation.body?.required === true && content !== undefined
      ? `body: ${new Writer(facts).build(content.type, false)}, `
      : "";
  return `${parameters.join("")}${body}`;
}

function minimal(facts: Facts, operation: SurfaceOperation): string {
  return argumentsOf(facts, operation)[0]?.[1] ?? "";
}

/** A filter for each field and operator, a sorter for each field. */
function grammarsOf({ filters, sorters }: SurfaceOperation): readonly (readonly [string, string])[] {
  const values: Readonly<Record<SurfaceFilter["valueType"], string>> = {
    string: '"x"',
    number: "1",
    boolean: "true",
    "date-time": "new Date(0)",
    unknown: '"x"',
  };
  return [
    ...(filters?.fields ?? []).flatMap(({ wire, operators, valueType }) =>
      operators.map((operator) => {
        const value = operator === "pr" || operator === "isnull" ? "" : values[valueType];
        return [
          `filter-${wire}-${operator}`,
          `filters: (f) => f[${JSON.stringify(wire)}].${operator}(${value})`,
        ] as const;
      }),
    ),
    ...(sorters?.fields ?? []).map(
      (field) => [`sorter-${field}`, `sorters: [${JSON.stringify(field)}, ${JSON.stringify(`-${field}`)}]`] as const,
    ),
  ];
}

function readOutput(facts: Facts, { paging, success }: SurfaceOperation, value: string): string {
  const writer = new Writer(facts);
  if (paging !== undefined)
    return `const page = ${value};\nfor (const item of page.items) {\n${writer.read("item", paging.item)}\n}`;
  switch (success.kind) {
    case "nothing":
      return `${value};`;
    case "text":
      return `use<string>(${value});`;
    case "total":
      return `use<number>(${value});`;
    case "download":
      return `const file = ${value};\nuse<Blob>(await file.blob());`;
    case "stream":
      return `use<AsyncIterable<unknown>>(${value});`;
    case "value": {
      const [type] = success.types ?? [];
      const isOne = success.types?.length === 1 && success.orNothing !== true && type !== undefined;
      return `const result = ${value};\n${isOne ? writer.read("result", type) : "use<{} | undefined>(result);"}`;
    }
  }
}

/** Sends what another operation returns. */
function passes(facts: Facts, operation: SurfaceOperation): readonly (readonly [string, string])[] {
  const [content] = operation.body?.contents ?? [];
  const type = content?.type;
  if (type === undefined || typeof type === "string" || !("ref" in type)) return [];
  const method = (entry: SurfaceOperation): string => {
    const call = entry.targets["typescript"];
    return `api.${call?.property ?? ""}.${call?.name ?? ""}`;
  };
  const others = (value: string): string => {
    const parameters = operation.parameters
      .filter((parameter) => parameter.required)
      .map((parameter) => `${argumentName(operation, parameter)}: ${new Writer(facts).build(parameter.type, false)}, `);
    return `await ${method(operation)}({ ${parameters.join("")}body: ${value} });`;
  };
  return [...facts.operations.values()].flatMap((source) => {
    const name = source.targets["typescript"]?.name ?? "";
    const call = `await ${method(source)}(${minimal(facts, source)})`;
    const isType = (other: SurfaceType | undefined): boolean => JSON.stringify(other) === JSON.stringify(type);
    if (isType(source.paging?.item))
      return [[name, `for (const item of (${call}).items) {\n${others("item")}\n}`] as const];
    return source.success.types?.some(isType) === true ? [[name, others(call)] as const] : [];
  });
}
