import fc from "fast-check";

export type Schema = Readonly<Record<string, unknown>>;
export type Schemas = Readonly<Record<string, Schema>>;
export type Side = "read" | "sent";

/** One version of a package: its schemas by name, and which of them operations read and send. */
export interface RandomVersion {
  readonly label: string;
  readonly schemas: Schemas;
  readonly used: Readonly<Record<string, readonly Side[]>>;
}

/** What draws values: fast-check's generator inside a property. */
export interface Draw {
  readonly chance: () => boolean;
  readonly number: (minimum: number, maximum: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

export function drawFrom(generator: fc.GeneratorValue): Draw {
  return {
    chance: () => generator(fc.boolean),
    number: (min, max) => generator(fc.integer, { min, max }),
    pick: (values) => generator(() => fc.constantFrom(...values)),
  };
}

/** What a schema requires refers only to later names, so that every schema has instances. */
const NAMES = ["Choice", "Alpha", "Beta", "Gamma", "Level"] as const;
const OBJECTS = ["Alpha", "Beta", "Gamma"] as const;

/** Versions of one package, whose schemas of one name are often equal, and often not. */
export function drawVersions(draw: Draw): readonly RandomVersion[] {
  const count = draw.number(2, 6);
  const variants = new Map(
    NAMES.map((name) => {
      const first = drawSchema(draw, name);
      const others = Array.from({ length: draw.number(0, 2) }, () =>
        draw.number(0, 2) === 0 ? drawSchema(draw, name) : vary(draw, first),
      );
      return [name, [first, ...others]] as const;
    }),
  );
  const sides = new Map(NAMES.map((name) => [name, drawSides(draw)]));
  return Array.from({ length: count }, (_, index) => ({
    label: `v${String(index + 1)}`,
    schemas: Object.fromEntries(NAMES.map((name) => [name, draw.pick(variants.get(name) ?? [])])),
    used: Object.fromEntries(
      NAMES.map((name) => [name, draw.number(0, 3) === 0 ? drawSides(draw) : (sides.get(name) ?? [])]),
    ),
  }));
}

function drawSides(draw: Draw): readonly Side[] {
  return draw.pick<readonly Side[]>([["read", "sent"], ["read", "sent"], ["read"], ["sent"], []]);
}

function drawSchema(draw: Draw, name: (typeof NAMES)[number]): Schema {
  switch (name) {
    case "Choice":
      return { anyOf: draw.pick([OBJECTS, ["Alpha", "Gamma"], ["Beta", "Alpha"]]).map(refer) };
    case "Beta":
      return draw.chance() ? drawObject(draw, name) : { allOf: [refer("Gamma"), drawObject(draw, name)] };
    case "Alpha":
    case "Gamma":
      return drawObject(draw, name);
    case "Level":
      return draw.pick([
        () => drawEnum(draw),
        () => drawScalar(draw),
        () => ({ type: "array", items: drawUse(draw, OBJECTS) }),
        () => ({ type: "object", additionalProperties: drawUse(draw, OBJECTS) }),
        () => ({ anyOf: [{ type: "string" }, { type: "array", items: drawUse(draw, OBJECTS) }] }),
      ])();
  }
}

/** The schema with one thing changed: shapes that differ in little are what could be taken for one. */
function vary(draw: Draw, schema: Schema): Schema {
  const {
    allOf,
    properties,
    required = [],
    enum: values,
  } = schema as {
    allOf?: readonly Schema[];
    properties?: Schemas;
    required?: readonly string[];
    enum?: readonly unknown[];
  };
  if (allOf !== undefined) return { ...schema, allOf: allOf.map((part) => ("$ref" in part ? part : vary(draw, part))) };
  if (values !== undefined && values.length > 1) return { ...schema, enum: values.slice(1) };
  if (properties === undefined) return schema;
  const wire = draw.pick(Object.keys(properties));
  const { [wire]: use = {}, ...others } = properties;
  // What refers to nothing can be required anywhere.
  const mayBeRequired = !JSON.stringify(use).includes("$ref");
  const without = required.filter((name) => name !== wire);
  return draw.pick<() => Schema>([
    () => ({ ...schema, required: required.includes(wire) || !mayBeRequired ? without : [...required, wire] }),
    () => ({ ...schema, required: required.includes(wire) || !mayBeRequired ? without : [...required, wire] }),
    () => ({ ...schema, properties: { ...properties, [wire]: "anyOf" in use ? use : orNull(use) } }),
    () => ({ ...schema, properties: { ...properties, [wire]: drawScalar(draw) } }),
    () => ({ ...schema, properties: { ...others, [`${wire}x`]: use }, required: without }),
  ])();
}

/** Every object has property names of its own, so that parts and options never contradict one another. */
function drawObject(draw: Draw, name: (typeof NAMES)[number]): Schema {
  const required: string[] = [];
  const properties: Record<string, Schema> = {};
  for (let index = 1; index <= draw.number(1, 4); index += 1) {
    const wire = `${name.toLowerCase()}${"abcd".charAt(index - 1)}`;
    const isRequired = draw.chance();
    if (isRequired) required.push(wire);
    const use = drawUse(draw, isRequired ? NAMES.slice(NAMES.indexOf(name) + 1) : NAMES);
    // One property is on both sides: TypeScript takes nearly anything for an object without properties.
    const access = index === 1 ? {} : draw.pick([{}, {}, { readOnly: true }, { writeOnly: true }]);
    // Keywords beside a reference belong to the property.
    properties[wire] = { ...(draw.number(0, 3) === 0 ? orNull(use) : use), ...access };
  }
  return { type: "object", properties, ...(required.length === 0 ? {} : { required }) };
}

function drawUse(draw: Draw, names: readonly string[], depth = 0): Schema {
  const kinds: (() => Schema)[] = [() => drawScalar(draw), () => drawScalar(draw), () => drawEnum(draw)];
  if (names.length > 0) kinds.push(() => refer(draw.pick(names)));
  if (depth < 2) {
    // A list may be empty, and a map too: they may hold anything.
    kinds.push(() => ({ type: "array", items: drawUse(draw, NAMES, depth + 1) }));
    kinds.push(() => ({ type: "object", additionalProperties: drawUse(draw, NAMES, depth + 1) }));
    kinds.push(() => ({ anyOf: [{ type: "integer" }, { type: "boolean" }] }));
  }
  return draw.pick(kinds)();
}

function drawScalar(draw: Draw): Schema {
  return draw.pick<Schema>([
    { type: "string" },
    { type: "string", format: "date-time" },
    { type: "integer" },
    { type: "number" },
    { type: "boolean" },
  ]);
}

function drawEnum(draw: Draw): Schema {
  return draw.pick<Schema>([
    { type: "string", enum: ["red", "green"] },
    { type: "string", enum: ["red", "green", "blue"] },
    { type: "string", enum: ["red"] },
    { type: "integer", enum: [1, 2] },
  ]);
}

function refer(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function nameIn(ref: unknown): string {
  return String(ref).split("/").at(-1) ?? "";
}

function orNull(use: Schema): Schema {
  const { type, enum: values } = use;
  if (Array.isArray(type)) return use;
  if (typeof type !== "string") return { anyOf: [use, { type: "null" }] };
  return { ...use, type: [type, "null"], ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}) };
}

/** The OpenAPI document of a version. */
export function documentOf({ label, schemas, used }: RandomVersion): unknown {
  const paths = Object.entries(used).flatMap(([name, sides]) => {
    const content = { "application/json": { schema: refer(name) } };
    const answers = { description: "ok", ...(sides.includes("read") ? { content } : {}) };
    const body = sides.includes("sent") ? { requestBody: { required: true, content } } : {};
    const post = { operationId: `post${name}`, tags: ["Things"], ...body, responses: { "200": answers } };
    return sides.length === 0 ? [] : [[`/${name.toLowerCase()}`, { post }]];
  });
  return {
    openapi: "3.1.0",
    info: { title: label, version: "1" },
    servers: [{ url: `https://x.example/${label}` }],
    tags: [{ name: "Things", description: "Things." }],
    paths: Object.fromEntries(paths) as unknown,
    components: { schemas },
  };
}

/** The sides on which each schema is met, through references. What none meets is read, as a rule. */
export function sidesOf({ schemas, used }: RandomVersion): ReadonlyMap<string, ReadonlySet<Side>> {
  const met = new Map<string, Set<Side>>(Object.keys(schemas).map((name) => [name, new Set()]));
  const visit = (name: string, side: Side): void => {
    const sides = met.get(name);
    if (sides === undefined || sides.has(side)) return;
    sides.add(side);
    visitAll(schemas[name] ?? {}, side);
  };
  const visitAll = (value: object, side: Side): void => {
    for (const [key, own] of Object.entries(value)) {
      if (key === "$ref") visit(nameIn(own), side);
      // What an object is made of is merged into it, and only what the parts refer to is met.
      else if (key === "allOf") for (const part of own as Schema[]) visitAll(resolve(part), side);
      else if (typeof own === "object" && own !== null) visitAll(own as object, side);
    }
  };
  const resolve = (part: Schema): Schema => ("$ref" in part ? (schemas[nameIn(part["$ref"])] ?? {}) : part);
  for (const [name, sides] of Object.entries(used)) for (const side of sides) visit(name, side);
  // A name has the form of the side that operations meet it on, so what no operation meets is read only if all in it is.
  const unmet = [...met].filter(([, sides]) => sides.size === 0).map(([name]) => name);
  const isSentOnly = (name: string): boolean => met.get(name)?.size === 1 && met.get(name)?.has("sent") === true;
  const readable = unmet.filter((name) => ![...namesBelow(schemas, name)].some(isSentOnly));
  for (const name of readable) met.get(name)?.add("read");
  return met;
}

function namesBelow(schemas: Schemas, name: string, found: Set<string> = new Set()): ReadonlySet<string> {
  for (const [, other = ""] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/gu)) {
    if (found.has(other)) continue;
    found.add(other);
    namesBelow(schemas, other, found);
  }
  return found;
}

/** The schemas as they are on one side: without the properties that the other side alone has. */
export function schemasOn(schemas: Schemas, side: Side): Schemas {
  const hidden = side === "read" ? "writeOnly" : "readOnly";
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    const node = Object.fromEntries(Object.entries(value).map(([key, own]) => [key, strip(own)]));
    const { properties, required } = node;
    if (typeof properties !== "object" || properties === null || !("type" in node)) return node;
    const kept = Object.entries(properties as Schemas).filter(([, property]) => property[hidden] !== true);
    const names = new Set(kept.map(([wire]) => wire));
    return {
      ...node,
      properties: Object.fromEntries(kept),
      ...(Array.isArray(required) ? { required: required.filter((wire) => names.has(String(wire))) } : {}),
    };
  };
  return strip(schemas) as Schemas;
}

/** The schemas without the values of their enumerations, which are open where they are read. */
export function withOpenEnums(schemas: Schemas): Schemas {
  const kept = JSON.stringify(schemas, (key, value: unknown) => (key === "enum" ? undefined : value));
  return JSON.parse(kept) as Schemas;
}

/** A value that a schema allows. */
export function drawValue(
  draw: Draw,
  schema: Schema,
  at: { readonly schemas: Schemas; readonly depth?: number },
): unknown {
  const depth = at.depth ?? 0;
  const inner = { ...at, depth: depth + 1 };
  const { $ref, anyOf, allOf, enum: values, type } = schema;
  if (typeof $ref === "string") return drawValue(draw, at.schemas[nameIn($ref)] ?? {}, inner);
  if (Array.isArray(anyOf)) return drawValue(draw, draw.pick(anyOf as Schema[]), inner);
  if (Array.isArray(allOf)) return Object.assign({}, ...(allOf as Schema[]).map((part) => drawValue(draw, part, at)));
  if (Array.isArray(values)) return draw.pick(values as unknown[]);
  switch (Array.isArray(type) ? draw.pick(type as unknown[]) : type) {
    case "string":
      return schema["format"] === "date-time" ? "2020-01-02T03:04:05Z" : draw.pick(["", "text"]);
    case "integer":
      return draw.number(3, 9);
    case "number":
      return draw.pick([3, 0.5]);
    case "boolean":
      return draw.chance();
    case "null":
      return null;
    case "array":
      return Array.from({ length: depth > 4 ? 0 : draw.number(0, 2) }, () =>
        drawValue(draw, schema["items"] as Schema, inner),
      );
    default:
      return drawMembers(draw, schema, inner);
  }
}

function drawMembers(draw: Draw, schema: Schema, at: { readonly schemas: Schemas; readonly depth: number }): unknown {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Schemas;
    required?: readonly string[];
    additionalProperties?: Schema;
  };
  const own = Object.entries(properties).filter(([wire]) => required.includes(wire) || (at.depth < 4 && draw.chance()));
  const more = additionalProperties === undefined || at.depth > 4 ? [] : ["key", "other key"].slice(draw.number(0, 2));
  return Object.fromEntries([
    ...own.map(([wire, use]) => [wire, drawValue(draw, use, at)] as const),
    ...more.map((key) => [key, drawValue(draw, additionalProperties ?? {}, at)] as const),
  ]);
}

/** A value with one thing changed in a way that a type may see: a member gone, or something of another kind. */
export function changesOf(value: unknown): readonly unknown[] {
  const others = [null, "unlisted", 77, true].filter((other) => other !== value);
  if (typeof value !== "object" || value === null) return others;
  if (Array.isArray(value))
    return [
      ...others,
      ...value.flatMap((item: unknown, index) => changesOf(item).map((changed) => value.with(index, changed))),
    ];
  const members = Object.entries(value);
  return [
    ...others,
    ...members.map(([gone]) => Object.fromEntries(members.filter(([key]) => key !== gone))),
    ...members.flatMap(([key, own]) => changesOf(own).map((changed) => ({ ...value, [key]: changed }))),
  ];
}
