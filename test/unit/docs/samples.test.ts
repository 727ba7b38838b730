import { describe, expect, it } from "vitest";
import type {
  Declaration,
  Json,
  ObjectDeclaration,
  Operation,
  Parameter,
  TypeUse,
} from "../../../generator/model/model.ts";
import { namesDeclaredField, readingSample } from "../../../generator/targets/docs/filter-sample.ts";
import { isPlaceholder, textByName } from "../../../generator/targets/docs/sample-by-name.ts";
import { fitValue } from "../../../generator/targets/docs/samples.ts";

const TEXT: TypeUse = { kind: "scalar", scalar: "string" };
const origin = { file: "a.yaml", pointer: "" };
const ZEROS = "00000000-0000-0000-0000-000000000000";

interface Stated {
  readonly required?: boolean;
  readonly example?: Json;
  readonly use?: TypeUse;
}

function objectOf(id: string, properties: Readonly<Record<string, Stated>>): ObjectDeclaration {
  return {
    kind: "object",
    id,
    properties: Object.entries(properties).map(([wire, { required = false, example, use = TEXT }]) => ({
      wire,
      use,
      required,
      access: "both",
      description: "",
      deprecated: false,
      examples: example === undefined ? [] : [{ value: example }],
      limits: {},
      origin,
    })),
    rest: "open",
    examples: [],
    also: [],
  } as unknown as ObjectDeclaration;
}

function sampleOf(declarations: readonly Declaration[], given?: Json, shown?: ReadonlySet<string>): Json {
  const [first] = declarations;
  return fitValue({ kind: "ref", id: first?.id ?? "" }, given, {
    declarations: new Map(declarations.map((own) => [own.id, own])),
    side: "request",
    depth: 2,
    ...(shown === undefined ? {} : { shown }),
  });
}

describe("a sample of an object", () => {
  it("leaves out optional properties without an example", () => {
    const role = objectOf("Role", { name: { example: "Engineer" }, note: {}, ownerId: { required: true } });
    expect(sampleOf([role])).toEqual({ name: "Engineer", ownerId: "2c9180835d191a86015d28455b4a2329" });
    expect(sampleOf([role], undefined, new Set(["note"]))).toMatchObject({ note: "example note" });
  });

  it("shows what the same property states elsewhere, the most frequent first", () => {
    const role = objectOf("Role", { region: { required: true } });
    const others = ["a", "b", "b"].map((example, index) => objectOf(`O${String(index)}`, { region: { example } }));
    expect(sampleOf([role, ...others])).toEqual({ region: "b" });
  });

  it("is not empty where nothing is said of its properties", () => {
    expect(sampleOf([objectOf("Role", { email: {}, op: { use: { kind: "unknown", reason: "" } } })])).toEqual({
      email: "someone@example.com",
      op: "replace",
    });
  });

  it("replaces placeholders, also in a stated example", () => {
    const role = objectOf("Role", { id: { example: ZEROS, required: true }, kind: { example: "string" } });
    expect(sampleOf([role])).toEqual({ id: "2c9180835d191a86015d28455b4a2329" });
    expect(sampleOf([role], { id: "text", kind: "string" })).toEqual({
      id: "2c9180835d191a86015d28455b4a2329",
      kind: "example kind",
    });
  });
});

it.each([
  ["string", "name", true],
  ["text", "note", true],
  ["string", "attributeType", false],
  [ZEROS, "id", true],
  [`https://example.com/forms/${ZEROS}`, "formUrl", true],
  ["a text", "note", false],
  [0, "count", false],
])("%j is a placeholder for %s: %s", (value, name, expected) => {
  expect(isPlaceholder(value, name)).toBe(expected);
});

it.each([
  ["ownerId", "2c9180835d191a86015d28455b4a2329"],
  ["valid", "example valid"],
  ["displayName", "Example"],
  ["createdAt", "2025-05-20T12:30:00Z"],
  ["iconUrl", "https://example.com/"],
  ["time-zone", "America/New_York"],
  ["requestReason", "example request reason"],
  ["*", "example"],
])("a value called %s is %j", (name, text) => {
  expect(textByName(name)).toBe(text);
});

describe("filters and sorters", () => {
  const operation = (fields: readonly object[]): Operation =>
    ({
      filters: { parameter: "filters", fields, remarks: [] },
      sorters: { parameter: "sorters", fields: ["name", "created"] },
    }) as unknown as Operation;
  const parameter = (wire: string): Parameter => ({ wire, place: "query" }) as unknown as Parameter;
  const field = (wire: string, operators: readonly string[], valueType = "string", values: readonly string[] = []) => ({
    wire,
    operators,
    valueType,
    values,
  });

  it.each([
    [[field("id", ["eq"]), field("name", ["sw"])], 'name sw "Eng"'],
    [[field("created", ["gt"], "date-time")], "created gt 2025-05-20T12:30:00Z"],
    [[field("enabled", ["eq"], "boolean")], "enabled eq true"],
    [[field("state", ["in"], "string", ["OPEN"])], 'state in ("OPEN")'],
    [[field("owner.id", ["isnull"])], "owner.id isnull"],
    [[], undefined],
  ])("show a declared field of %j", (fields, text) => {
    expect(readingSample(operation(fields), parameter("filters"))).toBe(text);
  });

  it("sort by a declared field, and leave other parameters alone", () => {
    expect(readingSample(operation([]), parameter("sorters"))).toBe("name");
    expect(readingSample(operation([]), parameter("limit"))).toBeUndefined();
  });

  it("do not show an example of a field that is not declared", () => {
    const own = operation([field("name", ["eq"])]);
    expect(namesDeclaredField(own, parameter("filters"), 'name eq "x"')).toBe(true);
    expect(namesDeclaredField(own, parameter("filters"), 'colour eq "x"')).toBe(false);
    expect(namesDeclaredField(own, parameter("limit"), "x")).toBe(true);
  });
});
