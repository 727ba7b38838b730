import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../generator/names/ledger/ledger.ts";
import {
  checkNames,
  listNames,
  renameName,
  retireNames,
  type LedgerChange,
} from "../../../generator/names/commands.ts";
import { explainName } from "../../../generator/names/explain.ts";
import { NO_OVERRIDES, type Overrides } from "../../../generator/names/overrides/overrides.ts";
import { parseOverrides } from "../../../generator/names/overrides/parse-overrides.ts";
import { versionNames } from "../../../generator/names/table.ts";
import { assign, declaration, operation, version } from "./make.ts";
import { namings } from "../../support/namings.ts";

const model = {
  versions: [
    version("beta", {
      operations: ["GET /roles listRoles", "GET /roles/{id} getRole", "POST /sod/evaluate startEvaluateSod"].map(
        (line) => operation(line),
      ),
      declarations: [declaration("beta/schemas/Role.yaml")],
    }),
  ],
};
const { ledger } = assign(model).value;
const prefixOf = (): string => "Beta";
const AT = { prefix: "Beta", namings: namings() };

function changed(change: LedgerChange): Ledger {
  if ("problem" in change) throw new Error(change.problem);
  return change.ledger;
}

describe("names list", () => {
  it("lists what matches, with the version's prefix", () => {
    expect(
      listNames(ledger, { matching: "getrole", prefixOf }).map(
        ({ powershell, typescript }) => `${powershell} ${typescript}`,
      ),
    ).toEqual(["Get-BetaRole getRole"]);
    expect(listNames(ledger, { kind: "model", prefixOf }).map(({ place }) => place)).toEqual([
      "beta/schemas/Role.yaml",
    ]);
  });
});

describe("names rename", () => {
  it("keeps the old names as aliases in every target", () => {
    const next = changed(
      renameName(
        ledger,
        { version: "beta", what: "Get-BetaRole", cmdlet: "Get-BetaAccessRole", method: "getAccessRole" },
        AT,
      ),
    );
    const names = versionNames(assign(model, { ledger: next }).value.table, "beta").operations.get("GET /roles/{}");
    expect(names?.powershell).toMatchObject({
      cmdlet: "Get-BetaAccessRole",
      aliases: [{ name: "Get-BetaRole", reason: "renamed" }],
    });
    expect(names?.typescript).toMatchObject({
      method: "getAccessRole",
      aliases: [{ name: "getRole", reason: "renamed" }],
      arguments: "GetRoleArgs",
    });
  });

  it("goes back to an old name of the same thing", () => {
    const there = changed(renameName(ledger, { version: "beta", what: "Role", model: "AccessRole" }, AT));
    const back = changed(renameName(there, { version: "beta", what: "AccessRole", model: "Role" }, AT));
    expect(back.versions["beta"]?.models["beta/schemas/Role.yaml"]).toMatchObject({
      name: "Role",
      aliases: { AccessRole: "renamed" },
    });
  });

  it.each([
    ["a name another has", { what: "Get-BetaRole", cmdlet: "Get-Roles" }, /is taken \(the name of GET \/roles\)/u],
    ["a verb that is not approved", { what: "Get-BetaRole", cmdlet: "Fetch-Role" }, /approved/u],
    ["something that is not there", { what: "Get-BetaNothing", cmdlet: "Get-Something" }, /has no operation/u],
    ["a method another has", { what: "getRole", method: "listRoles" }, /the method of/u],
    ["a model's name with a sign", { what: "Role", model: "My-Role" }, /capital/u],
  ])("refuses %s", (_, renaming, problem) => {
    const change = renameName(ledger, { version: "beta", ...renaming }, AT);
    expect("problem" in change ? change.problem : "").toMatch(problem);
  });
});

describe("names retire", () => {
  it("makes a tombstone whose name stays held", () => {
    const next = changed(retireNames(ledger, { version: "beta", what: ["Get-BetaRole"] }, "Beta"));
    expect(Object.keys(next.versions["beta"]?.retired.operations ?? {})).toEqual(["GET /roles/{}"]);
    const change = renameName(next, { version: "beta", what: "Get-BetaRoles", cmdlet: "Get-Role" }, AT);
    expect("problem" in change ? change.problem : "").toMatch(/retired/u);
  });
});

describe("names explain", () => {
  it("tells the rule, the override and the lock", () => {
    const overrides: Overrides = {
      operations: [
        {
          at: "POST /sod/evaluate",
          names: { cmdlet: "Start-SodEvaluation" },
          reason: "doubled-verb: start and evaluate",
        },
      ],
      models: [],
      parameters: [],
    };
    const locked = assign(model, { overrides }).value.ledger;
    const [found] = explainName("Start-BetaSodEvaluation", {
      ledger: locked,
      overrides,
      model,
      namings: namings(),
      prefixOf,
    });
    expect(found).toMatchObject({
      place: "POST /sod/evaluate",
      why: "the published name has two verbs",
      override: "doubled-verb: start and evaluate",
    });
    expect(found?.rule).toMatch(/^Start-BetaEvaluateSod, startEvaluateSod/u);
  });
});

describe("names check", () => {
  it("reports a verb after the verb, and overrides that fit nothing", () => {
    const overrides: Overrides = {
      operations: [{ at: "GET /nothing", names: { cmdlet: "Get-Nothing" }, reason: "x: y" }],
      models: [{ at: "beta/schemas/Gone.yaml", versions: ["beta"], name: "Gone", reason: "x: y" }],
      parameters: [],
    };
    const { findings, diagnostics } = checkNames({ ledger, overrides, model });
    expect(findings.map(({ rule, what }) => `${rule} ${what}`)).toEqual(["verb-verb POST /sod/evaluate"]);
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "note override-dead",
      "note override-dead",
    ]);
  });

  it.each([
    ["a cmdlet", `Get-${"Thing".repeat(12)}`, 64, false],
    ["a cmdlet", `Get-${"Thing".repeat(12)}s`, 65, true],
  ])("finds %s of %s too long from its budget on", (_, cmdlet, length, isTooLong) => {
    expect(cmdlet).toHaveLength(length);
    const own = { versions: [version("beta", { operations: [operation("GET /things/{id} getThing")] })] };
    const locked = assign(own).value.ledger;
    const text = JSON.stringify(locked).replace(/"cmdlet":"[^"]*"/u, `"cmdlet":"${cmdlet}"`);
    const { findings } = checkNames({ ledger: JSON.parse(text) as Ledger, overrides: NO_OVERRIDES, model: own });
    expect(findings.some(({ rule }) => rule === "too-long")).toBe(isTooLong);
  });

  it.each([
    [70, false],
    [71, true],
  ])("finds a model of %i letters too long: %s", (length, isTooLong) => {
    const own = { versions: [version("beta", { declarations: [declaration("beta/schemas/Role.yaml")] })] };
    const name = `R${"o".repeat(length - 1)}`;
    const text = JSON.stringify(assign(own).value.ledger).replace(/"name":"[^"]*"/u, `"name":"${name}"`);
    const { findings } = checkNames({ ledger: JSON.parse(text) as Ledger, overrides: NO_OVERRIDES, model: own });
    expect(findings.some(({ rule }) => rule === "too-long")).toBe(isTooLong);
  });

  it("does not call an override dead for a version that is not read, or without a ledger", () => {
    const overrides: Overrides = {
      operations: [{ at: "GET /nothing", versions: ["v2024"], names: { cmdlet: "Get-Nothing" }, reason: "x: y" }],
      models: [],
      parameters: [],
    };
    expect(checkNames({ ledger, overrides, model }).diagnostics).toEqual([]);
    expect(
      assign(model, {
        overrides: {
          operations: [{ at: "GET /nothing", names: { cmdlet: "Get-Nothing" }, reason: "x: y" }],
          models: [],
          parameters: [],
        },
      }).diagnostics,
    ).toEqual([]);
  });

  it("finds one endpoint under two names and one id at two endpoints", () => {
    const beta = version("beta", { operations: [operation("GET /c listC1"), operation("GET /states/{id} getStates")] });
    const v2024 = version("v2024", { operations: [operation("GET /c listD1"), operation("GET /states getStates")] });
    const both = { versions: [beta, v2024] };
    const rules = checkNames({ ledger: assign(both).value.ledger, overrides: NO_OVERRIDES, model: both }).findings.map(
      ({ rule }) => rule,
    );
    expect(rules).toEqual(expect.arrayContaining(["other-name", "other-endpoint"]));
  });
});

describe("overrides", () => {
  it.each([
    ["an unknown key", { operations: [{ at: "GET /x", cmdlt: "Get-X", reason: "r" }] }, /unknown key/u],
    ["no reason", { operations: [{ at: "GET /x", cmdlet: "Get-X1" }] }, /reason/u],
    ["a verb that is not approved", { operations: [{ at: "GET /x", cmdlet: "Fetch-X1", reason: "r" }] }, /approved/u],
    ["nothing to change", { operations: [{ at: "GET /x", reason: "r" }] }, /neither/u],
    ["a name in small letters", { models: [{ at: "x.yaml", name: "role", reason: "r" }] }, /capital/u],
    [
      "parameters that say nothing",
      { parameters: [{ at: "GET /x", reason: "x: y" }] },
      /neither "published" nor "order"/u,
    ],
    [
      "an order that is no list",
      { parameters: [{ at: "GET /x", order: "id", reason: "x: y" }] },
      /not a list of names of parameters/u,
    ],
    [
      "positions that are no list",
      { parameters: [{ at: "GET /x", positions: "Id", reason: "x: y" }] },
      /not a list of parameters/u,
    ],
    [
      "an unknown meaning",
      { parameters: [{ at: "GET /x", published: { Name: "somewhere" }, reason: "x: y" }] },
      /must mean/u,
    ],
  ])("are refused with %s", (_, raw, problem) => {
    const parsed = parseOverrides(raw, namings());
    expect("problem" in parsed ? parsed.problem : "").toMatch(problem);
  });
});
