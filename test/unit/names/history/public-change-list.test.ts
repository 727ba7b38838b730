import { describe, expect, it } from "vitest";
import type { PublicChange } from "../../../../generator/diagnostics/report-types.ts";
import { publicChanges } from "../../../../generator/names/history/public-changes.ts";
import type { LedgerOperation, VersionLedger } from "../../../../generator/names/ledger/ledger.ts";
import { beta, call, entries, model } from "./ledgers.ts";

type Parts = Partial<VersionLedger>;

const line = ({ kind, thing, what, name, before, after, note }: PublicChange): string =>
  `${kind} ${thing} ${what} ${name}${before === undefined ? "" : `: ${before} -> ${String(after)}`}${note === undefined ? "" : ` (${note})`}`;

/** The changes of `beta`, one line each. */
const changes = (before: Parts, after: Parts): readonly string[] => publicChanges(beta(before), beta(after)).map(line);

const calls = (operations: Readonly<Record<string, LedgerOperation>>): Parts => ({ operations });
const a = (more: Partial<LedgerOperation> = {}): Parts => calls({ "GET /a": call("A", more) });
const retired = (parts: Partial<VersionLedger["retired"]>): Parts => ({
  retired: { operations: {}, models: {}, ...parts },
});
const tag = (name: string, was?: readonly string[]): VersionLedger["tags"][string] => ({
  class: `${name}Api`,
  module: name,
  property: name,
  ...(was === undefined ? {} : { was }),
});

describe("public changes of operations", () => {
  it.each<[string, Parts, Parts, readonly string[]]>([
    ["nothing", a(), a(), []],
    ["new", {}, a(), ["new operation GET /a Get-A"]],
    [
      "new under a qualified name",
      {},
      a({ why: "qualified" }),
      ["new operation GET /a Get-A (its first name was taken)"],
    ],
    ["new and absent at once", {}, a({ absent: "v1" }), []],
    ["gone", a(), a({ absent: "v2" }), ["gone operation GET /a Get-A"]],
    ["still gone", a({ absent: "v1" }), a({ absent: "v1" }), []],
    ["back", a({ absent: "v1" }), a(), ["back operation GET /a Get-A"]],
    ["removed", a(), {}, ["gone operation GET /a Get-A"]],
    ["retired", a(), retired({ operations: { "GET /a": call("A") } }), ["gone operation GET /a Get-A (retired)"]],
    ["retired after it was gone", a({ absent: "v1" }), retired({ operations: { "GET /a": call("A") } }), []],
    ["restored", retired({ operations: { "GET /a": call("A") } }), a(), ["back operation GET /a Get-A"]],
    ["restored and absent", retired({ operations: { "GET /a": call("A") } }), a({ absent: "v1" }), []],
    [
      "moved",
      a(),
      calls({ "GET /b": call("A", { was: ["GET /0", "GET /a"] }) }),
      ["moved operation GET /b Get-A: GET /a -> GET /b"],
    ],
    [
      "moved twice",
      a(),
      calls({ "GET /c": call("A", { was: ["GET /a", "GET /b"] }) }),
      ["moved operation GET /c Get-A: GET /a -> GET /c"],
    ],
    [
      "moved and back",
      a({ absent: "v1" }),
      calls({ "GET /b": call("A", { was: ["GET /a"] }) }),
      ["back operation GET /b Get-A", "moved operation GET /b Get-A: GET /a -> GET /b"],
    ],
    [
      "moved, and another came to the old key",
      a(),
      calls({ "GET /a": call("N"), "GET /b": call("A", { was: ["GET /a"] }) }),
      [
        "renamed operation GET /a Get-N: Get-A -> Get-N",
        "renamed operation GET /a getN: getA -> getN",
        "id operation GET /a Get-N: AId -> NId",
        "new operation GET /b Get-A",
      ],
    ],
    [
      "moved from a key that the ledger never had",
      {},
      calls({ "GET /b": call("A", { was: ["GET /a"] }) }),
      ["new operation GET /b Get-A"],
    ],
    [
      "moved from a tombstone's key",
      retired({ operations: { "GET /a": call("A") } }),
      calls({ "GET /b": call("A", { was: ["GET /a"] }) }),
      ["new operation GET /b Get-A"],
    ],
    [
      "renamed",
      a(),
      a({ cmdlet: "Get-B", method: "getB" }),
      ["renamed operation GET /a Get-B: Get-A -> Get-B", "renamed operation GET /a getB: getA -> getB"],
    ],
    [
      "renamed with aliases",
      a(),
      a({ cmdlet: "Get-B", method: "getB", aliases: { "Get-A": "renamed" }, methodAliases: { getA: "renamed" } }),
      [
        "renamed operation GET /a Get-B: Get-A -> Get-B (the old name is an alias)",
        "renamed operation GET /a getB: getA -> getB (the old name is an alias)",
      ],
    ],
    [
      "renamed with another alias",
      a(),
      a({ cmdlet: "Get-B", aliases: { "Get-0": "renamed" } }),
      ["renamed operation GET /a Get-B: Get-A -> Get-B"],
    ],
    ["another id", a(), a({ id: "other" }), ["id operation GET /a Get-A: AId -> other"]],
    ["another tag", a(), a({ tag: "New" }), ["tag operation GET /a Get-A: Things -> New"]],
    [
      "another tag with the old call",
      a(),
      a({ tag: "New", formerCalls: { Things: { getA: "renamed" } } }),
      ["tag operation GET /a Get-A: Things -> New (the old call is a deprecated method)"],
    ],
    [
      "another tag with an older call",
      a(),
      a({ tag: "New", formerCalls: { Older: { getA: "renamed" } } }),
      ["tag operation GET /a Get-A: Things -> New"],
    ],
    [
      "several, in the order of keys",
      calls({ "GET /d": call("D"), "GET /c": call("C") }),
      calls({ "GET /b": call("B"), "GET /a": call("A") }),
      [
        "new operation GET /a Get-A",
        "new operation GET /b Get-B",
        "gone operation GET /c Get-C",
        "gone operation GET /d Get-D",
      ],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it("tells no tag where the ledger recorded none", () => {
    const { tag: _tag, ...untagged } = call("A");
    expect(changes(calls({ "GET /a": untagged }), a({ takes: ["query q"] }))).toEqual([]);
    expect(changes(a({ takes: ["query q"] }), calls({ "GET /a": untagged }))).toEqual([]);
  });
});

describe("public changes of parameters", () => {
  it.each<[string, readonly string[] | undefined, readonly string[] | undefined, readonly string[]]>([
    ["none", ["path id", "query q"], ["query q", "path id"], []],
    ["a new one", undefined, ["query q"], ["new parameter GET /a query q"]],
    ["one that is gone", ["query q", "body"], ["body"], ["gone parameter GET /a query q"]],
    [
      "one that is now in a header",
      ["query q"],
      ["header q"],
      ["gone parameter GET /a query q", "new parameter GET /a header q"],
    ],
    [
      "a placeholder with another name",
      ["path id", "path b"],
      ["path id", "path c d"],
      ["renamed parameter GET /a c d: b -> c d"],
    ],
    ["a placeholder that is gone", ["path id", "path b"], ["path id"], []],
    [
      "one called like a place",
      ["query path x"],
      ["query path y"],
      ["gone parameter GET /a query path x", "new parameter GET /a query path y"],
    ],
  ])("%s", (_, before, after, expected) => {
    const takes = (list: readonly string[] | undefined): Parts => a(list === undefined ? {} : { takes: list });
    expect(changes(takes(before), takes(after))).toEqual(expected);
  });

  it.each<[Partial<LedgerOperation>, Partial<LedgerOperation>]>([
    [{ absent: "v1" }, {}],
    [{}, { absent: "v1" }],
  ])("none of an operation that is gone or back", (before, after) => {
    expect(
      changes(a({ ...before, takes: ["query q"] }), a(after)).filter((text) => text.includes("parameter")),
    ).toEqual([]);
  });
});

describe("public changes of models and events", () => {
  const file = (more: Parameters<typeof model>[1] = {}, key = "a.yaml"): Parts => ({
    models: { [key]: model("A", more) },
  });
  const event = (more: Partial<VersionLedger["events"][string]> = {}, key = "made"): Parts => ({
    events: { [key]: { name: "Made", ...more } },
  });

  it.each<[string, Parts, Parts, readonly string[]]>([
    ["a new model", {}, file(), ["new model a.yaml A"]],
    ["a model that is gone", file(), file({ absent: "v2" }), ["gone model a.yaml A"]],
    [
      "a model that is retired",
      file(),
      retired({ models: { "a.yaml": model("A") } }),
      ["gone model a.yaml A (retired)"],
    ],
    ["a model that is restored", retired({ models: { "a.yaml": model("A") } }), file(), ["back model a.yaml A"]],
    ["a model that moved", file(), file({ was: ["a.yaml"] }, "b.yaml"), ["moved model b.yaml A: a.yaml -> b.yaml"]],
    [
      "a model that was renamed",
      file(),
      { models: { "a.yaml": model("B", { print: "pa" }) } },
      ["renamed model a.yaml B: A -> B"],
    ],
    [
      "a model with its old name",
      file(),
      { models: { "a.yaml": model("B", { aliases: { A: "renamed" } }) } },
      ["renamed model a.yaml B: A -> B (the old name is an alias)"],
    ],
    ["a new event", {}, event(), ["new event made Made"]],
    ["an event that is gone", event(), event({ absent: "v2" }), ["gone event made Made"]],
    ["an event that is back", event({ absent: "v2" }), event(), ["back event made Made"]],
    ["an event that moved", event(), event({ was: ["made"] }, "built"), ["moved event built Made: made -> built"]],
  ])("%s", (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it("tell nothing of inline types whose operation or event moved", () => {
    const before = {
      ...a(),
      ...event(),
      models: { "GET /a#/answers/200": model("A"), "event made#": model("M"), "GET /x#/request": model("X") },
    };
    const after = {
      ...calls({ "GET /b": call("A", { was: ["GET /a"] }) }),
      ...event({ was: ["made"] }, "built"),
      models: {
        "GET /b#/answers/200": model("A2"),
        "GET /b#/request": model("N"),
        "event built#": model("M"),
        "GET /x#/request": model("X"),
      },
    };
    expect(changes(before, after)).toEqual([
      "moved operation GET /b Get-A: GET /a -> GET /b",
      "renamed model GET /b#/answers/200 A2: A -> A2",
      "new model GET /b#/request N",
      "moved event built Made: made -> built",
    ]);
  });
});

describe("public changes of tags", () => {
  const tags = (names: VersionLedger["tags"], more: Parts = {}): Parts => ({ tags: names, ...more });

  it.each<[string, Parts, Parts, readonly string[]]>([
    ["nothing", tags({ T: tag("T") }), tags({ T: tag("T") }), []],
    ["new, in order", {}, tags({ U: tag("U"), T: tag("T") }), ["new tag T TApi", "new tag U UApi"]],
    ["gone", tags({ T: tag("T") }), {}, ["gone tag T TApi"]],
    [
      "renamed",
      tags({ T: tag("T") }),
      tags({ U: tag("T", ["S", "T"]) }),
      ["renamed tag U TApi: T -> U (the class stays)"],
    ],
    [
      "renamed back and forth",
      tags({ T: tag("T") }),
      tags({ U: tag("T", ["T", "V"]) }),
      ["renamed tag U TApi: T -> U (the class stays)"],
    ],
    [
      "new beside the tag that it was",
      tags({ T: tag("T") }),
      tags({ T: tag("T"), U: tag("U", ["T"]) }),
      ["new tag U UApi"],
    ],
    [
      "without methods now",
      tags({ T: tag("T") }, a({ tag: "T" })),
      tags({ T: tag("T") }, a({ tag: "T", absent: "v2" })),
      ["gone tag T TApi", "gone operation GET /a Get-A"],
    ],
    [
      "with methods again",
      tags({ T: tag("T") }, a({ tag: "T", absent: "v2" })),
      tags({ T: tag("T") }, a({ tag: "T" })),
      ["back tag T TApi", "back operation GET /a Get-A"],
    ],
    [
      "with a former call left",
      tags({ T: tag("T") }, a({ tag: "T" })),
      tags({ T: tag("T") }, a({ tag: "U", formerCalls: { T: {} } })),
      ["tag operation GET /a Get-A: T -> U (the old call is a deprecated method)"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect([...changes(before, after)].sort()).toEqual([...expected].sort());
  });

  it("tells nothing of methods where the ledger does not record tags", () => {
    const { tag: _tag, ...untagged } = call("A");
    const old = tags({ T: tag("T") }, calls({ "GET /a": untagged }));
    expect(changes(old, tags({ T: tag("T") }, a({ tag: "T" })))).toEqual([]);
    expect(changes(tags({ T: tag("T") }, a({ tag: "T" })), old)).toEqual([]);
  });
});

describe("public changes of versions", () => {
  const size = entries({ operations: { "GET /a": call("A") }, models: { "a.yaml": model("A"), "b.yaml": model("B") } });

  it("are one change each, in order, with what the version has", () => {
    const before = beta({}, { v3: size, v1: entries({}) });
    const after = beta(a(), { v2: size, v1: entries({}) });
    expect(publicChanges(before, after).map((change) => `${change.version}: ${line(change)}`)).toEqual([
      "beta: new operation GET /a Get-A",
      "v2: new version v2 1 operations, 2 models",
      "v3: gone version v3 1 operations, 2 models",
    ]);
  });
});
