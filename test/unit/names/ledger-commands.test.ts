import { describe, expect, it } from "vitest";
import { listNames } from "../../../generator/names/commands.ts";
import { explainName } from "../../../generator/names/explain.ts";
import { mergeLedgers } from "../../../generator/names/history/merge-ledgers.ts";
import { moveEntry, restoreEntry } from "../../../generator/names/history/move-entry.ts";
import type { Ledger } from "../../../generator/names/ledger/ledger.ts";
import { printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import { namesIn, readAgain, runOn, specOf } from "../../support/history.ts";
import { namings } from "../../support/namings.ts";

const object = (wires: string): string =>
  `{ type: object, properties: { ${wires
    .split(" ")
    .map((wire) => `${wire}: { type: string }`)
    .join(", ")} } }`;

function ledgerAfter(change: ReturnType<typeof moveEntry>): Ledger {
  if ("problem" in change) throw new Error(change.problem);
  return readAgain(change.ledger);
}

const KEPT = { "GET /kept": { id: "listKept" } };

describe("names move", () => {
  const before = specOf({ ...KEPT, "GET /widgets/{id}": { id: "getWidget", gives: object("id size") } });
  const after = specOf({ ...KEPT, "GET /gizmos/{id}": { id: "findGizmo", gives: object("id size") } });

  it("gives what came the names of what is gone, and keeps its own as aliases", () => {
    const first = runOn(before, undefined);
    const second = runOn(after, first.ledger);
    expect(namesIn(second)["GET /gizmos/{}"]).toBe("Find-BetaGizmo findGizmo");
    const moved = ledgerAfter(
      moveEntry(second.ledger, { version: "beta", from: "GET /widgets/{}", to: "GET /gizmos/{}" }),
    );
    const third = runOn(after, moved);
    expect(namesIn(third)["GET /gizmos/{}"]).toBe("Get-BetaWidget getWidget");
    const { powershell, typescript } = third.names.operations.get("GET /gizmos/{}") ?? {};
    expect(powershell?.aliases).toEqual([{ name: "Find-BetaGizmo", reason: "renamed" }]);
    expect(typescript?.aliases).toEqual([{ name: "findGizmo", reason: "renamed" }]);
    const body = "root.yaml#/paths/~1gizmos~1{id}/get/responses/200/content/application~1json/schema";
    expect(third.names.declarations.get(body)?.typescript).toMatchObject({
      name: "GetWidget200Response",
      aliases: [{ name: "FindGizmo200Response", reason: "renamed" }],
    });
    expect(third.diagnostics).toEqual([]);
  });

  it.each([
    ["a version that is not there", { version: "v1", from: "GET /widgets/{}", to: "GET /x" }, /no version v1/u],
    ["an entry that is not there", { version: "beta", from: "GET /nothing", to: "GET /x" }, /no entry GET \/nothing/u],
    ["an entry that is still in the spec", { version: "beta", from: "GET /kept", to: "GET /x" }, /still in the spec/u],
    ["an operation to a schema", { version: "beta", from: "GET /widgets/{}", to: "X.yaml" }, /not an operation/u],
  ])("refuses %s", (_, place, problem) => {
    const { ledger } = runOn(specOf(KEPT), runOn(before, undefined).ledger);
    const change = moveEntry(ledger, place);
    expect("problem" in change ? change.problem : "").toMatch(problem);
  });

  describe("of an event", () => {
    const sending = (wire: string, wires: string): ReturnType<typeof specOf> =>
      specOf(KEPT, {
        rest: `x-webhooks: { ${wire}: { post: { summary: It happened, requestBody: { content: { application/json: { schema: ${object(wires)} } } } } } }`,
      });
    const eventIn = ({ names }: Pick<ReturnType<typeof runOn>, "names">, wire: string): string | undefined =>
      names.events.get(wire)?.typescript.name;
    const asked = (after: ReturnType<typeof specOf>): readonly string[] => {
      const second = runOn(after, runOn(sending("WidgetMade", "id size"), undefined).ledger);
      return second.diagnostics.map(({ code, action }) => `${code}: ${action}`);
    };

    it("is asked for where the word is another and what is sent looks the same", () => {
      expect(asked(sending("GizmoBuilt", "id size"))).toEqual([
        expect.stringMatching(/^move-doubtful: .*names move beta "WidgetMade" "GizmoBuilt"/u),
      ]);
      expect(asked(sending("GizmoBuilt", "color weight"))).toEqual([]);
    });

    it("gives back the name, and those of the types that are written in it", () => {
      const after = sending("GizmoBuilt", "id size");
      const second = runOn(after, runOn(sending("WidgetMade", "id size"), undefined).ledger);
      const change = moveEntry(second.ledger, { version: "beta", from: "WidgetMade", to: "GizmoBuilt" });
      expect("changed" in change ? change.changed : []).toEqual([
        "WidgetMade -> GizmoBuilt (GizmoBuiltEvent is WidgetMadeEvent now, and has no alias: an event has one name)",
      ]);
      const third = runOn(after, ledgerAfter(change));
      expect(eventIn(third, "GizmoBuilt")).toBe("WidgetMadeEvent");
      expect(third.names.declarations.size).toBe(1);
      for (const { typescript } of third.names.declarations.values()) expect(typescript.name).toMatch(/^WidgetMade/u);
      expect(third.diagnostics).toEqual([]);
    });

    it.each([
      ["one that is still in the spec", { from: "WidgetMade", to: "GizmoBuilt" }, /still in the spec/u],
      ["itself", { from: "WidgetMade", to: "WidgetMade" }, /there already/u],
    ])("refuses %s", (_, place, problem) => {
      const { ledger } = runOn(sending("WidgetMade", "id"), undefined);
      const change = moveEntry(ledger, { version: "beta", ...place });
      expect("problem" in change ? change.problem : "").toMatch(problem);
    });

    it("needs an event at the other end", () => {
      const { ledger } = runOn(specOf(KEPT), runOn(sending("WidgetMade", "id"), undefined).ledger);
      const change = moveEntry(ledger, { version: "beta", from: "WidgetMade", to: "GET /kept" });
      expect("problem" in change ? change.problem : "").toMatch(/the ledger has no event GET \/kept/u);
    });
  });

  it("answers what a doubtful pair asks", () => {
    const file = (path: string, wires: string): ReturnType<typeof specOf> =>
      specOf(
        { "GET /widgets": { id: "listWidgets", gives: `{ $ref: '${path}' }` } },
        { files: { [path]: object(wires) } },
      );
    const first = runOn(file("a/Widget.yaml", "id name"), undefined);
    const second = runOn(file("b/Widget.yaml", "color weight"), first.ledger);
    const [doubt] = second.diagnostics.filter(({ code }) => code === "move-doubtful");
    expect(doubt?.action).toContain('names move beta "a/Widget.yaml" "b/Widget.yaml"');
    const moved = ledgerAfter(
      moveEntry(second.ledger, { version: "beta", from: "a/Widget.yaml", to: "b/Widget.yaml" }),
    );
    expect(namesIn(runOn(file("b/Widget.yaml", "color weight"), moved))["b/Widget.yaml"]).toBe("Widget");
  });

  /** Each file is the response of an operation of its own. */
  const listing = (...files: readonly (readonly [string, string])[]): ReturnType<typeof specOf> =>
    specOf(
      Object.fromEntries(
        files.map(([path]) => {
          const slug = path.replace(/\W/gu, "");
          return [`GET /${slug}`, { id: `list${slug}`, gives: `{ $ref: '${path}' }` }];
        }),
      ),
      { files: Object.fromEntries(files.map(([path, wires]) => [path, object(wires)])) },
    );
  it.each([
    [
      "a name that two new files have",
      listing(["a/Widget.yaml", "id name"]),
      listing(["b/Widget.yaml", "color weight"], ["c/Widget.yaml", "depth height"]),
      [
        ["a/Widget.yaml", "b/Widget.yaml"],
        ["a/Widget.yaml", "c/Widget.yaml"],
      ],
    ],
    [
      "a shape that two new files have",
      listing(["a/Widget.yaml", "id name size"]),
      listing(["a/Gadget.yaml", "id name size"], ["a/Gizmo.yaml", "id name size"]),
      [
        ["a/Widget.yaml", "a/Gadget.yaml"],
        ["a/Widget.yaml", "a/Gizmo.yaml"],
      ],
    ],
    [
      "a shape that is nearly that of two new files",
      listing(["a/Widget.yaml", "id name size color"]),
      listing(["a/Gadget.yaml", "id name size color one"], ["a/Gizmo.yaml", "id name size color two"]),
      [
        ["a/Widget.yaml", "a/Gadget.yaml"],
        ["a/Widget.yaml", "a/Gizmo.yaml"],
      ],
    ],
    [
      "a name that two files had which are gone",
      listing(["b/Widget.yaml", "color weight"], ["c/Widget.yaml", "depth height"]),
      listing(["a/Widget.yaml", "id name"]),
      [
        ["b/Widget.yaml", "a/Widget.yaml"],
        ["c/Widget.yaml", "a/Widget.yaml"],
      ],
    ],
    [
      "an endpoint that two versions of it could be",
      specOf({ ...KEPT, "GET /things": { id: "idWord" } }),
      specOf({ ...KEPT, "GET /v1/things": { id: "oneThing" }, "GET /v2/things": { id: "twoThing" } }),
      [
        ["GET /things", "GET /v1/things"],
        ["GET /things", "GET /v2/things"],
      ],
    ],
  ])("asks about each candidate: %s", (_, before, after, pairs) => {
    const second = runOn(after, runOn(before, undefined).ledger);
    const doubts = second.diagnostics.filter(({ code }) => code === "move-doubtful");
    const commands = pairs.map(([from, to]) => `names move beta ${JSON.stringify(from)} ${JSON.stringify(to)}`);
    expect(doubts.map(({ action }) => /names move .*$/u.exec(action ?? "")?.[0]).sort()).toEqual(commands.sort());
    for (const { message } of doubts) expect(message).toMatch(/and that holds for \S.* as well/u);
  });

  it("asks about nothing that many things share", () => {
    const many = listing(["a/Widget.yaml", "id name size"]);
    const files = ["b", "c", "d", "e", "f"].map(
      (folder) => [`${folder}/Widget.yaml`, `${folder}1 ${folder}2`] as const,
    );
    const second = runOn(listing(...files), runOn(many, undefined).ledger);
    expect(second.diagnostics.filter(({ code }) => code === "move-doubtful")).toEqual([]);
  });
});

describe("names restore", () => {
  it("makes entries of a tombstone and of what is written in it", () => {
    const both = specOf({ ...KEPT, "GET /widgets/{id}": { id: "getWidget", gives: object("id size") } });
    const first = runOn(both, undefined);
    const retired = runOn(specOf(KEPT), first.ledger, { retire: true }).ledger;
    expect(Object.keys(retired.versions["beta"]?.operations ?? {})).toEqual(["GET /kept"]);
    const restored = ledgerAfter(restoreEntry(retired, { version: "beta", what: "get-widget" }));
    expect(Object.keys(restored.versions["beta"]?.operations ?? {}).sort()).toEqual(["GET /kept", "GET /widgets/{}"]);
    expect(restored.versions["beta"]?.retired.operations).toEqual({});
    expect("problem" in restoreEntry(restored, { version: "beta", what: "get-widget" })).toBe(true);
  });
});

describe("names list", () => {
  it("tells states and since when", () => {
    const both = specOf({ ...KEPT, "GET /widgets": { id: "listWidgets" } });
    const first = runOn(both, undefined, { label: "May" });
    const gone = runOn(specOf(KEPT), first.ledger, { label: "June" });
    const back = runOn(both, gone.ledger, { label: "July" });
    const list = (ledger: Ledger, state: "absent" | "back"): unknown =>
      listNames(ledger, { state, prefixOf: () => "" }).map(({ place, since }) => [place, since]);
    expect(list(gone.ledger, "absent")).toEqual([["GET /widgets", "June"]]);
    expect(list(back.ledger, "absent")).toEqual([]);
    expect(list(back.ledger, "back")).toEqual([["GET /widgets", "July"]]);
  });
});

describe("names explain", () => {
  const history = (): Ledger => {
    const first = runOn(
      specOf({ ...KEPT, "GET /widgets/{id}": { id: "getWidget" }, "GET /dead": { id: "listDead" } }),
      undefined,
    );
    const second = runOn(specOf({ ...KEPT, "GET /all/widgets/{id}": { id: "getWidget" } }), first.ledger, {
      retire: true,
    });
    return runOn(specOf({ ...KEPT, "GET /all/widgets/{id}": { id: "fetchWidget" } }), second.ledger).ledger;
  };

  it.each([
    ["a cmdlet", "Get-Widget", "GET /all/widgets/{}"],
    ["a method", "getWidget", "GET /all/widgets/{}"],
    ["the present id", "fetchWidget", "GET /all/widgets/{}"],
    ["the key of today", "GET /all/widgets/{id}", "GET /all/widgets/{}"],
    ["a former key", "GET /widgets/{id}", "GET /all/widgets/{}"],
    ["a retired cmdlet", "Get-Dead", "GET /dead"],
    ["a tag", "Things", "Things"],
    ["a class", "ThingsApi", "Things"],
    ["a parameter", "id", "id"],
  ])("answers for %s", (_, text, place) => {
    const found = explainName(text, {
      ledger: history(),
      overrides: NO_OVERRIDES,
      namings: namings(),
      prefixOf: () => "",
    });
    expect(found.map((entry) => entry.place)).toContain(place);
  });
});

describe("names merge", () => {
  const base = runOn(specOf(KEPT), undefined).ledger;
  const grown = (more: Parameters<typeof specOf>[0]): Ledger => runOn(specOf({ ...KEPT, ...more }), base).ledger;

  it("takes what both branches added, in whatever order they are merged", () => {
    const ours = grown({ "GET /a": { id: "listA1" } });
    const theirs = grown({ "GET /b": { id: "listB1" } });
    const merged = mergeLedgers({ base, ours, theirs });
    expect(merged.conflicts).toEqual([]);
    expect(Object.keys(merged.ledger.versions["beta"]?.operations ?? {})).toEqual(["GET /a", "GET /b", "GET /kept"]);
    expect(printLedger(mergeLedgers({ base, ours: theirs, theirs: ours }).ledger)).toBe(printLedger(merged.ledger));
    expect(mergeLedgers({ base, ours, theirs: base }).ledger).toEqual(readAgain(ours));
  });

  it("keeps a move that one branch made while the other brought the entry up to date", () => {
    const start = grown({ "GET /a/{id}": { id: "getAThing" } });
    const ours = runOn(specOf({ ...KEPT, "GET /moved/a/{id}": { id: "getAThing" } }), start).ledger;
    const theirs = runOn(
      specOf({ ...KEPT, "GET /a/{id}": { id: "getAThing", more: "{ name: q, in: query, schema: { type: string } }" } }),
      start,
    ).ledger;
    const merged = mergeLedgers({ base: start, ours, theirs });
    expect(merged.conflicts).toEqual([]);
    expect(Object.keys(merged.ledger.versions["beta"]?.operations ?? {})).toEqual(["GET /kept", "GET /moved/a/{}"]);
  });

  it.each([
    [
      "one name for two endpoints",
      () => [grown({ "GET /a/{id}": { id: "getWidget" } }), grown({ "GET /b/{id}": { id: "getWidget" } })],
      /the cmdlet get-widget is of GET \/a\/\{\} and of GET \/b\/\{\}/u,
    ],
    [
      "two names for one endpoint",
      () => [grown({ "GET /a": { id: "listOne1" } }), grown({ "GET /a": { id: "listTwo2" } })],
      /the cmdlet of the operation GET \/a is "Get-One1" on one side and "Get-Two2" on the other/u,
    ],
    [
      "two new places for one endpoint",
      () => {
        const start = grown({ "GET /a/{id}": { id: "getAThing" } });
        return [
          runOn(specOf({ ...KEPT, "GET /x/{id}": { id: "getAThing" } }), start).ledger,
          runOn(specOf({ ...KEPT, "GET /y/{id}": { id: "getAThing" } }), start).ledger,
        ];
      },
      /is of GET \/x\/\{\} and of GET \/y\/\{\}/u,
    ],
  ])("is a conflict where the branches have %s", (_, branches, conflict) => {
    const [ours = base, theirs = base] = branches();
    expect(mergeLedgers({ base, ours, theirs }).conflicts.join("\n")).toMatch(conflict);
  });
});
