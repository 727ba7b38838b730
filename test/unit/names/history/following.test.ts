import { describe, expect, it } from "vitest";
import type { ApiVersion, Operation } from "../../../../generator/model/model.ts";
import { leaveTag, renameTags } from "../../../../generator/names/history/former-calls.ts";
import { followTags, keepPathNames } from "../../../../generator/names/history/follow-details.ts";
import { pairOperations, plainEndpoint, withoutVersion } from "../../../../generator/names/history/pair-operations.ts";
import { pairUp, type Round } from "../../../../generator/names/history/pairs.ts";
import { mergeModels, moveModels, moveOperation, withFormerKey } from "../../../../generator/names/history/rekey.ts";
import { likeness, sizeOf, sketchOf } from "../../../../generator/names/history/sketch.ts";
import { byPlainEndpoint, noteTwins } from "../../../../generator/names/history/twins.ts";
import { pairWrittenOut, type NewType } from "../../../../generator/names/history/written-out.ts";
import type { LedgerOperation, VersionLedger } from "../../../../generator/names/ledger/ledger.ts";
import { operation, version } from "../make-model.ts";
import { beta, call, entries, model } from "./ledgers.ts";

describe("sketches of sets", () => {
  const letters = (text: string): string => sketchOf([...text]);

  it.each<[string, string, number | undefined]>([
    ["abcd", "abcd", 1],
    ["abc", "abd", 0.5],
    ["abc", "xyz", 0],
    ["", "abc", 0],
    ["", "", undefined],
    ["abcdefg", "gfedcba", 1],
  ])("%j and %j are alike: %s", (one, other, expected) => {
    expect(likeness(letters(one), letters(other))).toBe(expected);
  });

  it("have at most eight members, and say nothing where one is missing", () => {
    const many = Array.from({ length: 40 }, (_, index) => `member ${String(index)}`);
    expect(sizeOf(sketchOf(many))).toBe(8);
    expect(likeness(sketchOf(many), sketchOf([...many].reverse()))).toBe(1);
    expect(likeness(sketchOf(many), sketchOf(many.slice(0, 36)))).toBeGreaterThan(0.6);
    expect([sizeOf(undefined), sizeOf(""), sizeOf(letters("aab"))]).toEqual([0, 0, 2]);
    expect([likeness(undefined, letters("a")), likeness(letters("a"), undefined)]).toEqual([undefined, undefined]);
    expect(sketchOf(["a", "b"])).toMatch(/^[a-z\d]{4}\.[a-z\d]{4}$/u);
  });
});

describe("pairs by evidence", () => {
  interface Thing {
    readonly key: string;
    readonly trait?: string;
    readonly number?: number;
  }
  const byTrait: Round<Thing, Thing> = {
    traits: { gone: ({ trait }) => trait, came: ({ trait }) => trait },
    judge: ({ trait }) =>
      trait === "bad" ? undefined : { evidence: `both are ${String(trait)}`, isSure: trait !== "doubt" },
  };
  const byNumber: Round<Thing, Thing> = {
    fit: {
      of: (one, other) =>
        one.number === undefined || other.number === undefined ? 0 : 10 - Math.abs(one.number - other.number),
      margin: 1,
    },
    judge: () => ({ evidence: "close", isSure: true }),
  };
  const pairs = (gone: readonly Thing[], came: readonly Thing[], rounds = [byTrait, byNumber]): readonly string[] =>
    pairUp(gone, came, rounds).map(
      ({ gone: from, came: to, evidence, isSure }) => `${from.key}-${to.key}${isSure ? "" : "?"} ${evidence}`,
    );
  const trait = (text: string, value: string): readonly Thing[] =>
    text.split(" ").map((key) => ({ key, trait: value }));

  it.each<[string, readonly Thing[], readonly Thing[], readonly string[]]>([
    ["one trait", trait("a", "x"), trait("b", "x"), ["a-b both are x"]],
    [
      "two traits, in the order of keys",
      [...trait("b", "y"), ...trait("a", "x")],
      [...trait("d", "y"), ...trait("c", "x")],
      ["a-c both are x", "b-d both are y"],
    ],
    ["not another trait", trait("a", "x"), trait("b", "y"), []],
    ["not where the judge says no", trait("a", "bad"), trait("b", "bad"), []],
    ["in doubt where the judge does", trait("a", "doubt"), trait("b", "doubt"), ["a-b? both are doubt"]],
    [
      "in doubt where two share it",
      trait("a", "x"),
      trait("c b", "x"),
      ["a-b? both are x, and that holds for c as well", "a-c? both are x, and that holds for b as well"],
    ],
    [
      "in doubt where four share it",
      trait("a", "x"),
      trait("b c d e", "x"),
      [
        "a-b? both are x, and that holds for c and d and e as well",
        "a-c? both are x, and that holds for b and d and e as well",
        "a-d? both are x, and that holds for b and c and e as well",
        "a-e? both are x, and that holds for b and c and d as well",
      ],
    ],
    [
      "in doubt from the other side",
      trait("b a", "x"),
      trait("c", "x"),
      ["a-c? both are x, and that holds for b as well", "b-c? both are x, and that holds for a as well"],
    ],
    ["not where five share it", trait("a", "x"), trait("b c d e f", "x"), []],
    ["no thing without the trait", [{ key: "a" }], [{ key: "b" }], []],
    [
      "the best fit",
      [
        { key: "a", number: 1 },
        { key: "b", number: 5 },
      ],
      [
        { key: "c", number: 5 },
        { key: "d", number: 1 },
      ],
      ["a-d close", "b-c close"],
    ],
    [
      "in doubt where two fit nearly as well",
      [{ key: "a", number: 1 }],
      [
        { key: "b", number: 1 },
        { key: "c", number: 1.5 },
      ],
      ["a-b? close, and that holds for c as well", "a-c? close, and that holds for b as well"],
    ],
    [
      "the better where the other is a margin away",
      [{ key: "a", number: 1 }],
      [
        { key: "b", number: 1 },
        { key: "c", number: 2 },
      ],
      ["a-b close"],
    ],
    ["not what does not fit", [{ key: "a", number: 1 }], [{ key: "b", number: 11 }], []],
    [
      "in doubt first, and surely by the next evidence",
      [{ key: "a", trait: "doubt", number: 1 }],
      [{ key: "b", trait: "doubt", number: 1 }],
      ["a-b close"],
    ],
    [
      "of a doubt, what is left after a later sure pair",
      [{ key: "a", trait: "x", number: 1 }],
      [
        { key: "b", trait: "x", number: 1 },
        { key: "c", trait: "x" },
      ],
      ["a-b close"],
    ],
  ])("are made of %s", (_, gone, came, expected) => {
    expect(pairs(gone, came)).toEqual(expected);
    expect(pairs([...gone].reverse(), [...came].reverse())).toEqual(expected);
  });

  it("in doubt are asked by their first evidence alone", () => {
    const doubt: Round<Thing, Thing> = { ...byNumber, judge: () => ({ evidence: "near", isSure: false }) };
    expect(
      pairs(
        [{ key: "a", trait: "doubt", number: 1 }],
        [
          { key: "b", trait: "doubt", number: 9 },
          { key: "c", number: 1 },
        ],
        [byTrait, doubt],
      ),
    ).toEqual(["a-b? both are doubt"]);
  });
});

describe("operations that moved", () => {
  const pairs = (
    gone: Readonly<Record<string, LedgerOperation>>,
    came: readonly string[],
    live: readonly string[] = [],
  ): readonly string[] =>
    pairOperations(
      Object.entries(gone).map(([key, entry]) => ({ key, entry })),
      came.map((line) => operation(line)),
      new Set(live),
    ).map(({ gone: from, came: to, evidence, isSure }) => `${from.key} -> ${to.key}${isSure ? "" : "?"}: ${evidence}`);
  const one = (key: string, id: string): Readonly<Record<string, LedgerOperation>> => ({ [key]: call("A", { id }) });

  it.each<
    [string, Readonly<Record<string, LedgerOperation>>, readonly string[], readonly string[], (readonly string[])?]
  >([
    ["the id", one("GET /a", "getRole"), ["GET /b getRole"], ["GET /a -> GET /b: the id is the same"]],
    [
      "the id in doubt, with another method",
      one("GET /a", "getRole"),
      ["POST /b getRole"],
      ["GET /a -> POST /b?: the id is the same, but the HTTP method differs"],
    ],
    [
      "an id of one word in doubt",
      one("GET /roles/{}", "get"),
      ["GET /users/{id} get"],
      ["GET /roles/{} -> GET /users/{}?: the id is the same, but it is not specific"],
    ],
    [
      "an id of one word, with the same end of the path",
      one("GET /a/Roles/{}", "get"),
      ["GET /b/roles get"],
      ["GET /a/Roles/{} -> GET /b/roles: the id is the same"],
    ],
    [
      "the endpoint but for version, case and extension",
      one("GET /v1/Roles/{}.json", "a1"),
      ["GET /v2.1/roles/{id} b1"],
      ["GET /v1/Roles/{}.json -> GET /v2.1/roles/{}: the endpoints differ only in case, version or extension"],
    ],
    [
      "the id but for its version",
      one("GET /a", "getRoleV1"),
      ["GET /b getRole_v2"],
      ["GET /a -> GET /b: the id is the same but for its version"],
    ],
    ["nothing of an empty id", one("GET /a", ""), ["GET /b"], []],
    ["nothing of an id that stayed", one("GET /a", "getRole"), ["GET /b getRole"], [], ["getRole"]],
    ["nothing of another id", one("GET /a", "getRole"), ["GET /b getDuty"], []],
  ])("are known by %s", (_, gone, came, expected, live) => {
    expect(pairs(gone, came, live)).toEqual(expected);
  });

  it.each([
    ["GET /V1/Roles/{}.json", "GET /roles/{}"],
    ["GET /roles/v2.1/{}", "GET /roles/{}"],
    ["GET /roles.yml", "GET /roles"],
    ["GET /roles.yaml/x", "GET /roles.yaml/x"],
    ["GET //roles/", "GET /roles"],
    ["GET /v1x/a b", "GET /v1x/a b"],
    ["GET /xv1", "GET /xv1"],
    ["GET", "GET /"],
  ])("%s is the endpoint %s", (key, plain) => {
    expect(plainEndpoint(key)).toBe(plain);
  });

  it.each([
    ["listRolesV1", "listRoles"],
    ["list-roles-v12", "list-roles"],
    ["listRoles.V2", "listRoles"],
    ["listV1Roles", "listV1Roles"],
    ["v1", ""],
  ])("%s is the id %s", (id, plain) => {
    expect(withoutVersion(id)).toBe(plain);
  });
});

describe("keys of entries", () => {
  it("move with the inline types of an operation", () => {
    const ledger = entries({
      operations: { "GET /a": call("A", { was: ["GET /b", "GET /0"] }), "GET /c": call("C") },
      models: { "GET /a#/answers/200": model("A"), "GET /ab#/answers/200": model("B") },
    });
    const moved = moveOperation(ledger, "GET /a", "GET /b");
    expect(moved.operations).toEqual({ "GET /c": call("C"), "GET /b": call("A", { was: ["GET /0", "GET /a"] }) });
    expect(Object.keys(moved.models)).toEqual(["GET /b#/answers/200", "GET /ab#/answers/200"]);
    expect(moveOperation(ledger, "GET /none", "GET /b")).toBe(ledger);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
    [
      "of a file and what is in it",
      { "a.yaml": "b.yaml" },
      ["a.yaml", "a.yaml#/x", "a.yamlx", "a.yaml/x"],
      ["b.yaml", "b.yaml#/x", "a.yamlx", "a.yaml/x"],
    ],
    [
      "of a component and what is in it",
      { "r#/c/A": "r#/c/B" },
      ["r#/c/A", "r#/c/A/x", "r#/c/AB"],
      ["r#/c/B", "r#/c/B/x", "r#/c/AB"],
    ],
    ["of a file that becomes a component", { "a.yaml": "r#/c/A" }, ["a.yaml", "a.yaml#/x"], ["r#/c/A", "r#/c/A/x"]],
    ["of a component that becomes a file", { "r#/c/A": "a.yaml" }, ["r#/c/A", "r#/c/A/x"], ["a.yaml", "a.yaml#/x"]],
    ["of the payload of an event", { "event a": "event b" }, ["event a#", "event a#/x"], ["event b#", "event b#/x"]],
    ["but not to a key that has an entry", { "a.yaml": "b.yaml" }, ["a.yaml", "b.yaml"], ["a.yaml", "b.yaml"]],
  ])("move: those %s", (_, targets, keys, expected) => {
    const models = Object.fromEntries(keys.map((key) => [key, model(key)]));
    const moved = moveModels(entries({ models }), new Map(Object.entries(targets))).models;
    expect(Object.keys(moved)).toEqual(expected);
    const [from = "", to = ""] = Object.entries(targets)[0] ?? [];
    if (moved[to]?.name === from) expect(moved[to]).toEqual(model(from, { was: [from] }));
    expect(moveModels(entries({ models }), new Map()).models).toBe(models);
  });

  it("merge into one entry with all names", () => {
    const ledger = entries({
      models: {
        a: model("A", { aliases: { A0: "published", Both: "renamed" } }),
        "a#/x": model("AX"),
        "a#/y": model("AY"),
        b: model("B", { aliases: { B0: "renamed", Both: "published" }, was: ["0"] }),
        "b#/x": model("AX"),
        c: model("C"),
      },
    });
    expect(mergeModels(ledger, new Map([["a", "b"]])).models).toEqual({
      "a#/y": model("AY"),
      b: model("B", { aliases: { A0: "published", B0: "renamed", Both: "published", A: "renamed" }, was: ["0", "a"] }),
      "b#/x": model("AX", { aliases: {}, was: ["a#/x"] }),
      c: model("C"),
    });
    expect(mergeModels(ledger, new Map())).toBe(ledger);
  });

  it("remember their former keys, each once", () => {
    expect(withFormerKey({ was: ["a", "b", "c"] }, "b", "c")).toEqual({ was: ["a", "b"] });
    expect(withFormerKey({}, "a", "b")).toEqual({ was: ["a"] });
  });
});

describe("an operation that leaves its tag", () => {
  it.each<[string, Partial<LedgerOperation>, string, Partial<LedgerOperation>]>([
    ["keeps its call there", {}, "New", { formerCalls: { Things: { getA: "renamed" } } }],
    [
      "keeps its aliases there",
      { methodAliases: { a: "published" } },
      "New",
      { formerCalls: { Things: { a: "published", getA: "renamed" } } },
    ],
    [
      "has its former calls here as aliases",
      { formerCalls: { New: { old: "published", GETA: "renamed" }, X: { x: "renamed" } } },
      "New",
      { methodAliases: { old: "published" }, formerCalls: { X: { x: "renamed" }, Things: { getA: "renamed" } } },
    ],
    ["stays in the same tag", { methodAliases: { a: "published" } }, "Things", { methodAliases: { a: "published" } }],
  ])("%s", (_, before, to, after) => {
    const { tag: _tag, ...rest } = call("A", after);
    const { tag: _left, ...left } = leaveTag(call("A", before), to);
    expect(left).toEqual(rest);
    expect(Object.keys(left).sort()).toEqual(Object.keys(rest).sort());
  });

  it("keeps everything without a tag, and follows renamed tags", () => {
    const { tag: _tag, ...untagged } = call("A");
    expect(leaveTag(untagged, "New")).toBe(untagged);
    expect(renameTags({ A: { a: "renamed" }, B: { b: "renamed" } }, (tag) => (tag === "A" ? "C" : undefined))).toEqual({
      C: { a: "renamed" },
      B: { b: "renamed" },
    });
  });
});

describe("twins in other versions", () => {
  const at = (...keys: readonly string[]): VersionLedger =>
    entries({ operations: Object.fromEntries(keys.map((key) => [key, call("A")])) });

  it("are operations with the same endpoint under another key", () => {
    const ledger = beta(at("GET /roles/{}", "GET /same", "GET /two"), {
      v2: at("GET /roles/v2/{}", "GET /same", "GET /v1/two", "GET /v2/two"),
      alpha: at("GET /Roles/{}"),
    });
    const noted = noteTwins(ledger).versions;
    const twins = (label: string, key: string): unknown => noted[label]?.operations[key]?.twins;
    expect(twins("beta", "GET /roles/{}")).toEqual(["alpha GET /Roles/{}", "v2 GET /roles/v2/{}"]);
    expect(twins("v2", "GET /roles/v2/{}")).toEqual(["alpha GET /Roles/{}", "beta GET /roles/{}"]);
    expect([twins("beta", "GET /same"), twins("beta", "GET /two"), twins("v2", "GET /v1/two")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(byPlainEndpoint(at("GET /v1/a", "GET /v2/a", "GET /b"))).toEqual(new Map([["GET /b", "GET /b"]]));
    const alone = beta({ operations: { "GET /a": call("A", { twins: ["x"] }) } });
    expect(noteTwins(alone)).toBe(alone);
    const left = noteTwins(beta({ operations: { "GET /a": call("A", { twins: ["x"] }) } }, { v2: entries({}) }))
      .versions["beta"]?.operations["GET /a"];
    expect(left).toEqual(call("A"));
    expect(left).not.toHaveProperty("twins");
  });
});

describe("types that were written out, or in", () => {
  const came = (key: string, places: readonly string[], more: Partial<NewType> = {}): NewType => ({
    key,
    print: "p",
    shape: sketchOf(["a", "b"]),
    places: new Set(places),
    ...more,
  });
  const gone = (key: string, more: Parameters<typeof model>[1] = {}): readonly [string, ReturnType<typeof model>] => [
    key,
    model(key, { print: "p", ...more }),
  ];
  const ledger = entries({ models: { "User.yaml": model("User"), "r#/components/schemas/Group": model("Group") } });
  const found = (
    before: readonly (readonly [string, ReturnType<typeof model>])[],
    after: readonly NewType[],
    common: readonly string[] = [],
  ): readonly string[] =>
    pairWrittenOut(before, after, { ledger, common: new Set(common) }).map(
      ({ from, to, also, evidence }) => `${[from, ...also].join("+")} -> ${to}: ${evidence}`,
    );
  const OUT = "the shape is the same, and what contained the schema now refers to it";

  it.each<[string, string, string]>([
    ["a property of a file", "User.yaml#/properties/role", "User role"],
    ["a property of a component", "r#/components/schemas/Group/properties/role", "Group role"],
    ["a response", "GET /a#/answers/200", "GET /a 200"],
    ["a body", "GET /a#/request", "GET /a body"],
  ])("are known at the place of %s", (_, key, place) => {
    expect(found([gone(key)], [came("Role.yaml", [place, "other"])])).toEqual([`${key} -> Role.yaml: ${OUT}`]);
    expect(found([gone(key)], [came("Role.yaml", ["other"])])).toEqual([]);
  });

  it.each<
    [
      string,
      readonly (readonly [string, ReturnType<typeof model>])[],
      readonly NewType[],
      readonly string[],
      (readonly string[])?,
    ]
  >([
    [
      "several places, the first by key",
      [gone("GET /b#/request"), gone("GET /a#/answers/200")],
      [came("Role.yaml", ["GET /a 200", "GET /b body"])],
      [`GET /a#/answers/200+GET /b#/request -> Role.yaml: ${OUT}`],
    ],
    [
      "not where a place does not refer to it",
      [gone("GET /b#/request"), gone("GET /a#/answers/200")],
      [came("Role.yaml", ["GET /a 200"])],
      [],
    ],
    [
      "not where a file had the shape too",
      [gone("GET /a#/request"), gone("Old.yaml")],
      [came("Role.yaml", ["GET /a body"])],
      [],
    ],
    [
      "not where nothing had the shape",
      [gone("GET /a#/request", { print: "q" })],
      [came("Role.yaml", ["GET /a body"])],
      [],
    ],
    ["not of a shape that a third has", [gone("GET /a#/request")], [came("Role.yaml", ["GET /a body"])], [], ["p"]],
    [
      "not of a shape of one property",
      [gone("GET /a#/request")],
      [came("Role.yaml", ["GET /a body"], { shape: sketchOf(["a"]) })],
      [],
    ],
    [
      "not of an empty fingerprint",
      [gone("GET /a#/request", { print: "" })],
      [came("Role.yaml", ["GET /a body"], { print: "" })],
      [],
    ],
    ["not of an item of a list", [gone("User.yaml#/items")], [came("Role.yaml", ["User items"])], []],
    ["not of a parameter", [gone("GET /a#/parameters/x")], [came("Role.yaml", ["GET /a x"])], []],
    [
      "a file that is inline now, at its only place",
      [gone("Role.yaml", { from: sketchOf(["GET /a body"]) })],
      [came("GET /a#/request", ["GET /a body"])],
      ["Role.yaml -> GET /a#/request: the shape and the location are the same"],
    ],
    [
      "not a file that was elsewhere",
      [gone("Role.yaml", { from: sketchOf(["GET /b body"]) })],
      [came("GET /a#/request", ["GET /a body"])],
      [],
    ],
    ["not a file whose places are not known", [gone("Role.yaml")], [came("GET /a#/request", ["GET /a body"])], []],
    [
      "not a file that is at two places now",
      [gone("Role.yaml", { from: sketchOf(["GET /a body"]) })],
      [came("GET /a#/request", ["GET /a body"]), came("GET /b#/request", ["GET /a body"])],
      [],
    ],
    [
      "not two files",
      [gone("Role.yaml", { from: sketchOf(["x"]) }), gone("Duty.yaml", { from: sketchOf(["x"]) })],
      [came("GET /a#/request", ["x"])],
      [],
    ],
    [
      "not an inline type that is elsewhere",
      [gone("GET /b#/request", { from: sketchOf(["x"]) })],
      [came("GET /a#/request", ["x"])],
      [],
    ],
    [
      "a file that was inline before, of several places",
      [gone("Role.yaml", { was: ["GET /0#/request", "GET /b#/request"] })],
      [came("GET /a#/request", []), came("GET /b#/request", [])],
      ["Role.yaml -> GET /b#/request: the shape is the same, and the schema existed before"],
    ],
  ])("are found: %s", (_, before, after, expected, common) => {
    expect(found(before, after, common)).toEqual(expected);
  });
});

describe("what an operation takes, and its tag", () => {
  const own = (wires: readonly string[], more: Partial<Operation> = {}): ApiVersion =>
    version("beta", {
      operations: [
        {
          ...operation("GET /a a1"),
          parameters: wires.map((wire) => ({ place: "path", wire }) as unknown as Operation["parameters"][number]),
          ...more,
        },
      ],
    });
  const NAMES = { argument: "id", cmdlet: "Id" };

  it.each<
    [string, readonly string[], readonly string[], LedgerOperation["parameters"], VersionLedger["parameters"], unknown]
  >([
    [
      "follow a renamed placeholder",
      ["path id"],
      ["key"],
      {},
      { id: NAMES },
      { "path key": { ...NAMES, was: ["id"] } },
    ],
    [
      "follow with names of their own",
      ["path id"],
      ["key"],
      { "path id": { ...NAMES, argument: "own", was: ["key", "x"] } },
      { id: NAMES },
      { "path key": { ...NAMES, argument: "own", was: ["x", "id"] } },
    ],
    [
      "follow by position, beside one that stays",
      ["path a", "path id", "query id"],
      ["a", "key"],
      {},
      { id: NAMES },
      { "path key": { ...NAMES, was: ["id"] } },
    ],
    [
      "stay where the placeholders change places",
      ["path a", "path b"],
      ["b", "a"],
      undefined,
      { a: NAMES, b: NAMES },
      undefined,
    ],
    ["stay where there is one more", ["path id"], ["id", "key"], undefined, { id: NAMES }, undefined],
    ["stay where there is one less", ["path id", "path key"], ["other"], undefined, { id: NAMES }, undefined],
    ["are forgotten without names", ["path id"], ["key"], undefined, {}, undefined],
  ])("%s", (_, takes, wires, parameters, usual, expected) => {
    const ledger = entries({
      operations: { "GET /a": call("A", { takes, ...(parameters === undefined ? {} : { parameters }) }) },
      parameters: usual,
    });
    expect(keepPathNames(own(wires), ledger).operations["GET /a"]?.parameters).toEqual(expected);
  });

  it("stay where the operation is new or its parameters are not known", () => {
    const ledger = entries({ operations: { "GET /a": call("A") }, parameters: { id: NAMES } });
    expect(keepPathNames(own(["id"]), ledger)).toBe(ledger);
    expect(keepPathNames(own(["id"]), entries({})).operations).toEqual({});
  });

  const tag = (name: string): VersionLedger["tags"][string] => ({ class: `${name}Api`, module: name, property: name });
  const tagged = (tags: Readonly<Record<string, string>>): ApiVersion =>
    version("beta", {
      operations: Object.entries(tags).map(([key, wire]) => operation(`GET /${key} ${key}1`, { tag: wire })),
    });
  const before = (tags: Readonly<Record<string, string>>, more: Partial<VersionLedger> = {}): VersionLedger =>
    entries({
      operations: Object.fromEntries(
        Object.entries(tags).map(([key, wire]) => [`GET /${key}`, call(key, { tag: wire })]),
      ),
      tags: Object.fromEntries([...new Set(Object.values(tags))].map((wire) => [wire, tag(wire)])),
      ...more,
    });
  const followed = (
    was: VersionLedger,
    is: ApiVersion,
  ): { readonly tags: readonly string[]; readonly findings: readonly string[]; readonly ledger: VersionLedger } => {
    const { ledger, diagnostics } = followTags(is, was);
    return {
      ledger,
      tags: Object.entries(ledger.tags).map(([wire, { class: name, was: former = [] }]) =>
        [wire, name, ...former].join(" "),
      ),
      findings: diagnostics.map(({ code, message }) => `${code} ${message}`),
    };
  };
  const RENAMED = "tag-renamed every operation of the tag Old now has the tag New";
  const changed = (key: string, from: string, to: string): string =>
    `tag-changed GET /${key} had the tag ${from} and now has the tag ${to}`;

  it.each<
    [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, readonly string[], readonly string[]]
  >([
    [
      "is renamed where all have the new one",
      { a: "Old", b: "Old" },
      { a: "New", b: "New" },
      ["New OldApi Old"],
      [RENAMED],
    ],
    ["is renamed beside a new operation", { a: "Old" }, { a: "New", c: "New" }, ["New OldApi Old"], [RENAMED]],
    ["is left by one", { a: "Old", b: "Old" }, { a: "New", b: "Old" }, ["Old OldApi"], [changed("a", "Old", "New")]],
    [
      "is split",
      { a: "Old", b: "Old" },
      { a: "New", b: "Other" },
      ["Old OldApi"],
      [changed("a", "Old", "New"), changed("b", "Old", "Other")],
    ],
    [
      "is joined with another",
      { a: "Old", b: "Other" },
      { a: "New", b: "New" },
      ["Old OldApi", "Other OtherApi"],
      [changed("a", "Old", "New"), changed("b", "Other", "New")],
    ],
    [
      "is known already",
      { a: "Old", b: "New" },
      { a: "New", b: "New" },
      ["Old OldApi", "New NewApi"],
      [changed("a", "Old", "New")],
    ],
    ["stays", { a: "Old" }, { a: "Old" }, ["Old OldApi"], []],
  ])("of operations %s", (_, was, is, tags, findings) => {
    const result = followed(before(was), tagged(is));
    expect([...result.tags].sort()).toEqual([...tags].sort());
    expect(result.findings).toEqual(findings);
  });

  it("takes its page and its former calls along", () => {
    const was = before({ a: "Old" }, { files: { "tag page Old": "old-page", "model page X": "x" } });
    const withCalls = {
      ...was,
      operations: {
        ...was.operations,
        "GET /x": call("X", { tag: "Else", absent: "v1", formerCalls: { Old: { x: "renamed" } } }),
      },
    };
    const { ledger } = followed(withCalls, tagged({ a: "New" }));
    expect(ledger.files).toEqual({ "tag page New": "old-page", "model page X": "x" });
    expect(ledger.operations["GET /x"]?.formerCalls).toEqual({ New: { x: "renamed" } });
    expect(followed(before({ a: "Old" }), tagged({ a: "New" })).ledger.files).toEqual({ "tag page New": "old" });
    expect(followed(before({ a: "Work Flows" }), tagged({ a: "work-flows" })).ledger.files).toEqual({});
    const same = before({ a: "Old" });
    expect(followed(same, tagged({ a: "Old" })).ledger).toBe(same);
    expect(followed(before({ a: "" }), tagged({ a: "New" })).ledger.files).toEqual({ "tag page New": "default" });
  });
});
