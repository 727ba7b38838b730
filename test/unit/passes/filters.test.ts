import { describe, expect, it } from "vitest";
import type { Declaration, Operation, TypeUse } from "../../../generator/model/model.ts";
import { filters } from "../../../generator/passes/filters.ts";
import { operation } from "../names/make-model.ts";
import * as make from "./make.ts";

const { TEXT, INTEGER, NUMBER, BOOLEAN, BINARY, UNKNOWN, ref, list, map, nullable, literal } = make;

interface Read {
  readonly operation: Operation;
  readonly findings: readonly string[];
}

/** What the pass reads for `GET /things` with these parts. */
function read(more: Partial<Operation>, declarations: readonly Declaration[] = []): Read {
  const { version, findings } = make.runPass(filters, {
    operations: [{ ...operation("GET /things listThings"), ...more }],
    declarations,
  });
  const [found] = version.operations;
  if (found === undefined) throw new Error("no operation");
  return { operation: found, findings };
}

/** What the pass reads from the description of the query parameter `filters`. */
function describing(
  lines: readonly string[],
  more: Partial<Operation> = {},
  declarations?: readonly Declaration[],
): Read {
  const description = [
    "Filter results.",
    "",
    "Filtering is supported for the following fields and operators:",
    "",
    ...lines,
  ].join("\n");
  return read({ parameters: [make.parameter("query filters", TEXT, { description })], ...more }, declarations);
}

const UNTYPED = { valueType: "unknown", values: [] };

describe("the fields of a filter", () => {
  it.each<[string, readonly string[], unknown]>([
    ["a field", ["**name**: *eq, in*"], [{ wire: "name", operators: ["eq", "in"], ...UNTYPED }]],
    [
      "all operators",
      ["**a**: *eq, ne, in, sw, co, ca, gt, ge, lt, le, isnull, pr*"],
      [
        {
          wire: "a",
          operators: ["eq", "ne", "in", "sw", "co", "ca", "gt", "ge", "lt", "le", "isnull", "pr"],
          ...UNTYPED,
        },
      ],
    ],
    [
      "operators in capitals, without those that are not known",
      ["**a**: *EQ, like ,Sw*"],
      [{ wire: "a", operators: ["eq", "sw"], ...UNTYPED }],
    ],
    ["no field without a known operator", ["**a**: *like*"], undefined],
    [
      "an item of a list",
      ["- **a**: *eq*", "*  **b**: *eq*"],
      [
        { wire: "a", operators: ["eq"], ...UNTYPED },
        { wire: "b", operators: ["eq"], ...UNTYPED },
      ],
    ],
    ["blanks inside and around the name", ["  ** a.b ** : *eq*"], [{ wire: "a.b", operators: ["eq"], ...UNTYPED }]],
  ])("are %s", (_, lines, fields) => {
    const { operation: found, findings } = describing(lines);
    expect(found.filters?.fields).toEqual(fields);
    expect(findings).toEqual([]);
  });

  it("are read where the colon is bold or missing, and the missing one is told", () => {
    const { operation: found, findings } = describing(["**a:** *eq*", "**b** *eq*"]);
    expect(found.filters?.fields.map(({ wire }) => wire)).toEqual(["a", "b"]);
    const told = (line: string): string =>
      `beta filter-line root.yaml#/query filters: this line of the filter's description does not have the form \`**name**: *eq, in*\`: ${line}; what can be read is used; other fields of the line are missing from the typed filter`;
    expect(findings).toEqual([told("**a:** *eq*"), told("**b** *eq*")]);
  });

  it("are none in a bold line without operators, which is told and kept", () => {
    const { operation: found, findings } = describing(["**a**: *eq*", "**b**: eq, in", "Use **c** with care"]);
    expect(found.filters).toEqual({
      parameter: "filters",
      fields: [{ wire: "a", operators: ["eq"], ...UNTYPED }],
      remarks: ["**b**: eq, in", "Use **c** with care"],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(": **b**: eq, in;");
  });

  it("have the rest of their line as a remark", () => {
    expect(describing(["**a**: *eq*  only for admins", "**b**: *eq*"]).operation.filters?.remarks).toEqual([
      "only for admins",
    ]);
  });

  it("begin after the sentence that announces them", () => {
    const description = "**before**: *eq*\n\nFILTERING is supported for these fields, **same**: *eq*\n**a**: *eq*";
    const { operation: found } = read({ parameters: [make.parameter("query f", TEXT, { description })] });
    expect(found.filters).toMatchObject({ parameter: "f", fields: [{ wire: "a" }], remarks: [] });
  });

  it("are looked for in query parameters with that sentence alone", () => {
    const description = "Filtering is supported for these:\n**a**: *eq*";
    const header = make.parameter("header filters", TEXT, { description });
    const other = make.parameter("query filters", TEXT, { description: "**a**: *eq*" });
    expect(read({ parameters: [header, other] }).operation.filters).toBeUndefined();
    expect(describing(["nothing here"]).operation).not.toHaveProperty("filters");
  });
});

describe("composite operators", () => {
  it.each<[string, readonly string[] | undefined]>([
    ["The composite operator *and* is supported.", ["and"]],
    ["Composite operators supported: *and, or*", ["and", "or"]],
    ["Supported composite operators are *or* and *not*", ["or", "not"]],
    ["Composite operators: *and*, *or*, *not*", ["and", "or", "not"]],
    ["Composite operators are *not* or *or*", ["or", "not"]],
    ["Composites: *and*", undefined],
    ["Composite operators are not supported", undefined],
  ])("of %j are %j", (line, composites) => {
    const { operation: found, findings } = describing(["**a**: *eq*", line]);
    expect(found.filters?.composites).toEqual(composites);
    expect(found.filters?.remarks).toEqual(composites === undefined ? [line] : []);
    expect(findings).toEqual([]);
  });
});

describe("the type of a filter's field", () => {
  const typeOf = (wire: string, item: TypeUse, declarations: readonly Declaration[]): unknown => {
    const { operation: found } = describing([`**${wire}**: *eq*`], { success: make.giving(list(item)) }, declarations);
    const [field] = found.filters?.fields ?? [];
    return [field?.valueType, field?.values];
  };
  const dated = (format: string): TypeUse => ({ kind: "scalar", scalar: "string", format });

  it.each<[string, TypeUse, string, readonly string[]]>([
    ["a string", TEXT, "string", []],
    ["a uuid", dated("uuid"), "string", []],
    ["a date", dated("date"), "date-time", []],
    ["a moment", dated("date-time"), "date-time", []],
    ["an integer", INTEGER, "number", []],
    ["a number", NUMBER, "number", []],
    ["a boolean", BOOLEAN, "boolean", []],
    ["bytes", BINARY, "unknown", []],
    ["an object", ref("Other"), "unknown", []],
    ["an unknown value", UNKNOWN, "unknown", []],
    ["a map", map(TEXT), "unknown", []],
    ["a nullable value", nullable(BOOLEAN), "boolean", []],
    ["a text that never changes", literal("a"), "string", []],
    ["a number that never changes", literal(1), "number", []],
    ["a truth value that never changes", literal(true), "boolean", []],
    ["null", literal(null), "unknown", []],
    ["a list", list(INTEGER), "number", []],
    ["an enumeration", ref("State"), "string", ["ON", "OFF"]],
    ["numbers", ref("Level"), "number", ["1", "2"]],
    ["a list of an enumeration", list(nullable(ref("State"))), "string", ["ON", "OFF"]],
  ])("that is %s", (_, use, valueType, values) => {
    const declarations = [
      make.object("Thing", { a: use }),
      make.object("Other", {}),
      make.enumeration("State", ["ON", "OFF"]),
      make.enumeration("Level", [1, 2]),
    ];
    expect(typeOf("a", ref("Thing"), declarations)).toEqual([valueType, values]);
  });

  it.each<[string, string]>([
    ["owner.age", "number"],
    ["owners.age", "number"],
    ["either.age", "number"],
    ["either.id", "string"],
    ["either.none", "unknown"],
    ["extra.age", "unknown"],
    ["owner.none.age", "unknown"],
    ["owner", "unknown"],
    ["age", "unknown"],
  ])("at the path %s is %s", (wire, valueType) => {
    const declarations = [
      make.object("Thing", {
        owner: ref("Owner"),
        owners: list(nullable(ref("Owner"))),
        either: ref("Either"),
        extra: map(ref("Owner")),
      }),
      make.object("Owner", { age: INTEGER }),
      make.object("Named", { id: TEXT, age: BOOLEAN }),
      make.union("Either", [ref("Owner"), ref("Named")]),
    ];
    expect(typeOf(wire, ref("Thing"), declarations)).toEqual([valueType, []]);
  });

  it.each<[string, Partial<Operation>, string]>([
    [
      "the item of the paging",
      {
        success: make.giving(list(ref("Other"))),
        paging: { style: "offset", limit: "l", offset: "o", pageSize: 1, fullPageSize: 1, item: ref("Thing") },
      },
      "number",
    ],
    ["the list that is answered", { success: make.giving(ref("Things")) }, "number"],
    ["the first list in what is answered", { success: make.giving(ref("Page")) }, "number"],
    ["nothing without a list in it", { success: make.giving(ref("Thing")) }, "unknown"],
    ["nothing in a union", { success: make.giving(ref("Union")) }, "unknown"],
    ["nothing in what is no value", { success: { kind: "nothing", statuses: [] } }, "unknown"],
    ["nothing where nothing is answered", { success: make.giving() }, "unknown"],
  ])("is looked up in %s", (_, more, valueType) => {
    const declarations = [
      make.object("Thing", { a: INTEGER }),
      make.object("Other", { a: BOOLEAN }),
      make.alias("Things", list(ref("Thing"))),
      make.object("Page", { total: INTEGER, items: ref("Things"), others: list(ref("Other")) }),
      make.union("Union", [list(ref("Thing"))]),
    ];
    expect(describing(["**a**: *eq*"], more, declarations).operation.filters?.fields[0]?.valueType).toBe(valueType);
  });
});

describe("the fields of sorters", () => {
  const sorting = (description: string): Operation =>
    read({ parameters: [make.parameter("query sorters", TEXT, { description })] }).operation;

  it.each<[string, string, readonly string[] | undefined, (readonly string[])?]>([
    ["one", "Sorting is supported for the following fields: **name**", ["name"]],
    [
      "several",
      "Sorting is supported for the following fields: **name, created,modified**",
      ["name", "created", "modified"],
    ],
    ["several in bold each", "Sorting is supported for: **name**, **a.b**, and **$c-d**", ["name", "a.b", "$c-d"]],
    ["each once", "Sorting is supported for: **name, and, name**", ["name"]],
    ["without what is no name", "Sorting is supported for: **name, <b>**", ["name"]],
    ["none", "Sorting is supported for all fields", undefined],
    ["none before the sentence", "Use: **x**. sorting IS supported for: **y**", ["y"]],
    [
      "those of the next paragraph",
      "Sorting is supported for the following fields:\n\n**name**\n",
      ["name"],
      ["**name**"],
    ],
    ["those of the first paragraph", "Sorting is supported for: **a**\n \nDefault: **b**  ", ["a"], ["Default: **b**"]],
  ])("are %s", (_, description, fields, remarks = []) => {
    expect(sorting(description).sorters).toEqual(
      fields === undefined ? undefined : { parameter: "sorters", fields, remarks },
    );
    expect(Object.hasOwn(sorting(description), "sorters")).toBe(fields !== undefined);
  });

  it("are looked for in query parameters alone", () => {
    const description = "Sorting is supported for: **name**";
    expect(
      read({ parameters: [make.parameter("header sorters", TEXT, { description })] }).operation.sorters,
    ).toBeUndefined();
  });
});
