import { describe, expect, it } from "vitest";
import { changeLines } from "../../../generator/diagnostics/change-lines.ts";
import { renderReport, REPORT_FORMATS } from "../../../generator/diagnostics/report.ts";
import type { PublicChange } from "../../../generator/diagnostics/report-types.ts";
import { namesIn, play, runOn, specOf, type OperationText, type SpecFiles, type State } from "../../support/history.ts";

const WIDGET: OperationText = { id: "getWidget" };
const OTHER: OperationText = { id: "listOthers" };
const both: SpecFiles = specOf({ "GET /widgets/{id}": WIDGET, "GET /others": OTHER });

/** What a second state changes, as `kind thing what: before -> after`. */
function changes(first: SpecFiles, second: SpecFiles): readonly string[] {
  return told(runOn(second, runOn(first, undefined).ledger).result.changes);
}

function told(found: readonly PublicChange[]): readonly string[] {
  return found.map(
    ({ kind, thing, what, name, before, after }) =>
      `${kind} ${thing} ${what} ${name}${before === undefined ? "" : `: ${before} -> ${String(after)}`}`,
  );
}

describe("the section of public changes", () => {
  const cases: readonly (readonly [string, SpecFiles, readonly string[]])[] = [
    ["nothing", both, []],
    ["an operation that is gone", specOf({ "GET /others": OTHER }), ["gone operation GET /widgets/{} Get-Widget"]],
    [
      "an operation that is new",
      specOf({ "GET /widgets/{id}": WIDGET, "GET /others": OTHER, "POST /others": { id: "createOther", tag: "Late" } }),
      ["new operation POST /others New-Other", "new tag Late LateApi"],
    ],
    [
      "an operation that moved",
      specOf({ "GET /all/widgets/{id}": WIDGET, "GET /others": OTHER }),
      ["moved operation GET /all/widgets/{} Get-Widget: GET /widgets/{} -> GET /all/widgets/{}"],
    ],
    [
      "another operationId",
      specOf({ "GET /widgets/{id}": { id: "fetchWidget" }, "GET /others": OTHER }),
      ["id operation GET /widgets/{} Get-Widget: getWidget -> fetchWidget"],
    ],
    [
      "a parameter that is new",
      specOf({
        "GET /widgets/{id}": { ...WIDGET, more: "{ name: limit, in: query, schema: { type: integer } }" },
        "GET /others": OTHER,
      }),
      ["new parameter GET /widgets/{} query limit"],
    ],
    [
      "the first parameter of an operation that had none",
      specOf({
        "GET /widgets/{id}": WIDGET,
        "GET /others": { ...OTHER, more: "{ name: limit, in: query, schema: { type: integer } }" },
      }),
      ["new parameter GET /others query limit"],
    ],
    [
      "a placeholder that was renamed",
      specOf({ "GET /widgets/{widgetId}": WIDGET, "GET /others": OTHER }),
      ["renamed parameter GET /widgets/{} widgetId: id -> widgetId"],
    ],
  ];

  it.each(cases)("tells %s", (_, second, expected) => {
    expect(changes(both, second)).toEqual(expected);
  });

  const hook = (name: string): string =>
    `webhooks: { ${name}: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } } } }`;
  const inline: OperationText = { ...WIDGET, gives: "{ type: object, properties: { id: { type: string } } }" };
  const rows: readonly (readonly [string, SpecFiles, SpecFiles, readonly string[], readonly string[]])[] = [
    [
      "a tag that was renamed, and its operations",
      specOf({ "GET /widgets": { id: "listWidgets", tag: "Old" } }),
      specOf({ "GET /widgets": { id: "listWidgets", tag: "New" } }),
      ["tag operation GET /widgets Get-Widgets: Old -> New", "renamed tag New OldApi: Old -> New"],
      ["tag operation GET /widgets Get-Widgets: New -> Old", "renamed tag Old OldApi: New -> Old"],
    ],
    [
      "a tag whose operations are gone, and its class with them",
      specOf({ "GET /widgets/{id}": { ...WIDGET, tag: "Widgets" }, "GET /others": OTHER }),
      specOf({ "GET /others": OTHER }),
      ["gone operation GET /widgets/{} Get-Widget", "gone tag Widgets WidgetsApi"],
      ["back operation GET /widgets/{} Get-Widget", "back tag Widgets WidgetsApi"],
    ],
    [
      "an operation that moved, and nothing of the types in it",
      specOf({ "GET /widgets/{id}": inline }),
      specOf({ "GET /all/widgets/{id}": inline }),
      ["moved operation GET /all/widgets/{} Get-Widget: GET /widgets/{} -> GET /all/widgets/{}"],
      ["moved operation GET /widgets/{} Get-Widget: GET /all/widgets/{} -> GET /widgets/{}"],
    ],
    [
      "an event that is gone",
      specOf({ "GET /others": OTHER }, { rest: hook("widgetMade") }),
      specOf({ "GET /others": OTHER }),
      ["gone model event widgetMade# WidgetMadePayload", "gone event widgetMade WidgetMadeEvent"],
      ["back model event widgetMade# WidgetMadePayload", "back event widgetMade WidgetMadeEvent"],
    ],
    [
      "an event that is spelled another way, and nothing of the types in it",
      specOf({ "GET /others": OTHER }, { rest: hook("widgetMade") }),
      specOf({ "GET /others": OTHER }, { rest: hook("widget.made") }),
      ["moved event widget.made WidgetMadeEvent: widgetMade -> widget.made"],
      ["moved event widgetMade WidgetMadeEvent: widget.made -> widgetMade"],
    ],
  ];

  it.each(rows)("tells %s, there and back", (_, first, second, there, back) => {
    const [one, two, three] = play([first, second, first]);
    expect(told(two?.result.changes ?? [])).toEqual(there);
    expect(told(three?.result.changes ?? [])).toEqual(back);
    expect(namesIn(three as State)).toEqual(namesIn(one as State));
  });

  it.each(cases)("tells the reverse of %s when it is undone", (_, second, expected) => {
    const there = runOn(second, runOn(both, undefined).ledger);
    const back = runOn(both, there.ledger);
    const kinds = back.result.changes.map(({ kind, thing }) => `${kind} ${thing}`);
    const reverse: Readonly<Record<string, string>> = { gone: "back", new: "gone" };
    const wanted = expected
      .map((line) => line.split(" ").slice(0, 2))
      .map(([kind = "", thing]) => `${reverse[kind] ?? kind} ${String(thing)}`);
    expect(kinds).toEqual(wanted);
  });

  it("tells nothing of a part of the API, and nothing without a ledger", () => {
    const first = runOn(both, undefined);
    expect(first.result.changes).toEqual([]);
    expect(runOn(specOf({ "GET /others": OTHER }), first.ledger, { isPartial: true }).result.changes).toEqual([]);
  });

  it("names the spec since which something is gone or back", () => {
    const first = runOn(both, undefined, { label: "May" });
    const second = runOn(specOf({ "GET /others": OTHER }), first.ledger, { label: "June" });
    const third = runOn(specOf({ "GET /others": OTHER }), second.ledger, { label: "July" });
    const fourth = runOn(both, third.ledger, { label: "August" });
    const states = [first, second, third, fourth].map(({ ledger }) => {
      const { absent, back } = ledger.versions["beta"]?.operations["GET /widgets/{}"] ?? {};
      return [absent, back];
    });
    expect(states).toEqual([
      [undefined, undefined],
      ["June", undefined],
      ["June", undefined],
      [undefined, "August"],
    ]);
  });

  it("is in every format of the report", () => {
    const first = runOn(both, undefined);
    const { result } = runOn(specOf({ "GET /others": OTHER }), first.ledger);
    const summary = {
      command: "generate",
      operations: {},
      models: {},
      files: { written: 0, removed: 0, unchanged: 0 },
      repairs: {},
      stages: [],
    };
    for (const format of REPORT_FORMATS) {
      const report = { diagnostics: [], changes: result.changes, summary, pathOf: () => undefined };
      const text = renderReport(report, format, { useColor: false, least: "warning" });
      expect(text, format).toContain("GET /widgets/{}");
      expect(text, format).toContain("gone");
      expect(renderReport({ ...report, changes: [] }, format, { useColor: false, least: "warning" })).not.toContain(
        "gone",
      );
    }
  });

  it("tells first what breaks somebody", () => {
    const change = (kind: PublicChange["kind"]): PublicChange => ({
      version: "beta",
      kind,
      thing: "model",
      what: "X.yaml",
      name: "X",
    });
    expect(changeLines([change("new"), change("back"), change("gone")]).map((line) => line.trim())).toEqual([
      "public changes: 3",
      "gone: 1",
      "beta model X.yaml, X",
      "back: 1",
      "beta model X.yaml, X",
      "new: 1",
      "beta model X.yaml, X",
    ]);
  });
});
