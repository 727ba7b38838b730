import { describe, expect, it } from "vitest";
import type {
  BodyContent,
  Declaration,
  FormField,
  ObjectDeclaration,
  Operation,
  TypeUse,
} from "../../../generator/model/model.ts";
import { binaryTexts } from "../../../generator/passes/binary-texts.ts";
import { ownTags } from "../../../generator/passes/own-tags.ts";
import { usage } from "../../../generator/passes/usage.ts";
import { operation, property } from "../names/make-model.ts";
import * as make from "./make.ts";

const { TEXT, INTEGER, BOOLEAN, BINARY, ref, list, map, nullable, literal, object, union, alias, parameter } = make;

const ORIGIN = { file: "root.yaml", pointer: "/here" };
const AS_TEXT: TypeUse = { kind: "scalar", scalar: "string", format: "binary" };

const content = (codec: BodyContent["codec"], use: TypeUse, fields: readonly FormField[] = []): BodyContent =>
  ({
    mediaType: codec,
    codec,
    use,
    fields,
    origin: { file: "root.yaml", pointer: `/${codec}` },
  }) as unknown as BodyContent;
const field = (wire: string, use: TypeUse, codec?: FormField["codec"]): FormField =>
  ({
    wire,
    use,
    ...(codec === undefined ? {} : { codec }),
    origin: { file: "root.yaml", pointer: `/field/${wire}` },
  }) as unknown as FormField;
const sending = (...contents: readonly BodyContent[]): Operation => ({
  ...operation("POST /a sendA"),
  body: { contents, origin: ORIGIN, required: true, description: "" },
});
const answering = (one: BodyContent, headers: readonly TypeUse[] = []): Operation =>
  ({
    ...operation("GET /a getA"),
    answers: [
      {
        status: "200",
        description: "",
        contents: [one],
        headers: headers.map((use) => ({ wire: "x", use })),
        origin: { file: "root.yaml", pointer: "/200" },
      },
    ],
  }) as unknown as Operation;

describe("bytes", () => {
  interface Result {
    readonly operation: Operation | undefined;
    readonly declarations: readonly Declaration[];
    /** Where bytes became text. */
    readonly found: readonly string[];
  }
  function run(own: Operation | undefined, declarations: readonly Declaration[] = []): Result {
    const { version, findings } = make.runPass(binaryTexts, {
      ...(own === undefined ? {} : { operations: [own] }),
      declarations,
    });
    return {
      operation: version.operations[0],
      declarations: version.declarations,
      found: findings.map(
        (text) =>
          /^beta binary-in-json (\S+): .*; typed as a string; how it encodes the bytes depends on the service$/u.exec(
            text,
          )?.[1] ?? text,
      ),
    };
  }
  const usesOf = (own: Operation | undefined): unknown => [
    ...(own?.parameters ?? []).map(({ use }) => use),
    ...(own?.body?.contents ?? []).flatMap(({ use, fields }) => [use, ...fields.map((each) => each.use)]),
    ...(own?.answers ?? []).flatMap(({ contents, headers }) => [...contents, ...headers].map(({ use }) => use)),
  ];

  it.each<[string, Operation, readonly TypeUse[], readonly string[]]>([
    ["of a body stay", sending(content("bytes", BINARY)), [BINARY], []],
    ["of a response stay", answering(content("bytes", BINARY)), [BINARY], []],
    ["of a part stay", sending(content("multipart", ref("F"), [field("file", BINARY)])), [ref("F"), BINARY], []],
    [
      "of a part of JSON become text",
      sending(content("multipart", ref("F"), [field("file", BINARY, "json")])),
      [ref("F"), AS_TEXT],
      ["root.yaml#/field/file"],
    ],
    [
      "of a field of a form become text",
      sending(content("form", ref("F"), [field("file", BINARY)])),
      [ref("F"), AS_TEXT],
      ["root.yaml#/field/file"],
    ],
    ["of a body of JSON become text", sending(content("json", BINARY)), [AS_TEXT], ["root.yaml#/json"]],
    [
      "of a response of JSON become text",
      answering(content("json", nullable(BINARY))),
      [nullable(AS_TEXT)],
      ["root.yaml#/json"],
    ],
    ["of a header become text", answering(content("json", TEXT), [BINARY]), [TEXT, AS_TEXT], ["root.yaml#/200"]],
    [
      "of a parameter become text",
      { ...operation("GET /a getA"), parameters: [parameter("query q", list(BINARY))] },
      [list(AS_TEXT)],
      ["root.yaml#/query q"],
    ],
    [
      "are told once for one place",
      sending(content("json", BINARY), content("json", BINARY)),
      [AS_TEXT, AS_TEXT],
      ["root.yaml#/json"],
    ],
  ])("%s", (_, own, uses, found) => {
    const result = run(own);
    expect(usesOf(result.operation)).toEqual(uses);
    expect(result.found).toEqual(
      found.map((text) => (text.includes(" ") ? (expect.stringContaining(text) as string) : text)),
    );
  });

  it.each<[string, TypeUse, TypeUse]>([
    ["in a list", list(BINARY), list(AS_TEXT)],
    ["in a map", map(BINARY), map(AS_TEXT)],
    ["that may be null", nullable(BINARY), nullable(AS_TEXT)],
    [
      "at a position",
      { kind: "list", item: TEXT, positions: { uses: [BINARY, TEXT], required: 1, isClosed: false } },
      { kind: "list", item: TEXT, positions: { uses: [AS_TEXT, TEXT], required: 1, isClosed: false } },
    ],
    ["nowhere", list(map(nullable(TEXT))), list(map(nullable(TEXT)))],
  ])("%s become text in JSON", (_, use, expected) => {
    expect(usesOf(run(sending(content("json", use))).operation)).toEqual([expected]);
    const [found] = run(undefined, [object("O", { a: use })]).declarations;
    expect(found?.kind === "object" ? found.properties[0]?.use : undefined).toEqual(expected);
  });

  /** What becomes of the bytes in each declaration, where a multipart body uses `F`. */
  const inParts = (
    declarations: readonly Declaration[],
    more: readonly BodyContent[] = [],
  ): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      run(sending(content("multipart", ref("F")), ...more), declarations).declarations.map((each) => [
        each.id,
        JSON.stringify(each).includes('"scalar":"binary"') ? "bytes" : "text",
      ]),
    );
  const tree = (
    uses: readonly TypeUse[],
  ): readonly { readonly members: readonly { readonly use: TypeUse; readonly tagValues: readonly string[] }[] }[] => [
    { members: uses.map((use) => ({ use, tagValues: [] })) },
  ];

  it.each<[string, readonly Declaration[], Readonly<Record<string, string>>, (readonly BodyContent[])?]>([
    ["of its properties stay", [object("F", { file: BINARY })], { F: "bytes" }],
    ["of its lists stay", [object("F", { files: list(nullable(BINARY)) })], { F: "bytes" }],
    ["of its further properties stay", [object("F", {}, { rest: BINARY })], { F: "bytes" }],
    ["of a map stay", [alias("F", map(BINARY))], { F: "bytes" }],
    [
      "of a map in it become text, as the rest does",
      [object("F", { files: map(ref("M")) }), object("M", { file: BINARY })],
      { F: "text", M: "text" },
    ],
    [
      "of an object in it become text",
      [object("F", { part: ref("P") }), object("P", { file: BINARY })],
      { F: "text", P: "text" },
    ],
    ["of an alias in it stay", [object("F", { part: ref("P") }), alias("P", BINARY)], { F: "text", P: "bytes" }],
    [
      "of a union of objects stay",
      [union("F", [ref("P"), ref("Q")]), object("P", { file: BINARY }), object("Q", { file: list(BINARY) })],
      { F: "text", P: "bytes", Q: "bytes" },
    ],
    [
      "of a union in it stay, of an object in that not",
      [object("F", { part: ref("U") }), union("U", [BINARY, ref("P")]), object("P", { file: BINARY })],
      { F: "text", U: "bytes", P: "text" },
    ],
    [
      "of alternatives stay",
      [object("F", {}, { alternatives: tree([ref("P")]) }), object("P", { file: BINARY })],
      { F: "text", P: "bytes" },
    ],
    ["that JSON has as well become text", [object("F", { file: BINARY })], { F: "text" }, [content("json", ref("F"))]],
    [
      "of an enumeration's neighbour stay",
      [object("F", { kind: ref("E"), file: BINARY }), make.enumeration("E", ["A"])],
      { F: "bytes", E: "text" },
    ],
    ["of an object that is in itself become text", [object("F", { f: ref("F"), file: BINARY })], { F: "text" }],
    ["of what is not there stay", [object("F", { part: ref("None"), file: BINARY })], { F: "bytes" }],
  ])("%s", (_, declarations, expected, more) => {
    expect(inParts(declarations, more)).toEqual(expected);
  });

  it.each<[string, Operation | undefined]>([
    ["a parameter", { ...operation("GET /a getA"), parameters: [parameter("query q", ref("F"))] }],
    ["a response", answering(content("json", ref("F")))],
    ["a header", answering(content("json", TEXT), [ref("F")])],
  ])("of an alias become text where %s has it", (_, own) => {
    const result = run(own, [alias("F", BINARY)]);
    expect(result.declarations[0]).toEqual(alias("F", AS_TEXT));
    expect(result.found).toEqual(["F#"]);
  });

  it("of an object become text where one body sends it and another has it as a part, in either order", () => {
    const declarations = [object("G", { part: ref("A") }), alias("A", ref("F")), object("F", { file: BINARY })];
    const bodies = [content("multipart", ref("A")), content("multipart", ref("G"))];
    for (const contents of [bodies, [...bodies].reverse()])
      expect(run(sending(...contents), declarations).declarations[2]).toEqual(object("F", { file: AS_TEXT }));
  });

  it("of an alias stay where nothing has it, those of a property do not", () => {
    expect(run(undefined, [alias("F", BINARY)]).declarations[0]).toEqual(alias("F", BINARY));
    expect(run(undefined, [object("F", { a: BINARY })]).found).toEqual(["root.yaml#"]);
    expect(run(undefined, [object("F", {}, { rest: BINARY })]).found).toEqual(["F#"]);
  });

  it("of an event become text", () => {
    const event = { wire: "e", payload: BINARY, reply: list(BINARY), origin: ORIGIN };
    const events = [event, { ...event, wire: "f", payload: ref("A"), reply: undefined }] as never;
    const { version, findings } = make.runPass(binaryTexts, { events, declarations: [alias("A", BINARY)] });
    expect(version.events.map(({ payload, reply }) => [payload, reply])).toEqual([
      [AS_TEXT, list(AS_TEXT)],
      [ref("A"), undefined],
    ]);
    expect(version.declarations[0]).toEqual(alias("A", AS_TEXT));
    expect(findings).toHaveLength(2);
  });
});

describe("a property that unions tell an object by", () => {
  const member = (
    use: TypeUse,
    ...tagValues: readonly string[]
  ): { readonly use: TypeUse; readonly tagValues: readonly string[] } => ({ use, tagValues });
  const tagged = (id: string, tag: string | undefined, ...members: readonly ReturnType<typeof member>[]): Declaration =>
    union(id, [], { members, ...(tag === undefined ? {} : { tag }) });

  /** The values of each property of `A` that has some. */
  function valuesIn(uses: make.Uses, ...others: readonly Declaration[]): unknown {
    const { version } = make.runPass(ownTags, {
      declarations: [object("A", uses), make.enumeration("E", ["a", "b", "c"]), ...others],
    });
    const [own] = version.declarations as readonly ObjectDeclaration[];
    return Object.fromEntries(
      (own?.properties ?? []).flatMap(({ wire, tagValues }) => (tagValues === undefined ? [] : [[wire, tagValues]])),
    );
  }

  it.each<[string, make.Uses, readonly Declaration[], unknown]>([
    [
      "knows its values, in order",
      { type: ref("E"), other: ref("E") },
      [tagged("U", "type", member(ref("A"), "b", "a"), member(TEXT, "c"))],
      { type: ["a", "b"] },
    ],
    [
      "knows those of all unions",
      { type: nullable(ref("E")) },
      [tagged("U", "type", member(ref("A"), "b")), tagged("V", "type", member(ref("A"), "a", "b"))],
      { type: ["a", "b"] },
    ],
    [
      "knows those of each tag",
      { type: ref("E"), kind: ref("E") },
      [tagged("U", "type", member(ref("A"), "b")), tagged("V", "kind", member(ref("A"), "a"))],
      { type: ["b"], kind: ["a"] },
    ],
    [
      "is free where one union has no value for it",
      { type: ref("E") },
      [tagged("U", "type", member(ref("A"), "b")), tagged("V", "type", member(ref("A")))],
      {},
    ],
    [
      "stays free where a later union has one",
      { type: ref("E") },
      [tagged("U", "type", member(ref("A"))), tagged("V", "type", member(ref("A"), "b"))],
      {},
    ],
    ["is free where the union has no tag", { type: ref("E") }, [tagged("U", undefined, member(ref("A"), "b"))], {}],
    ["knows them of a literal", { type: literal("a") }, [tagged("U", "type", member(ref("A"), "a"))], { type: ["a"] }],
    ["knows none of null", { type: literal(null) }, [tagged("U", "type", member(ref("A"), "a"))], {}],
    ["knows none of a text", { type: TEXT }, [tagged("U", "type", member(ref("A"), "a"))], {}],
    [
      "knows those of an object's alternatives",
      { type: ref("E") },
      [object("O", {}, { alternatives: [{ tag: "type", members: [member(ref("A"), "c")] }] })],
      { type: ["c"] },
    ],
    [
      "knows those behind an alias",
      { type: ref("E") },
      [alias("B", ref("A")), tagged("U", "type", member(ref("B"), "c"))],
      { type: ["c"] },
    ],
  ])("%s", (_, uses, others, expected) => {
    expect(valuesIn(uses, ...others)).toEqual(expected);
  });

  it.each<[string, TypeUse, readonly string[], readonly string[]]>([
    ["an integer", INTEGER, ["1", "x", "2"], ["1", "2"]],
    ["a number", make.NUMBER, ["1.5", "x"], ["1.5"]],
    ["a truth value", BOOLEAN, ["true", "x"], ["true"]],
    ["listed numbers", ref("N"), ["1", "3"], ["1"]],
    ["a literal number", literal(1), ["1", "x"], ["1"]],
    ["a literal text", literal("a"), ["a", "x"], ["a", "x"]],
    ["null", literal(null), ["x"], ["x"]],
    ["listed texts", ref("E"), ["a", "x"], ["a", "x"]],
    ["a text", TEXT, ["1", "x"], ["1", "x"]],
    ["a list", list(INTEGER), ["x"], ["x"]],
  ])("of %s can have %j: %j", (_, use, values, possible) => {
    const declarations = [
      tagged("U", "type", member(ref("A"), ...values), member(TEXT, "x"), member(ref("B"), "x")),
      object("A", { type: use }),
      object("B", { other: INTEGER }),
      object("O", {}, { alternatives: [{ tag: "type", members: [member(ref("A"), ...values)] }] }),
      make.enumeration("N", [1, 2]),
      make.enumeration("E", ["a"]),
    ];
    const { version, findings } = make.runPass(ownTags, { declarations });
    const [found] = version.declarations;
    const object3 = version.declarations[3];
    expect(found?.kind === "union" ? found.members.map(({ tagValues }) => tagValues) : []).toEqual([
      possible,
      ["x"],
      ["x"],
    ]);
    expect(object3?.kind === "object" ? object3.alternatives?.[0]?.members[0]?.tagValues : []).toEqual(possible);
    const told = values
      .filter((value) => !possible.includes(value))
      .map(
        (value) =>
          `mapped-to-nothing U#: the discriminator maps "${value}", which the property "type" cannot have; the value has no type`,
      );
    expect(findings.filter((text) => text.includes(" U#"))).toEqual(told.map((text) => `beta ${text}`));
    expect(findings).toHaveLength(told.length * 2);
  });
});

describe("declarations whose type differs in requests", () => {
  const differs = (declarations: readonly Declaration[]): readonly string[] =>
    make
      .runPass(usage, { declarations })
      .version.declarations.filter(({ requestFormDiffers }) => requestFormDiffers)
      .map(({ id }) => id);
  const accessed = (access: "both" | "answer" | "request"): Declaration =>
    object("A", {}, { properties: [property("free"), { ...property("own"), access }] });

  it.each<[string, Declaration, boolean]>([
    ["a property only in responses", accessed("answer"), true],
    ["a property only in requests", accessed("request"), true],
    ["properties in both", accessed("both"), false],
    ["a literal text", object("A", { a: literal("x") }), true],
    ["a literal number", object("A", { a: literal(1) }), false],
    ["bytes", object("A", { a: nullable(BINARY) }), true],
    ["a text", object("A", { a: TEXT }), false],
    ["a list of bytes", alias("A", list(BINARY)), true],
    [
      "bytes at a position",
      alias("A", { kind: "list", item: TEXT, positions: { uses: [TEXT, BINARY], required: 0, isClosed: true } }),
      true,
    ],
    ["a map of literals", alias("A", map(literal("x"))), true],
    ["a union with a literal", union("A", [TEXT, literal("x")]), true],
    ["a list of maps of texts", alias("A", list(map(nullable(TEXT)))), false],
  ])("are those with %s", (_, declaration, isDifferent) => {
    expect(differs([declaration])).toEqual(isDifferent ? ["A"] : []);
  });

  it("are those that refer to one, however far", () => {
    const declarations = [
      alias("D", ref("C")),
      object("C", { b: list(ref("B")), self: ref("C") }),
      alias("B", ref("A")),
      make.enumeration("A", ["x"]),
      object("E", { a: ref("F") }),
      object("F", {}),
      alias("G", ref("A")),
    ];
    expect(differs(declarations)).toEqual(["D", "C", "B", "A", "G"]);
  });
});
