import { describe, expect, it } from "vitest";
import { moveEntry, restoreEntry, type EntryChange } from "../../../../generator/names/history/move-entry.ts";
import type { Ledger, LedgerOperation, VersionLedger } from "../../../../generator/names/ledger/ledger.ts";
import { beta, betaOf, call, entries, model } from "./ledgers.ts";

const move = (ledger: Ledger, from: string, to: string): EntryChange =>
  moveEntry(ledger, { version: "beta", from, to });

function done(change: EntryChange): VersionLedger {
  if ("problem" in change) throw new Error(change.problem);
  return betaOf(change.ledger);
}

/** What `names move` makes of an operation `GET /a` that is gone and another, `GET /b`, that came. */
function movedCall(gone: Partial<LedgerOperation>, came: Partial<LedgerOperation>): LedgerOperation | undefined {
  const operations = {
    "GET /a": call("Role", { absent: "June", ...gone }),
    "GET /b": call("Duty", came),
  };
  return done(move(beta({ operations }), "GET /a", "GET /b")).operations["GET /b"];
}

describe("names move of an operation", () => {
  it("gives it the new key, and leaves everything else as it was", () => {
    const others = { v1: entries({ operations: { "GET /a": call("Role") } }) };
    const kept = { "GET /kept": call("Kept"), "GET /b/c": call("Other") };
    const tags = { Things: { class: "ThingsApi", module: "things", property: "things" } };
    const ledger = beta({ operations: { "GET /a": call("Role", { absent: "June" }), ...kept }, tags }, others);
    const change = move(ledger, "GET /a", "GET /b");
    expect(change).toEqual({
      changed: ["GET /a -> GET /b"],
      ledger: beta(
        { operations: { ...kept, "GET /b": call("Role", { absent: "June", was: ["GET /a"] }) }, tags },
        others,
      ),
    });
  });

  it("takes names from the older entry, and traits from the newer one", () => {
    expect(movedCall({ takes: ["query q"], ids: ["old"], back: "May" }, { takes: ["path id"], tag: "Things" })).toEqual(
      {
        id: "DutyId",
        ids: ["old"],
        cmdlet: "Get-Role",
        method: "getRole",
        tag: "Things",
        takes: ["path id"],
        aliases: { "Get-Duty": "renamed" },
        methodAliases: { getDuty: "renamed" },
        back: "May",
        was: ["GET /a"],
        seen: "v1",
      },
    );
  });

  it("keeps traits of which the newer entry says nothing", () => {
    expect(movedCall({ takes: ["query q"] }, {})?.takes).toEqual(["query q"]);
  });

  it.each<[string, Partial<LedgerOperation>, Partial<LedgerOperation>, Partial<LedgerOperation>]>([
    [
      "aliases of both, the older entry's first where they differ",
      { aliases: { A: "published", B: "renamed" }, methodAliases: { a: "renamed" } },
      { aliases: { B: "otherVersion", C: "published" }, methodAliases: { c: "renamed" } },
      {
        aliases: { A: "published", B: "renamed", C: "published", "Get-Duty": "renamed" },
        methodAliases: { a: "renamed", c: "renamed", getDuty: "renamed" },
      },
    ],
    [
      "no alias for a name that both have",
      {},
      { cmdlet: "Get-Role", method: "getRole" },
      { cmdlet: "Get-Role", method: "getRole" },
    ],
    [
      "former calls of both",
      { formerCalls: { Old: { a: "renamed" }, Both: { b: "renamed" } } },
      { formerCalls: { Newer: { c: "renamed" }, Both: { d: "renamed" } } },
      { formerCalls: { Old: { a: "renamed" }, Both: { b: "renamed" }, Newer: { c: "renamed" } } },
    ],
    [
      "the call of the tag that it leaves",
      { tag: "Old", methodAliases: { a: "published" } },
      { tag: "Things" },
      {
        tag: "Things",
        methodAliases: { getDuty: "renamed" },
        formerCalls: { Old: { a: "published", getRole: "renamed" } },
      },
    ],
  ])("keeps %s", (_, gone, came, expected) => {
    const moved = movedCall(gone, came);
    const { aliases, methodAliases, formerCalls } = moved ?? {};
    expect({ ...moved }).toMatchObject(expected);
    if (expected.cmdlet !== undefined)
      expect([aliases, methodAliases, formerCalls]).toEqual([undefined, undefined, undefined]);
  });

  it("stays in its tag where the newer entry has none", () => {
    const { tag: _tag, ...untagged } = call("Duty");
    const operations = { "GET /a": call("Role", { absent: "June" }), "GET /b": untagged };
    const moved = done(move(beta({ operations }), "GET /a", "GET /b")).operations["GET /b"];
    expect([moved?.tag, moved?.formerCalls]).toEqual(["Things", undefined]);
  });

  it("takes its inline types along, and keeps the newer names of those as aliases", () => {
    const ledger = beta({
      operations: { "GET /a": call("Role", { absent: "June" }), "GET /b": call("Duty") },
      models: {
        "GET /a#/answers/200": model("A", { absent: "June", shape: "s", from: "f", aliases: { A0: "published" } }),
        "GET /a#/answers/400": model("A400", { absent: "June" }),
        "GET /b#/answers/200": model("B", { aliases: { B0: "renamed" }, shape: "t", from: "g" }),
        "GET /b#/request": model("BRequest"),
        "GET /bc#/answers/200": model("C"),
      },
    });
    expect(done(move(ledger, "GET /a", "GET /b")).models).toEqual({
      "GET /b#/answers/200": model("A", {
        shape: "t",
        from: "g",
        print: "pb",
        aliases: { A0: "published", B: "renamed", B0: "renamed" },
      }),
      "GET /b#/answers/400": model("A400", { absent: "June" }),
      "GET /b#/request": model("BRequest"),
      "GET /bc#/answers/200": model("C"),
    });
  });

  it("restores a tombstone first, with its inline types", () => {
    const ledger = beta({
      operations: { "GET /b": call("Duty") },
      retired: {
        operations: { "GET /a": call("Role", { absent: "June" }), "GET /x": call("X", { absent: "June" }) },
        models: { "GET /a#/request": model("A"), "GET /x#/request": model("X") },
      },
    });
    const next = done(move(ledger, "GET /a", "GET /b"));
    expect(next.operations["GET /b"]?.cmdlet).toBe("Get-Role");
    expect(Object.keys(next.models)).toEqual(["GET /b#/request"]);
    expect([Object.keys(next.retired.operations), Object.keys(next.retired.models)]).toEqual([
      ["GET /x"],
      ["GET /x#/request"],
    ]);
  });
});

describe("names move of a model", () => {
  const gone = model("Role", { absent: "June", print: "old" });

  it("gives it the new key, with its inline types, and says so", () => {
    const ledger = beta({
      models: {
        "a.yaml": gone,
        "a.yaml#/properties/x": model("X"),
        "a.yamlx": model("Other"),
        "b.yaml": model("Duty"),
      },
    });
    const change = move(ledger, "a.yaml", "b.yaml");
    expect("changed" in change ? change.changed : undefined).toEqual(["a.yaml -> b.yaml"]);
    expect(done(change).models).toEqual({
      "b.yaml": model("Role", { print: "pduty", aliases: { Duty: "renamed" }, was: ["a.yaml"] }),
      "b.yaml#/properties/x": model("X"),
      "a.yamlx": model("Other"),
    });
  });

  it("moves a component, and not one whose key only begins like it", () => {
    const at = (key: string): string => `root.yaml#/components/schemas/${key}`;
    const ledger = beta({ models: { [at("A")]: gone, [`${at("A")}/items`]: model("X"), [at("AB")]: model("Other") } });
    expect(Object.keys(done(move(ledger, at("A"), at("B"))).models)).toEqual([at("B"), `${at("B")}/items`, at("AB")]);
  });

  it("moves a file that is no type itself, by the types in it", () => {
    const ledger = beta({ models: { "400.yaml#/content/x": gone } });
    expect(Object.keys(done(move(ledger, "400.yaml", "b/400.yaml")).models)).toEqual(["b/400.yaml#/content/x"]);
  });
});

describe("names move of an event", () => {
  const events = {
    made: { name: "MadeEvent", id: "idn:made", print: "p1", absent: "June", was: ["done"] },
    built: { name: "BuiltEvent", id: "idn:built", print: "p2", back: "July" },
    other: { name: "OtherEvent" },
  };

  it("drops the newer name, and takes the traits that the newer entry states", () => {
    const models = { "event made#": model("MadePayload", { absent: "June" }), "event built#": model("BuiltPayload") };
    const change = move(beta({ events, models }), "made", "built");
    expect("changed" in change ? change.changed : []).toEqual([
      "made -> built (BuiltEvent is MadeEvent now, and has no alias: an event has one name)",
    ]);
    const next = done(change);
    expect(next.events).toEqual({
      other: { name: "OtherEvent" },
      built: { name: "MadeEvent", id: "idn:built", print: "p2", was: ["done", "made"] },
    });
    expect(next.models).toEqual({
      "event built#": model("MadePayload", { print: "pbuiltpayload", aliases: { BuiltPayload: "renamed" } }),
    });
    const bare = beta({ events: { ...events, built: { name: "BuiltEvent" } } });
    expect(done(move(bare, "made", "built")).events["built"]).toEqual({ name: "MadeEvent", was: ["done", "made"] });
  });

  it.each([
    ["made", "made", "made is there already"],
    ["other", "built", "other is still in the spec; only what is gone can be somewhere else"],
    ["made", "nothing", "the ledger has no event nothing; run isc-sdkgen generate first"],
  ])("from %s to %s is refused", (from, to, problem) => {
    expect(move(beta({ events }), from, to)).toEqual({ problem });
  });
});

describe("names move", () => {
  const ledger = beta({
    operations: { "GET /a": call("Role", { absent: "June" }), "GET /live": call("Live") },
    models: { "a.yaml": model("Role", { absent: "June" }), "live.yaml": model("Live"), "x.yaml#/a": model("X") },
  });

  it.each([
    ["GET /none", "GET /b", "beta has no entry GET /none"],
    ["none.yaml", "b.yaml", "beta has no entry none.yaml"],
    ["a.yam", "b.yaml", "beta has no entry a.yam"],
    ["toString", "b.yaml", "beta has no entry toString"],
    ["GET /a", "GET /a", "GET /a is there already"],
    ["a.yaml", "a.yaml", "a.yaml is there already"],
    ["GET /live", "GET /b", "GET /live is still in the spec; only what is gone can be somewhere else"],
    ["live.yaml", "b.yaml", "live.yaml is still in the spec; only what is gone can be somewhere else"],
    ["x.yaml", "b.yaml", "x.yaml is still in the spec; only what is gone can be somewhere else"],
    ["GET /a", "b.yaml", "b.yaml is not an operation"],
    ["GET /a", "specs/GET /b", "specs/GET /b is not an operation"],
    ["a.yaml", "GET /b", "GET /b is not a model"],
  ])("from %s to %s is refused", (from, to, problem) => {
    expect(move(ledger, from, to)).toEqual({ problem });
  });

  it("needs a version of the ledger", () => {
    expect(moveEntry(ledger, { version: "v9", from: "GET /a", to: "GET /b" })).toEqual({
      problem: "the ledger has no version v9",
    });
    expect(restoreEntry(ledger, { version: "v9", what: "GET /a" })).toEqual({
      problem: "the ledger has no version v9",
    });
  });
});

describe("names restore", () => {
  const retired = {
    operations: { "GET /a/{}": call("Role"), "GET /b": call("Duty"), "GET /c": call("Duty", { method: "fetchDuty" }) },
    models: {
      "a.yaml": model("Role"),
      "a.yaml#/properties/x": model("RoleX"),
      "a.yamlx": model("Same"),
      "b.yaml": model("same"),
    },
  };
  const restore = (what: string, more: Partial<VersionLedger> = {}): EntryChange =>
    restoreEntry(beta({ retired, ...more }), { version: "beta", what });

  it.each<[string, readonly string[]]>([
    ["GET /a/{id}", ["GET /a/{}"]],
    ["GET /a/{}", ["GET /a/{}"]],
    ["get-role", ["GET /a/{}"]],
    ["GETROLE", ["GET /a/{}"]],
    ["fetchDuty", ["GET /c"]],
    ["a.yaml", ["a.yaml", "a.yaml#/properties/x"]],
    ["rolex", ["a.yaml#/properties/x"]],
  ])("finds a tombstone by %s", (what, changed) => {
    const change = restore(what);
    expect("changed" in change ? change.changed : change.problem).toEqual(changed);
    const { operations, models, retired: left } = done(change);
    expect([...Object.keys(operations), ...Object.keys(models)]).toEqual(changed);
    for (const key of changed)
      expect([...Object.keys(left.operations), ...Object.keys(left.models)]).not.toContain(key);
    expect(Object.keys({ ...left.operations, ...left.models })).toHaveLength(7 - changed.length);
  });

  it.each(["nothing", "get-duty", "same", "constructor"])("finds none, or several, by %s", (what) => {
    expect(restore(what)).toEqual({ problem: `beta has no tombstone ${what}` });
  });

  it("keeps the live entry where the key has one", () => {
    const operations = { "GET /b": call("New") };
    expect(restore("GET /b", { operations })).toEqual({ problem: "GET /b has an entry already" });
    expect(done(restore("GET /c", { operations })).operations["GET /b"]).toEqual(call("New"));
    const models = { "a.yaml": model("New") };
    expect(done(restore("a.yaml", { models })).models).toEqual({ ...models, "a.yaml#/properties/x": model("RoleX") });
  });
});
