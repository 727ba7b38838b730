import { describe, expect, it } from "vitest";
import {
  integerCodecs,
  type IntegerPlaces,
} from "../../generator/runtime/typescript/integers.js";

const MAX = "9223372036854775807";
const ODD = "9007199254740993";

const codecOf = integerCodecs({
  Account: {
    properties: {
      id: { as: "string" },
      owner: { rest: { positions: [{}], items: { as: "string" } } },
      "a/b~": { as: "string" },
    },
  },
  Tree: {
    properties: {
      id: { as: "bigint" },
      children: { items: "Tree" },
      byName: { rest: "Tree" },
      pair: { positions: [{ as: "string" }, {}], items: { as: "bigint" } },
    },
  },
});
const big: IntegerPlaces = { as: "bigint" };
const digits: IntegerPlaces = { as: "string" };
const of = (place: IntegerPlaces): IntegerPlaces => ({
  properties: { a: place },
});

describe("reading", () => {
  const rows: readonly (readonly [
    json: string,
    place: IntegerPlaces | string,
    value: unknown,
  ])[] = [
    [MAX, big, 9223372036854775807n],
    [MAX, digits, MAX],
    ["-9223372036854775808", big, -9223372036854775808n],
    ["18446744073709551615", digits, "18446744073709551615"],
    ["1.0", big, 1n],
    ["1e3", digits, "1000"],
    ["12.50e1", big, 125n],
    ["100e-2", big, 1n],
    ["9007199254740993.0", big, 9007199254740993n],
    ["-0", big, 0n],
    ["-0", digits, "0"],
    // What is no integer stays what it is.
    ["1.5", big, 1.5],
    ["9007199254740993.5", big, 9007199254740993.5],
    ["1e401", big, Infinity],
    ["null", big, null],
    ['"12"', big, "12"],
    ["true", big, true],
    [`{"a":${ODD},"b":1}`, of(big), { a: 9007199254740993n, b: 1 }],
    [`[${ODD}, 1]`, { items: big }, [9007199254740993n, 1n]],
    [
      `{"x":${ODD},"a":2}`,
      { ...of({}), rest: big },
      { x: 9007199254740993n, a: 2 },
    ],
    // Digits and quotes in texts are texts.
    [
      String.raw`{"t":"\"a\": 12, \\","a":1,"\"9\"":"[1]"}`,
      of(big),
      { t: '"a": 12, \\', a: 1n, '"9"': "[1]" },
    ],
    [`{"t":"\\u0022","a":${ODD}}`, of(digits), { t: '"', a: ODD }],
    [
      `{"id":1,"children":[{"id":${ODD},"children":[]}],"byName":{"x":{"id":3}}}`,
      "Tree",
      {
        id: 1n,
        children: [{ id: 9007199254740993n, children: [] }],
        byName: { x: { id: 3n } },
      },
    ],
    [`{"pair":[1,2,3,4]}`, "Tree", { pair: ["1", 2, 3n, 4n] }],
    [`{"a":1,"a":${ODD}}`, of(big), { a: 9007199254740993n }],
    [`{"constructor":1}`, of(big), { constructor: 1 }],
  ];
  it.each(rows)("%s", (json, place, value) => {
    expect(codecOf(place).parse(json)).toEqual(value);
  });

  it("a key `__proto__` is a key", () => {
    const value = codecOf({ rest: big }).parse('{"__proto__": 5}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.entries(value)).toEqual([["__proto__", 5n]]);
  });

  it.each(["", "{1:2}", "[01]", "[1.]", "[.5]", "[1e]", "{", "[1 2]"])(
    "%s is no JSON",
    (json) => {
      expect(() => codecOf(big).parse(json)).toThrow(SyntaxError);
    },
  );

  it("a long text of digits costs no long time", () => {
    const long = "9".repeat(200_000);
    expect(codecOf(big).parse(`1e${long}`)).toBe(Infinity);
    expect(codecOf(big).parse(`"${long}"`)).toBe(long);
  });
});

describe("writing", () => {
  const rows: readonly (readonly [
    value: unknown,
    place: IntegerPlaces | string,
    json: string | undefined,
  ])[] = [
    [9223372036854775807n, big, MAX],
    [MAX, digits, MAX],
    ["-12", digits, "-12"],
    ["007", digits, "7"],
    [12, digits, "12"],
    ["12", big, '"12"'],
    // What is no integer is the service's to refuse.
    ["1.5", digits, '"1.5"'],
    ["", digits, '""'],
    [null, digits, "null"],
    [undefined, digits, undefined],
    [ODD, { as: "string", orText: true }, `"${ODD}"`],
    [{ a: ODD, b: ODD }, of(digits), `{"a":${ODD},"b":"${ODD}"}`],
    [{ b: 5n, c: [6n, null] }, {}, '{"b":5,"c":[6,null]}'],
    [
      { a: MAX, b: `integer${MAX}`, integer: "integer:1", c: "integer::1" },
      of(digits),
      `{"a":${MAX},"b":"integer${MAX}","integer":"integer:1","c":"integer::1"}`,
    ],
    [
      { id: 1n, children: [{ id: 2n, pair: [ODD, "1", 3n] }], byName: {} },
      "Tree",
      `{"id":1,"children":[{"id":2,"pair":[${ODD},"1",3]}],"byName":{}}`,
    ],
    [{ a: new Date(0) }, of(digits), '{"a":"1970-01-01T00:00:00.000Z"}'],
    [{ toJSON: () => ({ a: "1" }) }, of(digits), '{"a":1}'],
    [
      [
        { op: "replace", path: "/id", value: "5" },
        { op: "add", path: "/owner/x/-", value: "5" },
        { op: "add", path: "/owner/x/0", value: "5" },
        { op: "add", path: "/owner", value: { x: ["7", "7"] } },
        { op: "add", path: "/a~1b~0", value: "5" },
        { op: "add", path: "/name", value: "5" },
        { op: "remove", path: "" },
        { op: "replace", path: "", value: { id: "5" } },
      ],
      { items: { patched: "Account" } },
      `[${[
        '{"op":"replace","path":"/id","value":5}',
        '{"op":"add","path":"/owner/x/-","value":5}',
        '{"op":"add","path":"/owner/x/0","value":"5"}',
        '{"op":"add","path":"/owner","value":{"x":["7",7]}}',
        '{"op":"add","path":"/a~1b~0","value":5}',
        '{"op":"add","path":"/name","value":"5"}',
        '{"op":"remove","path":""}',
        '{"op":"replace","path":"","value":{"id":5}}',
      ].join()}]`,
    ],
  ];
  it.each(rows)("%#", (value, place, json) => {
    expect(codecOf(place).stringify(value)).toBe(json);
  });

  it("one object at two places is written as each of them", () => {
    const shared = { a: "1" };
    expect(
      codecOf({ properties: { x: of(digits), y: {} } }).stringify({
        x: shared,
        y: shared,
      }),
    ).toBe('{"x":{"a":1},"y":{"a":"1"}}');
  });

  it("what JSON cannot hold is refused here too", () => {
    const { stringify } = codecOf(big);
    expect(() => stringify({ a: NaN, b: 1n })).toThrow(/no JSON for NaN/);
    expect(() => stringify(["\ud800", 1n])).toThrow(URIError);
  });

  it("a part is written as its place says", () => {
    const value = { children: [{ id: 1n }] };
    const codec = codecOf("Tree").at(value, "children");
    expect(codec.stringify(value.children)).toBe('[{"id":1}]');
    expect(codec.at(value.children, "0").parse('{"id":2}')).toEqual({ id: 2n });
  });
});
