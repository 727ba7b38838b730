import fc from "fast-check";
import { expect, test } from "vitest";
import {
  FilterSyntaxError,
  parseFilter,
} from "../../generator/runtime/typescript/filter-parser.js";
import { printFilter } from "../../generator/runtime/typescript/filter-printer.js";
import type {
  Filter,
  FilterValue,
} from "../../generator/runtime/typescript/filter-syntax.js";
import {
  and,
  bare,
  buildFilter,
  type Filterable,
  filterParameter,
  not,
  or,
  raw,
  sorterParameter,
} from "../../generator/runtime/typescript/filters.js";

type Fields = {
  id: Filterable<"eq" | "in" | "isnull", string>;
  name: Filterable<"sw" | "co", string>;
  created: Filterable<"gt" | "le", Date | string>;
  "identity.name": Filterable<"eq", string>;
  "account-count": Filterable<"ge", number>;
  isManager: Filterable<"eq", boolean>;
};
type Callback = Exclude<Parameters<typeof buildFilter<Fields>>[0], string>;

test.each<[string, Callback]>([
  ['name sw "Eng"', (f) => f.name.sw("Eng")],
  ['name co "a \\"b\\" \\\\c"', (f) => f.name.co('a "b" \\c')],
  ['id in ("1", "2")', (f) => f.id.in("1", "2")],
  ['id in ("1", "2")', (f) => f.id.in(["1", "2"])],
  ["id isnull", (f) => f.id.isnull()],
  [
    "created gt 2025-01-02T03:04:05.000Z",
    (f) => f.created.gt(new Date("2025-01-02T03:04:05Z")),
  ],
  [
    "created le 2025-01-02T03:04:05Z",
    (f) => f.created.le("2025-01-02T03:04:05Z"),
  ],
  ['identity.name eq "x"', (f) => f["identity.name"].eq("x")],
  ["account-count ge 0", (f) => f["account-count"].ge(0)],
  ["isManager eq false", (f) => f.isManager.eq(false)],
  [
    'name sw "a" and id eq "1" or id isnull',
    (f) => or(and(f.name.sw("a"), f.id.eq("1")), f.id.isnull()),
  ],
  [
    'name sw "a" and (id eq "1" or id isnull)',
    (f) => and(f.name.sw("a"), or(f.id.eq("1"), f.id.isnull())),
  ],
  ['not id in ("1")', (f) => not(f.id.in("1"))],
  [
    'not (id eq "1" and id isnull)',
    (f) => not(and(f.id.eq("1"), f.id.isnull())),
  ],
  ["(x or y) and id isnull", (f) => and(raw("x or y"), f.id.isnull())],
])("builds %s", (text, build) => {
  expect(buildFilter<Fields>(build)).toBe(text);
});

test("the builder takes only what the operation declares", () => {
  const wrong: Callback[] = [
    // @ts-expect-error an operator that is not declared
    (f) => f.id.sw("x"),
    // @ts-expect-error a value of another type
    (f) => f["account-count"].ge("x"),
    // @ts-expect-error a value where none belongs
    (f) => f.id.isnull("x"),
  ];
  // @ts-expect-error a field that is not declared
  const unknownField: Callback = (f) => f.nope.eq("x");
  expect([...wrong, unknownField]).toHaveLength(4);
});

test("parameters print once, and take texts as they are", () => {
  const encode = filterParameter("filters");
  expect(encode({ filters: 'name eq "a b"' })).toBe(
    "filters=name%20eq%20%22a%20b%22",
  );
  expect(
    encode({ filters: (f: Parameters<Callback>[0]) => f.name.sw("#") }),
  ).toBe("filters=name%20sw%20%22%23%22");
  expect(encode({})).toBe("");
  const sort = sorterParameter("sorters");
  expect(sort({ sorters: ["name", "-modified"] })).toBe(
    "sorters=name%2C-modified",
  );
  expect(sort({ sorters: "name" })).toBe("sorters=name");
});

const field = fc
  .stringMatching(/^[a-zA-Z][\w.-]{0,8}$/)
  .filter((name) => !/^(and|or|not|pr|in|isnull)$/i.test(name));
const value: fc.Arbitrary<FilterValue> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.boolean(),
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((number) => !Object.is(number, -0)),
  fc.constantFrom(bare("2025-01-02T03:04:05Z"), bare("2025-01-02")),
);
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant("compare" as const),
    field,
    operator: fc.constantFrom(
      "eq",
      "ne",
      "sw",
      "co",
      "ca",
      "gt",
      "ge",
      "lt",
      "le",
    ),
    value,
  }),
  fc.record({
    kind: fc.constant("in" as const),
    field,
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constantFrom("isnull" as const, "pr" as const), field }),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ kind: fc.constant("not" as const), filter: tie("filter") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      filters: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

test("parse(print(filter)) is the filter", () => {
  fc.assert(
    fc.property(filter, (original) => {
      expect(parseFilter(printFilter(original))).toEqual(original);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["name eq 'it'", 'name eq "it"'],
  ["status eq PENDING", "status eq PENDING"],
  ['NAME EQ "x" AND pr id', 'NAME eq "x" and pr id'],
  ['((id eq "1"))', 'id eq "1"'],
  ["not  ( a isnull )", "not a isnull"],
  ['id in ("a","b")', 'id in ("a", "b")'],
])("reads %s", (text, printed) => {
  expect(printFilter(parseFilter(text))).toBe(printed);
});

test.each([
  "",
  "name",
  "name eq",
  'name eq "x',
  "name in ()",
  "name in (1",
  "a eq 1 b",
  "(a isnull",
  "a foo 1",
  "and",
  "not",
])("refuses %j with a position", (text) => {
  expect(() => parseFilter(text)).toThrow(FilterSyntaxError);
});
