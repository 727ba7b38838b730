import fc from "fast-check";
import { expect, test } from "vitest";
import { isSdkError } from "../../generator/runtime/typescript/errors.js";
import {
  FilterSyntaxError,
  parseFilter,
} from "../../generator/runtime/typescript/filters/filter-parser.js";
import { printFilter } from "../../generator/runtime/typescript/filters/filter-printer.js";
import type {
  Filter,
  FilterValue,
} from "../../generator/runtime/typescript/filters/filter-syntax.js";
import {
  and,
  bare,
  buildFilter,
  type Filterable,
  type FilterExpression,
  filterParameter,
  filtersQuery,
  not,
  or,
  raw,
  sorterParameter,
  sortersQuery,
} from "../../generator/runtime/typescript/filters/filters.js";
import type { Open } from "../../generator/runtime/typescript/types.js";

type Fields = {
  id: Filterable<"eq" | "in" | "isnull" | "pr", string>;
  name: Filterable<"eq" | "sw" | "co", string>;
  status: Filterable<"eq" | "in", Open<"OPEN" | "DONE">>;
  created: Filterable<"gt" | "le", Date | string>;
  "identity.name": Filterable<"eq", string>;
  "account-count": Filterable<"ge", number>;
  isManager: Filterable<"eq", boolean>;
  groups: Filterable<"ca", string>;
};
type Callback = Exclude<Parameters<typeof buildFilter<Fields>>[0], string>;

test.each<[string, Callback]>([
  ['name sw "Eng"', (f) => f.name.sw("Eng")],
  ['name co "a \\"b\\" \\\\c"', (f) => f.name.co('a "b" \\c')],
  ['id in ("1", "2")', (f) => f.id.in("1", "2")],
  ['id in ("1", "2")', (f) => f.id.in(["1", "2"])],
  ["id isnull", (f) => f.id.isnull()],
  ["pr id", (f) => f.id.pr()],
  ['pr id and name sw "a"', (f) => and(f.id.pr(), f.name.sw("a"))],
  [
    "created gt 2025-01-02T03:04:05.000Z",
    (f) => f.created.gt(new Date("2025-01-02T03:04:05Z")),
  ],
  [
    "created le 2025-01-02T03:04:05Z",
    (f) => f.created.le("2025-01-02T03:04:05Z"),
  ],
  // Only complete date-times are sure to be none of the texts that string fields hold.
  ['name eq "2024-01-01"', (f) => f.name.eq("2024-01-01")],
  ['name sw "2024-01-01T00"', (f) => f.name.sw("2024-01-01T00")],
  ['name eq "2024-01-01T00:00:00"', (f) => f.name.eq("2024-01-01T00:00:00")],
  [
    "created gt 2024-01-01T00:00+01:00",
    (f) => f.created.gt("2024-01-01T00:00+01:00"),
  ],
  ["created gt 2024-01-01", (f) => f.created.gt(bare("2024-01-01"))],
  ["account-count ge 007", (f) => f["account-count"].ge(bare("007"))],
  ['id in ("1", x, "2")', (f) => f.id.in(["1", bare("x")], "2")],
  ['id in ("")', (f) => f.id.in("")],
  ['groups ca ("a", "b")', (f) => f.groups.ca(["a", "b"])],
  ['groups ca ("a")', (f) => f.groups.ca("a")],
  ['status in ("OPEN", "NEW")', (f) => f.status.in(["OPEN", "NEW"])],
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
  ["", () => and()],
  ["", () => not(or(and()))],
  ["id isnull", (f) => or(and(), f.id.isnull(), raw(""))],
  ["id isnull", (f) => and(or(raw("")), not(and(or(and()))), f.id.isnull())],
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
    // @ts-expect-error no value
    (f) => f.id.in(),
    // @ts-expect-error no value
    (f) => f.id.in([]),
    // @ts-expect-error a value of another type in a list
    (f) => f.id.in([1]),
  ];
  // @ts-expect-error a field that is not declared
  const unknownField: Callback = (f) => f.nope.eq("x");
  expect([...wrong, unknownField]).toHaveLength(7);
});

test("what says nothing is not sent", () => {
  for (const write of [filtersQuery, filterParameter("filters")])
    for (const filters of ["", () => and(), undefined])
      expect(write({ filters })).toBe("");
  for (const write of [sortersQuery, sorterParameter("sorters")])
    for (const sorters of ["", [], undefined])
      expect(write({ sorters })).toBe("");
});

test("a list of no values is an error", () => {
  const ids: string[] = [];
  const build: Callback = (f) => f.id.in(ids);
  expect(() => buildFilter<Fields>(build)).toThrow(
    "id in (): a value is missing",
  );
  // Without the filter, every item would match.
  expect(() =>
    buildFilter<Fields>((f) => or(...ids.map((id) => f.id.eq(id)))),
  ).toThrow("or(): a part is missing");
  try {
    printFilter({ kind: "in", field: "id", values: [] });
    expect.unreachable();
  } catch (error) {
    expect(isSdkError(error)).toBe(true);
  }
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
  .filter((name) => !/^(and|or|not|pr|in|ca|isnull)$/i.test(name));
const value: fc.Arbitrary<FilterValue> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.boolean(),
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((number) => !Object.is(number, -0)),
  fc.constantFrom("2025-01-02", "2025-01-02T03", "2025", "true", ""),
  fc.constantFrom(bare("2025-01-02T03:04:05Z"), bare("2025-01-02")),
);
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant("compare" as const),
    field,
    operator: fc.constantFrom("eq", "ne", "sw", "co", "gt", "ge", "lt", "le"),
    value,
  }),
  fc.record({
    kind: fc.constantFrom("in" as const, "ca" as const),
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

type AnyField = Record<string, (...values: unknown[]) => FilterExpression>;

/** A tree as calls of the builder. */
function build(
  filter: Filter,
  fields: Record<string, AnyField>,
): FilterExpression {
  switch (filter.kind) {
    case "compare":
      return fields[filter.field]![filter.operator]!(filter.value);
    case "in":
    case "ca":
      return fields[filter.field]![filter.kind]!(filter.values);
    case "isnull":
      return fields[filter.field]!["isnull"]!();
    case "not":
      return not(build(filter.filter, fields));
    case "and":
    case "or":
      return (filter.kind === "and" ? and : or)(
        ...filter.filters.map((part) => build(part, fields)),
      );
    default:
      return raw(printFilter(filter));
  }
}

/** The builder joins what is of one kind: `a and (b and c)` is `a and b and c`. */
function flatten(filter: Filter): Filter {
  if (filter.kind === "not")
    return { ...filter, filter: flatten(filter.filter) };
  if (filter.kind !== "and" && filter.kind !== "or") return filter;
  const filters = filter.filters
    .map(flatten)
    .flatMap((part) => (part.kind === filter.kind ? part.filters : [part]));
  return { kind: filter.kind, filters };
}

test("parse(build(filter)) is the filter", () => {
  fc.assert(
    fc.property(filter, (original) => {
      const text = buildFilter<Record<string, never>>((fields) =>
        build(original, fields as unknown as Record<string, AnyField>),
      );
      expect(parseFilter(text)).toEqual(flatten(original));
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
  ['groups ca ("a","b")', 'groups ca ("a", "b")'],
  ['not groups CA "a"', 'not groups ca ("a")'],
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
