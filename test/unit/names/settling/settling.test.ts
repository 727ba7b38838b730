import { describe, expect, it } from "vitest";
import type { Operation } from "../../../../generator/model/model.ts";
import { modelKeys } from "../../../../generator/names/ledger/model-key.ts";
import type { VersionLedger } from "../../../../generator/names/ledger/ledger.ts";
import {
  firstFree,
  inRankOrder,
  keyOf,
  takesBody,
  wantedParameters,
} from "../../../../generator/names/settling/parameter-places.ts";
import { settle, yieldedBefore, type NameRequest } from "../../../../generator/names/settling/settle.ts";
import { withoutTakenAliases } from "../../../../generator/names/settling/taken-aliases.ts";
import { call, entries, model } from "../history/ledgers.ts";
import { declaration, operation, version } from "../make-model.ts";

describe("names that several things want", () => {
  const want = (id: string, wanted: string, more: Partial<NameRequest> = {}): NameRequest => ({
    id,
    rank: "",
    candidates: wanted.split(" "),
    ...more,
  });
  const settled = (requests: readonly NameRequest[], held: Readonly<Record<string, string>> = {}): unknown => {
    const taken = new Map(Object.entries(held));
    const { names } = settle(requests, taken, (id) => `thing ${id}`);
    return Object.fromEntries(
      [...names].map(([id, { name, yielded, isIndexed }]) => [
        id,
        [name, yielded?.wanted, yielded?.holder, isIndexed].filter((part) => part !== undefined).join(" < "),
      ]),
    );
  };

  it.each<[string, readonly NameRequest[], Readonly<Record<string, string>>, unknown]>([
    ["the first choice where it is free", [want("a", "A"), want("b", "B")], {}, { a: "A", b: "B" }],
    ["the smaller id", [want("b", "X B"), want("a", "X A")], {}, { a: "X", b: "B < X < thing a" }],
    [
      "the smaller rank",
      [want("a", "X A", { rank: "2" }), want("b", "X B", { rank: "1" })],
      {},
      { b: "X", a: "A < X < thing b" },
    ],
    ["no name in another case", [want("a", "x A"), want("b", "X B")], {}, { a: "x", b: "B < X < thing a" }],
    ["no name that is held", [want("a", "X A")], { x: "old" }, { a: "A < X < old" }],
    [
      "no second choice that is another's first",
      [want("a", "X Y Z"), want("b", "Y"), want("0", "X")],
      {},
      { 0: "X", b: "Y", a: "Z < X < thing 0" },
    ],
    ["a further candidate", [want("a", "X", { more: () => ["Y", "Z"] })], { x: "old", y: "old" }, { a: "Z < X < old" }],
    [
      "a number where nothing is free",
      [want("a", "X"), want("b", "X"), want("c", "X")],
      { x: "old", x3: "old" },
      { a: "X2 < X < old < true", b: "X4 < X < old < true", c: "X5 < X < old < true" },
    ],
    [
      "a number of another base",
      [want("a", "X"), want("b", "Y")],
      { x: "old", y: "old" },
      { a: "X2 < X < old < true", b: "Y2 < Y < old < true" },
    ],
    ["some name at least", [{ id: "a", rank: "", candidates: [] }], {}, { a: "Unnamed2 <  < another entry < true" }],
  ])("get %s", (_, requests, held, expected) => {
    expect(settled(requests, held)).toEqual(expected);
    expect(settled([...requests].reverse(), held)).toEqual(expected);
  });

  it("hold what they get, and are described by their ids", () => {
    const held = new Map([["x", "old"]]);
    settle([want("a", "X Name"), want("b", "X")], held);
    expect(Object.fromEntries(held)).toEqual({ x: "old", name: "a", x2: "b" });
    const long = "N".repeat(300);
    const [made] = settle([want("a", long)], new Map()).names.values();
    expect(made?.name.length).toBeLessThanOrEqual(180);
    expect(made?.name).toMatch(/^N+[\da-f]{8}$/u);
  });

  const wanted = { candidates: ["First", "Second"], more: () => ["Third"] };
  it.each<[string, Readonly<Record<string, string>>, unknown]>([
    ["Second", { first: "old" }, { wanted: "First", holder: "old" }],
    ["Third", { first: "old" }, { wanted: "First", holder: "old" }],
    ["First2", { first: "old" }, { wanted: "First", holder: "old" }],
    ["Third12", { first: "old" }, { wanted: "First", holder: "old" }],
    ["Second", {}, undefined],
    ["FIRST", { first: "old" }, undefined],
    ["Firstly", { first: "old" }, undefined],
    ["First2x", { first: "old" }, undefined],
    ["2First2", { first: "old" }, undefined],
    ["Chosen", { first: "old" }, undefined],
  ])("%s yielded before beside %j: %j", (name, held, expected) => {
    expect(yieldedBefore(name, wanted, new Map(Object.entries(held)))).toEqual(expected);
  });

  it("yielded nothing without candidates", () => {
    expect(yieldedBefore("A", { candidates: [] }, new Map([["first", "old"]]))).toBeUndefined();
    expect(yieldedBefore("First2", { candidates: ["First"] }, new Map([["first", "old"]]))).toEqual({
      wanted: "First",
      holder: "old",
    });
  });
});

describe("the parameters that want names", () => {
  const own = (places: readonly string[], fields?: readonly string[]): Operation =>
    ({
      ...operation("POST /a a1"),
      parameters: places.map((told) => ({
        place: told.split(" ")[0],
        wire: told.split(" ")[1],
        declaredWire: `${told.split(" ")[1] ?? ""}!`,
      })),
      ...(fields === undefined ? {} : { body: { contents: [{ fields: fields.map((wire) => ({ wire })) }] } }),
    }) as unknown as Operation;

  it("are parameters and then fields of a form", () => {
    expect(wantedParameters(own(["query q", "path id"], ["f"]))).toEqual([
      { in: "query", wire: "q", declaredWire: "q!" },
      { in: "path", wire: "id", declaredWire: "id!" },
      { in: "form", wire: "f", declaredWire: "f" },
    ]);
    expect([takesBody(own([])), takesBody(own([], [])), takesBody(own([], ["f"]))]).toEqual([false, true, false]);
  });

  it("are ranked by place and name", () => {
    const all = wantedParameters(own(["cookie c", "header h", "query b", "query a", "path p"], ["f"]));
    expect(inRankOrder(all).map(keyOf)).toEqual(["path p", "query a", "query b", "header h", "cookie c", "form f"]);
    expect(all.map(keyOf)[0]).toBe("cookie c");
  });

  it.each<[string, readonly string[], (name: string) => boolean, string]>([
    ["the wanted one", [], () => false, "A"],
    ["a further one where it is taken", ["a"], () => false, "B"],
    ["a further one where it is refused", [], (name) => name === "A", "B"],
    ["the next where that is taken too", ["a", "b"], () => false, "C"],
    ["a number where nothing is left", ["a", "b", "c", "a2"], () => false, "A3"],
  ])("get %s", (_, taken, isRefused, expected) => {
    const names = new Set(taken);
    expect(firstFree(names, { wanted: "A", more: () => ["B", "C"], isRefused })).toBe(expected);
    expect(names.has(expected.toLowerCase())).toBe(true);
  });
});

describe("aliases that another thing has as its name", () => {
  const own = version("beta", {
    operations: [
      operation("GET /a a1", { tag: "T" }),
      operation("GET /b b1", { tag: "T" }),
      operation("GET /c c1", { tag: "U" }),
    ],
    declarations: [declaration("a.yaml"), declaration("b.yaml")],
  });
  const freed = (
    parts: Partial<VersionLedger>,
  ): { readonly ledger: VersionLedger; readonly told: readonly string[]; readonly isSame: boolean } => {
    const before = entries(parts);
    const { ledger, diagnostics } = withoutTakenAliases(own, before, modelKeys(own));
    return {
      ledger,
      isSame: ledger === before,
      told: diagnostics.map(
        ({ severity, version: label, origin, message }) =>
          `${severity} ${String(label)} ${origin?.file ?? ""}#${origin?.pointer ?? ""} ${message}`,
      ),
    };
  };
  const taken = (at: string, alias: string, what: string, holder: string): string =>
    `error beta ${at} ${alias} is a former name of ${what}, which programs may still use, but it is now the name of ${holder}`;
  const A = "root.yaml#/paths/GET /a";

  it.each<[string, Partial<VersionLedger>, readonly string[], unknown]>([
    [
      "of a cmdlet",
      {
        operations: {
          "GET /a": call("A", { aliases: { "get-b": "renamed", "Get-X": "renamed" } }),
          "GET /b": call("B"),
        },
      },
      [taken(A, "get-b", "GET /a", "GET /b")],
      { aliases: { "Get-X": "renamed" } },
    ],
    [
      "of a method in the class",
      {
        operations: { "GET /a": call("A", { methodAliases: { GETB: "renamed", x: "renamed" } }), "GET /b": call("B") },
      },
      [taken(A, "GETB", "GET /a", "GET /b")],
      { methodAliases: { x: "renamed" } },
    ],
    [
      "not of a method in another class",
      { operations: { "GET /a": call("A", { methodAliases: { getC: "renamed" } }), "GET /c": call("C") } },
      [],
      { methodAliases: { getC: "renamed" } },
    ],
    [
      "of a former call",
      {
        operations: {
          "GET /a": call("A", { formerCalls: { U: { getC: "renamed", y: "renamed" }, V: { getC: "renamed" } } }),
          "GET /c": call("C"),
        },
      },
      [taken(A, "getC", "GET /a", "GET /c")],
      { formerCalls: { U: { y: "renamed" }, V: { getC: "renamed" } } },
    ],
    [
      "of what is not in the spec stay",
      { operations: { "GET /a": call("A", { aliases: { "Get-None": "renamed" } }), "GET /none": call("None") } },
      [],
      { aliases: { "Get-None": "renamed" } },
    ],
    [
      "that are its own name stay",
      { operations: { "GET /a": call("A", { aliases: { "get-a": "renamed" } }) } },
      [],
      { aliases: { "get-a": "renamed" } },
    ],
  ])("are removed, or not: those %s", (_, parts, told, expected) => {
    const result = freed(parts);
    expect(result.told).toEqual(told);
    expect(result.ledger.operations["GET /a"]).toMatchObject(expected as object);
    expect(Object.keys((result.ledger.operations["GET /a"]?.aliases ?? {}) as object)).toEqual(
      Object.keys((expected as { aliases?: object }).aliases ?? {}),
    );
    expect(result.isSame).toBe(told.length === 0);
  });

  it("that two have stay with the first, and with an alias rather than a former call", () => {
    const both = freed({
      operations: {
        "GET /b": call("B", { aliases: { Old: "renamed" } }),
        "GET /a": call("A", { aliases: { OLD: "renamed" } }),
      },
    });
    expect(both.told).toEqual([taken("root.yaml#/paths/GET /b", "Old", "GET /b", "GET /a")]);
    const mixed = freed({
      operations: {
        "GET /a": call("A", { formerCalls: { U: { old: "renamed" } } }),
        "GET /c": call("C", { methodAliases: { old: "renamed" } }),
      },
    });
    expect(mixed.told).toEqual([taken(A, "old", "GET /a", "GET /c")]);
  });

  it("of models are compared with live models", () => {
    const { told, ledger } = freed({
      models: {
        "a.yaml": model("A", { aliases: { b: "renamed", None: "renamed" } }),
        "b.yaml": model("B"),
        "none.yaml": model("None"),
      },
    });
    expect(told).toEqual([taken("a.yaml#", "b", "a.yaml", "b.yaml")]);
    expect(ledger.models["a.yaml"]?.aliases).toEqual({ None: "renamed" });
    expect(Object.keys(ledger.models["a.yaml"]?.aliases ?? {})).toEqual(["None"]);
  });
});
