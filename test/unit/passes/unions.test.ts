import { describe, expect, it } from "vitest";
import type { Declaration, Property } from "../../../generator/model/model.ts";
import { matchValues } from "../../../generator/passes/match-values.ts";
import { unions } from "../../../generator/passes/unions.ts";
import * as make from "./make.ts";

const { TEXT, INTEGER, ref, list, literal, nullable } = make;

/** The declaration `U` after the pass. */
function passed(declarations: readonly Declaration[], id = "U"): Declaration | undefined {
  return make.runPass(unions, { declarations }).version.declarations.find((each) => each.id === id);
}

/** The tag of a union of objects, and the values of each member. */
function tagOf(members: Readonly<Record<string, make.Uses>>, more: readonly Declaration[] = []): unknown {
  const objects = Object.entries(members).map(([id, uses]) => make.object(id, uses));
  const found = passed([
    make.union(
      "U",
      objects.map(({ id }) => ref(id)),
    ),
    ...objects,
    ...more,
  ]);
  if (found?.kind !== "union") throw new Error("no union");
  return found.tag === undefined
    ? undefined
    : [found.tag, ...found.members.map(({ tagValues }) => tagValues.join("|"))];
}

const enumeration = make.enumeration;

describe("a union", () => {
  it.each<[string, Readonly<Record<string, make.Uses>>, unknown]>([
    ["by literals", { A: { type: literal("a") }, B: { type: literal("b") } }, ["type", "a", "b"]],
    ["by literals of another type", { A: { kind: literal(1) }, B: { kind: literal(true) } }, ["kind", "1", "true"]],
    [
      "by enumerations that share no value",
      { A: { type: ref("One") }, B: { type: nullable(ref("Two")) } },
      ["type", "X|Y", "Z"],
    ],
    ["by an enumeration and a literal", { A: { type: ref("One") }, B: { type: literal("b") } }, ["type", "X|Y", "b"]],
    ["not by values that two have", { A: { type: literal("a") }, B: { type: literal("a") } }, undefined],
    [
      "not by a value that one enumeration has as well",
      { A: { type: ref("One") }, B: { type: literal("Y") } },
      undefined,
    ],
    ["not by texts", { A: { type: TEXT }, B: { type: TEXT } }, undefined],
    ["not by a property that one lacks", { A: { type: literal("a") }, B: { kind: literal("b") } }, undefined],
    ["not by a property of another name", { A: { id: literal("a") }, B: { id: literal("b") } }, undefined],
    [
      "by the preferred of two",
      { A: { op: literal("o"), type: literal("a") }, B: { op: literal("p"), type: literal("b") } },
      ["type", "a", "b"],
    ],
    [
      "by the next where the preferred does not tell",
      { A: { op: literal("o"), type: TEXT }, B: { op: literal("p"), type: TEXT } },
      ["op", "o", "p"],
    ],
    [
      "by a name that ends in type, in order",
      { A: { zType: literal("z"), fooTYPE: literal("a") }, B: { fooTYPE: literal("b"), zType: literal("y") } },
      ["fooTYPE", "a", "b"],
    ],
    ["not by a name with type in the middle", { A: { typeId: literal("a") }, B: { typeId: literal("b") } }, undefined],
    ["not of one member", { A: { type: literal("a") } }, undefined],
    [
      "by the names of members that share an enumeration",
      { AccountDocument: { _type: ref("Kind") }, RoleDocument: { _type: ref("Kind") } },
      ["_type", "account", "role"],
    ],
    [
      "not where a member has none of the shared values",
      { AccountDocument: { _type: ref("Kind") }, OtherDocument: { _type: ref("Kind") } },
      undefined,
    ],
  ])("is told %s", (_, members, expected) => {
    expect(
      tagOf(members, [
        enumeration("One", ["X", "Y"]),
        enumeration("Two", ["Z"]),
        enumeration("Kind", ["account", "role"]),
      ]),
    ).toEqual(expected);
  });

  it.each(["type", "_type", "accessType", "eventType", "kind", "objectType", "dtoType", "method", "op"])(
    "may be told by %s",
    (wire) => {
      expect(tagOf({ A: { [wire]: literal("a") }, B: { [wire]: literal("b") } })).toEqual([wire, "a", "b"]);
    },
  );

  it.each<[string, readonly (readonly string[])[], unknown]>([
    ["each its own", [["ACCOUNT"], ["role-x_y"]], ["type", "ACCOUNT", "role-x_y"]],
    ["the first of each", [["a_a", "zz"], ["bb"]], ["type", "a_a", "bb"]],
    ["not the same", [["aa"], ["aa"]], undefined],
    ["not one of an id", [["aa"], ["2c91"]], undefined],
    ["not one of a letter", [["aa"], ["b"]], undefined],
    ["not one of prose", [["aa"], ["two words"]], undefined],
    ["not one that is too long", [["aa"], ["b".repeat(42)]], undefined],
    ["one of 41 letters", [["aa"], ["b".repeat(41)]], ["type", "aa", "b".repeat(41)]],
    ["not where one has none", [["aa"], []], undefined],
  ])("is told by examples: %s", (_, examples, expected) => {
    const objects = examples.map((values, index) => {
      const id = `M${String(index)}`;
      const own = make.object(id, { type: TEXT });
      const properties = own.properties.map((property): Property => ({
        ...property,
        examples: values.map((value) => ({ value })),
      }));
      return { ...own, properties };
    });
    const found = passed([
      make.union(
        "U",
        objects.map(({ id }) => ref(id)),
      ),
      ...objects,
    ]);
    const union = found?.kind === "union" ? found : undefined;
    expect(
      union?.tag === undefined ? undefined : [union.tag, ...union.members.map(({ tagValues }) => tagValues.join("|"))],
    ).toEqual(expected);
  });

  it("keeps the tag that it has, and is not told where a member is no object", () => {
    const objects = [make.object("A", { type: literal("a") }), make.object("B", { type: literal("b") })];
    const tagged = make.union("U", [ref("A"), ref("B")], { tag: "kind" });
    expect(passed([tagged, ...objects])).toBe(tagged);
    const mixed = make.union("U", [ref("A"), ref("B"), TEXT]);
    expect(passed([mixed, ...objects])).toBe(mixed);
  });

  it("is told in an object as well", () => {
    const members = [ref("A"), ref("B")].map((use) => ({ use, tagValues: [] }));
    const kept = { members, tag: "kind" };
    const own = make.object("U", { id: TEXT }, { alternatives: [{ members }, kept] });
    const found = passed([own, make.object("A", { type: literal("a") }), make.object("B", { type: literal("b") })]);
    expect(found?.kind === "object" ? found.alternatives : undefined).toEqual([
      {
        tag: "type",
        members: [
          { use: ref("A"), tagValues: ["a"] },
          { use: ref("B"), tagValues: ["b"] },
        ],
      },
      kept,
    ]);
    const plain = make.object("U", { id: TEXT });
    expect(passed([plain])).toBe(plain);
  });
});

describe("a property decided by a sibling", () => {
  const members = (...ids: readonly string[]): readonly Declaration[] =>
    ids.map((id) => make.object(id, { [id]: TEXT }));
  const correlation = (uses: make.Uses, more: readonly Declaration[]): unknown => {
    const found = passed([make.object("U", uses), ...more]);
    return found?.kind === "object" ? found.correlation : undefined;
  };
  const cases = (...pairs: readonly (readonly [string, string])[]): unknown =>
    pairs.map(([value, id]) => ({ value, use: ref(id) }));
  const types = enumeration("Types", ["ACCOUNTS", "ROLES"]);
  const either = make.union("Either", [ref("AccountsArguments.yaml"), ref("a/RolesArguments.json")]);
  const both = members("AccountsArguments.yaml", "a/RolesArguments.json");

  it("knows which member each value means", () => {
    expect(correlation({ reportType: ref("Types"), args: nullable(ref("Either")) }, [types, either, ...both])).toEqual({
      tag: "reportType",
      property: "args",
      cases: cases(["ACCOUNTS", "AccountsArguments.yaml"], ["ROLES", "a/RolesArguments.json"]),
    });
  });

  it("may be a union of unions", () => {
    const inner = make.union("RolesArguments", [ref("AccountsArguments.yaml"), ref("a/RolesArguments.json")]);
    const outer = make.union("Either", [ref("AccountsArguments.yaml"), ref("RolesArguments")]);
    expect(correlation({ type: ref("Types"), args: ref("Either") }, [types, outer, inner, ...both])).toMatchObject({
      cases: cases(["ACCOUNTS", "AccountsArguments.yaml"], ["ROLES", "RolesArguments"]),
    });
  });

  it.each<[string, make.Uses, readonly Declaration[]]>([
    ["the sibling is no enumeration", { type: TEXT, args: ref("Either") }, [either, ...both]],
    ["the sibling lists numbers", { type: ref("N"), args: ref("Either") }, [enumeration("N", [1, 2]), either, ...both]],
    ["the sibling has another name", { types: ref("Types"), args: ref("Either") }, [types, either, ...both]],
    ["the union has a tag", { type: ref("Types"), args: ref("Either") }, [types, { ...either, tag: "x" }, ...both]],
    [
      "a member has no value",
      { type: ref("One"), args: ref("Either") },
      [enumeration("One", ["ACCOUNTS", "OTHER"]), either, ...both],
    ],
    [
      "a member is no object",
      { type: ref("Types"), args: ref("Either") },
      [types, make.union("Either", [ref("AccountsArguments.yaml"), TEXT]), ...both],
    ],
    [
      "a member is an enumeration",
      { type: ref("Types"), args: ref("Either") },
      [types, make.union("Either", [ref("AccountsArguments.yaml"), ref("Types")]), ...both],
    ],
    [
      "there is one member",
      { type: ref("One"), args: ref("Either") },
      [enumeration("One", ["ACCOUNTS"]), make.union("Either", [ref("AccountsArguments.yaml")]), ...both],
    ],
    ["there is no union", { type: ref("Types"), args: list(ref("Types")), n: INTEGER }, [types]],
  ])("is not, where %s", (_, uses, more) => {
    expect(correlation(uses, more)).toBeUndefined();
  });
});

describe("values matched to names", () => {
  it.each<[string, readonly string[], readonly string[], readonly (readonly [string, number])[]]>([
    [
      "equal words",
      ["identity_attribute", "ROLE"],
      ["Role", "identityAttribute"],
      [
        ["identity_attribute", 1],
        ["ROLE", 0],
      ],
    ],
    [
      "words whose ending all names have",
      ["ACCOUNTS", "ROLES"],
      ["accounts-export-arguments", "roles-export-arguments"],
      [
        ["ACCOUNTS", 0],
        ["ROLES", 1],
      ],
    ],
    ["a plural", ["roles"], ["Role", "Account"], [["roles", 0]]],
    ["a singular", ["account"], ["Roles", "Accounts"], [["account", 1]]],
    ["a beginning of four letters", ["uuid"], ["UUIDGenerator", "Other"], [["uuid", 0]]],
    ["no beginning of three", ["con"], ["Concat", "Other"], []],
    ["stems in any order", ["normalizeNames"], ["NameNormalizer", "Other"], [["normalizeNames", 0]]],
    ["no two names", ["role"], ["Role", "role"], []],
    [
      "several values of one name",
      ["role", "ROLE"],
      ["Role", "Other"],
      [
        ["role", 0],
        ["ROLE", 0],
      ],
    ],
    [
      "the stricter before the looser",
      ["names", "name"],
      ["Name", "Namespace"],
      [
        ["name", 0],
        ["names", 1],
      ].reverse() as [string, number][],
    ],
    ["no empty value", ["", "a"], ["", "A"], [["a", 1]]],
    ["words of capitals", ["HTTPServer"], ["http-server", "x"], [["HTTPServer", 0]]],
    ["digits", ["v2Role"], ["v2-role", "x"], [["v2Role", 0]]],
    ["one name, of which nothing is cut", ["role"], ["role"], [["role", 0]]],
  ])("are %s", (_, values, names, expected) => {
    expect([...matchValues(values, names)]).toEqual(expected);
  });
});
