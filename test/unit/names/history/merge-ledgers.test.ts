import { describe, expect, it } from "vitest";
import { mergeLedgers } from "../../../../generator/names/history/merge-ledgers.ts";
import type { LedgerModel, LedgerOperation, VersionLedger } from "../../../../generator/names/ledger/ledger.ts";
import { beta, betaOf, call, entries, model } from "./ledgers.ts";

interface Merged {
  readonly version: VersionLedger;
  readonly conflicts: readonly string[];
}

type Parts = Partial<VersionLedger>;

function merge(base: Parts, ours: Parts, theirs: Parts): Merged {
  const { ledger, conflicts } = mergeLedgers({ base: beta(base), ours: beta(ours), theirs: beta(theirs) });
  return { version: betaOf(ledger), conflicts };
}

/** The merged entry of one operation, which both branches have. */
function mergeCall(
  base: Partial<LedgerOperation>,
  ours: Partial<LedgerOperation>,
  theirs: Partial<LedgerOperation>,
): { readonly entry: LedgerOperation | undefined; readonly conflicts: readonly string[] } {
  const at = (more: Partial<LedgerOperation>): Parts => ({ operations: { "GET /a": call("A", more) } });
  const { version, conflicts } = merge(at(base), at(ours), at(theirs));
  return { entry: version.operations["GET /a"], conflicts };
}

const OPERATION = "of the operation GET /a";

describe("names merge of an entry", () => {
  it.each<
    [string, Partial<LedgerOperation>, Partial<LedgerOperation>, Partial<LedgerOperation>, Partial<LedgerOperation>]
  >([
    ["our change", { why: "a" }, { why: "b" }, { why: "a" }, { why: "b" }],
    ["their change", { why: "a" }, { why: "a" }, { why: "b" }, { why: "b" }],
    ["a change that both made", { why: "a" }, { why: "b" }, { why: "b" }, { why: "b" }],
    [
      "changes of two fields",
      { why: "a", types: "A" },
      { why: "b", types: "A" },
      { why: "a", types: "B" },
      { why: "b", types: "B" },
    ],
    ["a field that we removed", { why: "a", types: "A" }, { types: "A" }, { why: "a", types: "B" }, { types: "B" }],
    ["a field that they removed", { why: "a", types: "A" }, { why: "a", types: "B" }, { types: "A" }, { types: "B" }],
    [
      "our traits, where both have others",
      { tag: "a", takes: ["x"], id: "a", twins: ["a"] },
      { tag: "b", takes: ["y"], id: "b", twins: ["b"] },
      { tag: "c", takes: ["z"], id: "c", twins: ["c"] },
      { tag: "b", takes: ["y"], id: "b", twins: ["b"] },
    ],
    [
      "former names and keys of both",
      { was: ["GET /0"] },
      {
        was: ["GET /0", "GET /1"],
        ids: ["i"],
        body: ["B"],
        aliases: { One: "renamed" },
        methodAliases: { one: "renamed" },
      },
      {
        was: ["GET /0", "GET /2"],
        ids: ["j"],
        body: ["C"],
        aliases: { Two: "renamed", One: "published" },
        methodAliases: { two: "renamed" },
      },
      {
        was: ["GET /0", "GET /1", "GET /2"],
        ids: ["i", "j"],
        body: ["B", "C"],
        aliases: { One: "renamed", Two: "renamed" },
        methodAliases: { one: "renamed", two: "renamed" },
      },
    ],
    [
      "the names of parameters and of other targets that either has",
      {},
      { parameters: { "query a": { argument: "a", cmdlet: "A" } }, names: { toy: { name: "a" } } },
      { parameters: { "query b": { argument: "b", cmdlet: "B" } }, names: { game: { name: "b" } } },
      {
        parameters: { "query a": { argument: "a", cmdlet: "A" }, "query b": { argument: "b", cmdlet: "B" } },
        names: { toy: { name: "a" }, game: { name: "b" } },
      },
    ],
    [
      "former calls of both, by tag",
      {},
      { formerCalls: { T: { a: "renamed", both: "renamed" }, U: { u: "renamed" } } },
      { formerCalls: { T: { b: "renamed", both: "published" }, V: { v: "renamed" } } },
      { formerCalls: { T: { a: "renamed", b: "renamed", both: "renamed" }, U: { u: "renamed" }, V: { v: "renamed" } } },
    ],
    [
      "former calls that we alone have",
      { formerCalls: { T: { t: "renamed" } } },
      { formerCalls: { U: { u: "renamed" } } },
      { types: "B" },
      { formerCalls: { U: { u: "renamed" } }, types: "B" },
    ],
    ["former keys that they alone have", { was: ["x"] }, {}, { was: ["y"] }, { was: ["y"] }],
  ])("keeps %s", (_, base, ours, theirs, expected) => {
    const { entry, conflicts } = mergeCall(base, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(entry).toEqual(call("A", expected));
    expect(Object.keys(entry ?? {}).sort()).toEqual(Object.keys(call("A", expected)).sort());
  });

  it.each<[string, Partial<LedgerOperation>, Partial<LedgerOperation>, string]>([
    [
      "cmdlets",
      { cmdlet: "Get-B" },
      { cmdlet: "Get-C" },
      `beta: the cmdlet ${OPERATION} is "Get-B" on one side and "Get-C" on the other`,
    ],
    [
      "methods",
      { method: "getB" },
      { method: "getC" },
      `beta: the method ${OPERATION} is "getB" on one side and "getC" on the other`,
    ],
  ])("has our value where the branches have two %s", (_, ours, theirs, conflict) => {
    const { entry, conflicts } = mergeCall({}, ours, theirs);
    expect(conflicts).toEqual([conflict]);
    expect(entry).toMatchObject(ours);
  });

  it("takes entries whose fields have another order for equal", () => {
    const { id, ...rest } = call("A");
    const reordered = { ...rest, id };
    const changed = call("A", { why: "b" });
    expect(
      merge(
        { operations: { "GET /a": call("A") } },
        { operations: { "GET /a": reordered } },
        { operations: { "GET /a": changed } },
      ).version.operations,
    ).toEqual({ "GET /a": changed });
    expect(
      merge(
        { operations: { "GET /a": changed } },
        { operations: { "GET /a": call("A") } },
        { operations: { "GET /a": reordered } },
      ).conflicts,
    ).toEqual([]);
  });
});

describe("names merge of what one branch removed", () => {
  const one = (more: Partial<LedgerModel> = {}): Parts => ({ models: { "a.yaml": model("A", more) } });

  it.each<[string, Parts, Parts, Parts, readonly string[]]>([
    ["by us, and they left alone", one(), {}, one(), []],
    ["by them, and we left alone", one(), one(), {}, []],
    [
      "by us, and they refreshed",
      one(),
      {},
      one({ print: "new", shape: "s", from: "f", absent: "June", back: "May", seen: "v2" }),
      [],
    ],
    ["by them, and we refreshed", one(), one({ print: "new" }), {}, []],
  ])("it stays removed: %s", (_, base, ours, theirs, conflicts) => {
    const merged = merge(base, ours, theirs);
    expect(merged).toEqual({ version: entries({ models: {} }), conflicts });
  });

  it("is a conflict where the other changed a text", () => {
    expect(merge({ files: { k: "a" } }, {}, { files: { k: "b" } }).conflicts).toEqual([
      "beta: the file k is gone on one side and has other names on the other",
    ]);
    expect(merge({ files: { k: "a" } }, {}, { files: { k: "a" } }).conflicts).toEqual([]);
  });

  it("takes entries whose names have another order for equal", () => {
    const { name, ...rest } = model("A", { why: "w", print: "new" });
    expect(merge(one({ why: "w" }), {}, { models: { "a.yaml": { ...rest, name } } }).conflicts).toEqual([]);
  });

  const CONFLICT = "beta: the model a.yaml is gone on one side and has other names on the other";

  it("is a conflict where the other renamed it, and has our side", () => {
    expect(merge(one(), {}, one({ name: "B" }))).toEqual({ version: entries({ models: {} }), conflicts: [CONFLICT] });
    const kept = merge(one(), one({ name: "B" }), {});
    expect(kept).toEqual({ version: entries(one({ name: "B" })), conflicts: [CONFLICT] });
  });
});

describe("names merge of sections", () => {
  it.each<[string, Parts, Parts, string]>([
    [
      "operations",
      { operations: { k: call("A") } },
      { operations: { k: call("A", { method: "b" }) } },
      'method of the operation k is "b" on one side and "getA"',
    ],
    [
      "models",
      { models: { k: model("A") } },
      { models: { k: model("A", { name: "B" }) } },
      'name of the model k is "B" on one side and "A"',
    ],
    [
      "parameters",
      { parameters: { k: { argument: "a", cmdlet: "A" } } },
      { parameters: { k: { argument: "b", cmdlet: "A" } } },
      'argument of the parameter k is "b" on one side and "a"',
    ],
    [
      "tags",
      { tags: { k: { class: "A", module: "a", property: "a" } } },
      { tags: { k: { class: "A", module: "a", property: "b" } } },
      'property of the tag k is "b" on one side and "a"',
    ],
    [
      "events",
      { events: { k: { name: "A" } } },
      { events: { k: { name: "B" } } },
      'name of the event k is "B" on one side and "A"',
    ],
    ["files", { files: { k: "a" } }, { files: { k: "b" } }, 'file k is "b" on one side and "a"'],
    [
      "reserved names",
      { reserved: { k: "a" } },
      { reserved: { k: "b" } },
      'reserved name k is "b" on one side and "a"',
    ],
    [
      "tombstones of operations",
      { retired: { operations: { k: call("A") }, models: {} } },
      { retired: { operations: { k: call("A", { method: "b" }) }, models: {} } },
      'method of the tombstone k is "b" on one side and "getA"',
    ],
    [
      "tombstones of models",
      { retired: { operations: {}, models: { k: model("A") } } },
      { retired: { operations: {}, models: { k: model("A", { name: "B" }) } } },
      'name of the tombstone k is "B" on one side and "A"',
    ],
  ])("takes %s that one branch changed, and tells of two values", (_, one, other, what) => {
    expect(merge(one, other, one)).toEqual({ version: entries(other), conflicts: [] });
    expect(merge(one, one, other)).toEqual({ version: entries(other), conflicts: [] });
    expect(merge({}, other, one)).toEqual({ version: entries(other), conflicts: [`beta: the ${what} on the other`] });
  });

  it("has the versions and the keys of both in order, whichever has them", () => {
    const ours = beta({ operations: { "GET /c": call("C") } }, { v2: entries({ files: { a: "b" } }) });
    const theirs = beta({ operations: { "GET /b": call("B") } }, { alpha: entries({}) });
    const { ledger, conflicts } = mergeLedgers({ base: beta({}), ours, theirs });
    expect(conflicts).toEqual([]);
    expect(ledger.format).toBe(2);
    expect(Object.keys(ledger.versions)).toEqual(["alpha", "beta", "v2"]);
    expect(Object.keys(betaOf(ledger).operations)).toEqual(["GET /b", "GET /c"]);
    expect(ledger.versions["v2"]?.files).toEqual({ a: "b" });
  });
});

describe("names merge tells of", () => {
  const calls = (operations: Readonly<Record<string, LedgerOperation>>): Parts => ({ operations });
  const bare = (name: string, more: Partial<LedgerOperation> = {}): LedgerOperation => ({
    ...call(name, more),
    ...(more.method === undefined ? { method: `m${name}` } : {}),
    ...(more.cmdlet === undefined ? { cmdlet: `Do-${name}` } : {}),
  });

  const untagged = (name: string): LedgerOperation => {
    const { tag: _tag, ...rest } = bare(name, { method: "x" });
    return rest;
  };

  it.each<[string, Parts, Parts, readonly string[]]>([
    [
      "one cmdlet for two operations, in any case",
      calls({ "GET /a": bare("A", { cmdlet: "Get-X" }) }),
      calls({ "GET /b": bare("B", { cmdlet: "get-x" }) }),
      ["beta: the cmdlet get-x is of GET /a and of GET /b"],
    ],
    [
      "an alias of a cmdlet that another has",
      calls({ "GET /b": bare("B", { aliases: { "Get-X": "renamed" } }) }),
      calls({ "GET /a": bare("A", { cmdlet: "Get-X" }) }),
      ["beta: the cmdlet get-x is of GET /a and of GET /b"],
    ],
    [
      "one method of a tag",
      calls({ "GET /a": bare("A", { method: "x" }) }),
      calls({ "GET /b": bare("B", { methodAliases: { x: "renamed" } }) }),
      ["beta: the method x of the tag things is of GET /a and of GET /b"],
    ],
    [
      "a former call that is a method",
      calls({ "GET /a": bare("A", { method: "x" }) }),
      calls({ "GET /b": bare("B", { formerCalls: { Things: { x: "renamed" } } }) }),
      ["beta: the method x of the tag things is of GET /a and of GET /b"],
    ],
    [
      "nothing where the tags differ",
      calls({ "GET /a": bare("A", { method: "x" }) }),
      calls({ "GET /b": bare("B", { method: "x", tag: "Other" }) }),
      [],
    ],
    [
      "the name of a tombstone",
      calls({ "GET /a": bare("A", { cmdlet: "Get-X" }) }),
      { retired: { operations: { "GET /b": bare("B", { cmdlet: "Get-X" }) }, models: {} } },
      ["beta: the cmdlet get-x is of GET /a and of GET /b"],
    ],
    [
      "one name of two models",
      { models: { "a.yaml": model("X") } },
      { models: { "b.yaml": model("Y", { aliases: { X: "renamed" } }) } },
      ["beta: the model x is of a.yaml and of b.yaml"],
    ],
    [
      "the name of a tombstone of a model",
      { models: { "a.yaml": model("X") } },
      { retired: { operations: {}, models: { "b.yaml": model("X") } } },
      ["beta: the model x is of a.yaml and of b.yaml"],
    ],
    [
      "one class of two tags",
      { tags: { A: { class: "X", module: "a", property: "a" } } },
      { tags: { B: { class: "X", module: "b", property: "b" } } },
      ["beta: the class x is of A and of B"],
    ],
    [
      "one place that moved to two",
      calls({ "GET /a": bare("A", { was: ["GET /1", "GET /x"] }) }),
      calls({ "GET /b": bare("B", { was: ["GET /x"] }) }),
      ["beta: the former key get /x is of GET /a and of GET /b"],
    ],
    [
      "no older former key",
      calls({ "GET /a": bare("A", { was: ["GET /x", "GET /1"] }) }),
      calls({ "GET /b": bare("B", { was: ["GET /x"] }) }),
      [],
    ],
    [
      "the smaller key first, be it a tombstone's or not",
      calls({ "GET /b": bare("B", { cmdlet: "Get-X" }) }),
      { retired: { operations: { "GET /a": bare("A", { cmdlet: "Get-X" }) }, models: {} } },
      ["beta: the cmdlet get-x is of GET /a and of GET /b"],
    ],
    [
      "no name that one entry has twice",
      calls({ "GET /a": bare("A", { cmdlet: "Get-X", aliases: { "get-x": "renamed" } }) }),
      {},
      [],
    ],
    ["no method of entries without a tag", calls({ "GET /a": untagged("A") }), calls({ "GET /b": untagged("B") }), []],
    [
      "a file that moved to two",
      { models: { "a.yaml": model("A", { was: ["x.yaml"] }) } },
      { models: { "b.yaml": model("B", { was: ["x.yaml"] }) } },
      ["beta: the former key x.yaml is of a.yaml and of b.yaml"],
    ],
  ])("%s", (_, ours, theirs, conflicts) => {
    expect(merge({}, ours, theirs).conflicts).toEqual(conflicts);
    expect(merge({}, theirs, ours).conflicts).toEqual(conflicts);
  });

  it("nothing that a branch had before", () => {
    const doubled = calls({ "GET /a": bare("A", { cmdlet: "Get-X" }), "GET /b": bare("B", { cmdlet: "Get-X" }) });
    expect(merge({}, doubled, {}).conflicts).toEqual([]);
    expect(merge({}, {}, doubled).conflicts).toEqual([]);
  });
});
