import { describe, expect, it } from "vitest";
import type { ApiModel, Operation } from "../../../generator/model/model.ts";
import { lintNames } from "../../../generator/names/lint.ts";
import type { Ledger, LedgerOperation } from "../../../generator/names/ledger/ledger.ts";
import { NO_OVERRIDES, type Overrides } from "../../../generator/names/overrides/overrides.ts";
import { beta, call, entries, model } from "./history/ledgers.ts";
import { operation, version } from "./make-model.ts";

const lint = (
  ledger: Ledger,
  more: { readonly overrides?: Partial<Overrides>; readonly model?: ApiModel } = {},
): readonly string[] =>
  lintNames({
    ledger,
    overrides: { ...NO_OVERRIDES, ...more.overrides },
    ...(more.model === undefined ? {} : { model: more.model }),
  }).map(({ rule, version: label, what, message }) => `${rule} ${label} ${what}: ${message}`);
const named = (cmdlet: string, more: Partial<LedgerOperation> = {}): Ledger =>
  beta({ operations: { "GET /a": call("A", { cmdlet, id: "getA", ...more }) } });

describe("the lint of names", () => {
  it.each<[string, readonly string[]]>([
    [
      "Start-EvaluateSod",
      [
        "verb-verb beta GET /a: Start-EvaluateSod has the verb evaluate after its verb; an override can make it the verb or a noun",
      ],
    ],
    ["Get-Evaluate", []],
    ["Invoke-EvaluateSod", []],
    ["Set-SetupForm", []],
    ["Get-AccessProfile", []],
    ["Get-TestResult", []],
    ["Get-SodPolicy", []],
    ["Get", []],
  ])("of %s", (cmdlet, expected) => {
    expect(lint(named(cmdlet)).filter((text) => text.startsWith("verb-verb") || text.includes(": spelled"))).toEqual(
      expected,
    );
  });

  it.each<[string, string, boolean]>([
    ["Get-Role", "listRoles", true],
    ["Get-Role", "list", true],
    ["Get-Role", "listingRoles", false],
    ["Get-Role", "getRole", false],
    ["Get-Roles", "listRoles", false],
    ["Get-RoleList", "listRoles", false],
    ["Get-Metadata", "listMetadata", false],
    ["Get-Status", "listStatus", true],
    ["Find-Role", "listRoles", false],
  ])("of the list %s with the id %s", (cmdlet, id, isFound) => {
    expect(lint(named(cmdlet, { id }))).toEqual(
      isFound ? [`list-singular beta GET /a: ${cmdlet} gives a list and has a singular noun`] : [],
    );
  });

  it.each<[string, Partial<Operation>, boolean]>([
    [
      "a list",
      {
        wireId: "getRole",
        success: {
          kind: "value",
          uses: [{ kind: "list", item: { kind: "unknown", reason: "" } }],
          statuses: [],
          orNothing: false,
        },
      },
      true,
    ],
    [
      "a list of another verb",
      {
        wireId: "fetchRole",
        success: {
          kind: "value",
          uses: [{ kind: "list", item: { kind: "unknown", reason: "" } }],
          statuses: [],
          orNothing: false,
        },
      },
      false,
    ],
    [
      "one thing",
      {
        wireId: "getRole",
        success: { kind: "value", uses: [{ kind: "unknown", reason: "" }], statuses: [], orNothing: false },
      },
      false,
    ],
    [
      "one thing or a list",
      {
        wireId: "getRole",
        success: {
          kind: "value",
          uses: [
            { kind: "list", item: { kind: "unknown", reason: "" } },
            { kind: "unknown", reason: "" },
          ],
          statuses: [],
          orNothing: false,
        },
      },
      false,
    ],
    ["nothing", { wireId: "getRole" }, false],
    ["nothing, with the id of a list", { wireId: "listRole" }, true],
  ])("knows from the model that an operation gives %s", (_, more, isList) => {
    const own: ApiModel = {
      versions: [version("v2", {}), version("beta", { operations: [{ ...operation("GET /a x"), ...more }] })],
    };
    expect(lint(named("Get-Role", { id: "listRole" }), { model: own }).length > 0).toBe(isList);
  });

  it("asks the ledger alone about a version that the model lacks", () => {
    expect(lint(named("Get-Role", { id: "listRole" }), { model: { versions: [] } })).toHaveLength(1);
  });

  it("tells how long a name is", () => {
    const long = `R${"o".repeat(70)}`;
    expect(lint(beta({ models: { "b.yaml": model("Short"), "a.yaml": model(long) } }))).toEqual([
      `too-long beta a.yaml: ${long} has 71 letters; 70 are enough`,
    ]);
    const cmdlet = `Get-${"a".repeat(61)}`;
    expect(lint(named(cmdlet))).toEqual([`too-long beta GET /a: ${cmdlet} has 65 letters; 64 are enough`]);
  });

  it("tells of one word in two spellings, in operations and models", () => {
    const ledger = beta({
      operations: { "GET /b": call("B", { cmdlet: "Get-RoleDTO" }), "GET /a": call("A", { cmdlet: "Get-URLThing" }) },
      models: { "a.yaml": model("RoleDto"), "b.yaml": model("AnotherDto"), "c.yaml": model("UrlX") },
    });
    expect(lint(ledger)).toEqual([
      "acronym-casing beta dto: spelled DTO (RoleDTO), Dto (RoleDto)",
      "acronym-casing beta url: spelled URL (URLThing), Url (UrlX)",
    ]);
  });

  it.each<[string, Partial<Overrides>, readonly string[]]>([
    [
      "an override with another cmdlet",
      { operations: [{ at: "GET /a", names: { cmdlet: "Get-X" }, reason: "" }] },
      ["GET /a Get-Role"],
    ],
    [
      "an override with another method",
      { operations: [{ at: "GET /a", names: { cmdlet: "Get-Role", method: "x" }, reason: "" }] },
      ["GET /a Get-Role"],
    ],
    [
      "not one with the same names",
      { operations: [{ at: "GET /a", names: { cmdlet: "Get-Role", method: "getA" }, reason: "" }] },
      [],
    ],
    [
      "not one of another id",
      { operations: [{ at: "GET /a", id: "other", names: { cmdlet: "Get-X" }, reason: "" }] },
      [],
    ],
    [
      "not one of another version",
      {
        operations: [{ at: "GET /a", versions: ["v2"], names: { cmdlet: "Get-X" }, reason: "" }],
        models: [{ at: "a.yaml", versions: ["v2"], name: "X", reason: "" }],
      },
      [],
    ],
    [
      "not one without an entry",
      {
        operations: [{ at: "toString", names: { cmdlet: "Get-X" }, reason: "" }],
        models: [{ at: "toString", name: "X", reason: "" }],
      },
      [],
    ],
    [
      "an override with another name of a model",
      { models: [{ at: "a.yaml", name: "X", reason: "" }] },
      ["a.yaml Role"],
    ],
    ["not one with the same name of a model", { models: [{ at: "a.yaml", name: "Role", reason: "" }] }, []],
  ])("tells of %s", (_, overrides, expected) => {
    const ledger = beta({
      operations: { "GET /a": call("A", { cmdlet: "Get-Role", id: "getA" }) },
      models: { "a.yaml": model("Role") },
    });
    expect(lint(ledger, { overrides })).toEqual(
      expected.map((text) => {
        const at = text.lastIndexOf(" ");
        return `override-behind-ledger beta ${text.slice(0, at)}: the ledger holds ${text.slice(at + 1)}, so the override is not used; names rename changes a locked name`;
      }),
    );
  });
});

describe("the lint across versions", () => {
  type Calls = Readonly<Record<string, LedgerOperation>>;
  const across = (one: Calls, other: Calls): readonly string[] =>
    lint(beta({ operations: one }, { v2: entries({ operations: other }) }));
  const at = (id: string, cmdlet = "Get-A"): LedgerOperation => call("A", { id, cmdlet });

  it.each<[string, Calls, Calls, readonly string[]]>([
    [
      "one endpoint with two names",
      { "GET /a": at("x") },
      { "GET /a": at("x", "Get-B") },
      ["other-name beta GET /a: is Get-A here and Get-B in v2; each is an alias of the other where it is free"],
    ],
    ["not one in other case", { "GET /a": at("x") }, { "GET /a": at("x", "Get-a") }, []],
    [
      "one id at two endpoints",
      { "GET /a": at("x") },
      { "GET /b": at("x") },
      ["other-endpoint beta GET /a: x is this endpoint here and GET /b in v2"],
    ],
    ["not the empty id", { "GET /a": at("") }, { "GET /b": at("") }, []],
    [
      "not an id that the same endpoint has as well",
      { "GET /a": at("x") },
      { "GET /a": at("x"), "GET /b": at("x") },
      [],
    ],
    [
      "not an id that this version has there as well",
      { "GET /a": at("x"), "GET /b": at("x") },
      { "GET /b": at("x") },
      [],
    ],
    [
      "an id whose endpoint has another id there",
      { "GET /a": at("x") },
      { "GET /a": at("y"), "GET /b": at("x") },
      ["other-endpoint beta GET /a: x is this endpoint here and GET /b in v2"],
    ],
    ["nothing of other operations", { "GET /a": at("x") }, { "GET /b": at("y", "Get-B") }, []],
  ])("tells of %s", (_, one, other, expected) => {
    expect(across(one, other).filter((text) => text.startsWith("other"))).toEqual(expected);
  });

  it("compares each two versions once, in order", () => {
    const ledger = beta(
      { operations: { "GET /a": at("x") } },
      {
        v2: entries({ operations: { "GET /a": at("x", "Get-B") } }),
        alpha: entries({ operations: { "GET /a": at("x", "Get-C") } }),
      },
    );
    expect(lint(ledger).map((text) => /^\S+ (\S+) .* in (\S+);/u.exec(text)?.slice(1).join(" "))).toEqual([
      "alpha beta",
      "alpha v2",
      "beta v2",
    ]);
  });
});
