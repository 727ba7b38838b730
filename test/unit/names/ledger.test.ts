import { describe, expect, it } from "vitest";
import type { ApiModel } from "../../../generator/model/model.ts";
import type { Ledger } from "../../../generator/names/ledger/ledger.ts";
import { parseLedger, printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import { versionNames } from "../../../generator/names/table.ts";
import { assign, declaration, operation, version } from "./make.ts";
import { namings } from "../../support/namings.ts";

const model = (lines: readonly string[], files: readonly string[] = [], label = "beta"): ApiModel => ({
  versions: [
    version(label, {
      operations: lines.map((line) => operation(line)),
      declarations: files.map((file) => declaration(file)),
    }),
  ],
});
const ledgerOf = (input: ApiModel): Ledger => assign(input).value.ledger;
const cmdletOf = (input: ApiModel, key: string, ledger: Ledger): string | undefined =>
  versionNames(assign(input, { ledger }).value.table, "beta").operations.get(key)?.powershell.cmdlet;

describe("the ledger", () => {
  it("is read again as it was printed, one line for each entry", () => {
    const ledger = ledgerOf(
      model(["GET /roles listRoles", "DELETE /roles/{id} deleteRole"], ["beta/schemas/Role.yaml"]),
    );
    const text = printLedger(ledger);
    expect(parseLedger(text, namings())).toEqual({ ledger });
    expect(text.split("\n").filter((line) => line.startsWith('"GET /roles"'))).toHaveLength(1);
  });

  it.each([
    ["no JSON", "{", /JSON/u],
    ["another format", '{"format":3,"versions":{}}', /format/u],
    [
      "an entry without names",
      '{"format":1,"versions":{"beta":{"operations":{"GET /x":{"id":"x"}}}}}',
      /it has no cmdlet and no method/u,
    ],
    ["a section that is no mapping", '{"format":1,"versions":{"beta":{"models":[]}}}', /not a mapping/u],
  ])("is refused when it is %s", (_, text, problem) => {
    const parsed = parseLedger(text, namings());
    expect("problems" in parsed ? parsed.problems.map((found) => found.problem).join("\n") : "").toMatch(problem);
  });

  it("keeps a name when the id changes", () => {
    const ledger = ledgerOf(model(["GET /roles listRoles"]));
    expect(cmdletOf(model(["GET /roles fetchAllTheRoles"]), "GET /roles", ledger)).toBe("Get-BetaRoles");
  });

  it("gives a held name to no other operation, live, gone or retired", () => {
    const first = model(["GET /roles/{id} getRole", "GET /x getOther"]);
    const ledger = ledgerOf(first);
    const next = model(["GET /new-roles/{id} fetchRole"]);
    expect(cmdletOf(next, "GET /new-roles/{}", ledger)).toBe("Get-BetaNewRole");
    const retired = assign(model(["GET /x getOther"]), { ledger, retire: true }).value.ledger;
    expect(Object.keys(retired.versions["beta"]?.retired.operations ?? {})).toEqual(["GET /roles/{}"]);
    expect(cmdletOf(next, "GET /new-roles/{}", retired)).toBe("Get-BetaNewRole");
  });

  it("keeps what the input does not have, so that a subset costs nothing", () => {
    const whole = ledgerOf(model(["GET /a getA1", "GET /b getB1"], ["beta/schemas/A.yaml", "beta/schemas/B.yaml"]));
    const part = model(["GET /b getB1"], ["beta/schemas/B.yaml"]);
    expect(assign(part, { ledger: whole, partial: new Set(["beta"]) }).value).toMatchObject({
      ledger: whole,
      additions: [],
    });
  });

  it("follows a schema that moved, with its inline types", () => {
    const place = {
      place: { kind: "member", owner: "beta/schemas/dto/Role.yaml", steps: [{ kind: "property", wire: "owner" }] },
    } as const;
    const before = {
      versions: [
        version("beta", {
          declarations: [
            declaration("beta/schemas/Role.yaml"),
            declaration("beta/schemas/Role.yaml#/properties/owner", { properties: ["x"] }),
          ],
        }),
      ],
    };
    const after = {
      versions: [
        version("beta", {
          declarations: [
            declaration("beta/schemas/dto/Role.yaml"),
            declaration("beta/schemas/dto/Role.yaml#/properties/owner", { ...place, properties: ["x"] }),
          ],
        }),
      ],
    };
    const result = assign(after, { ledger: ledgerOf(before) });
    expect(Object.keys(result.value.ledger.versions["beta"]?.models ?? {})).toEqual([
      "beta/schemas/dto/Role.yaml",
      "beta/schemas/dto/Role.yaml#/properties/owner",
    ]);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["schema-moved"]);
  });

  it("does not take another schema of the name for one that moved", () => {
    const before = {
      versions: [
        version("beta", { declarations: [declaration("beta/schemas/Role.yaml", { properties: ["id", "name"] })] }),
      ],
    };
    const after = {
      versions: [
        version("beta", { declarations: [declaration("beta/schemas/dto/Role.yaml", { properties: ["other"] })] }),
      ],
    };
    expect(assign(after, { ledger: ledgerOf(before) }).diagnostics.map(({ code }) => code)).toEqual([
      "move-doubtful",
      "name-clash-settled",
    ]);
  });

  it.each([
    ["two entries could have moved to one place", ["a/Role.yaml", "b/Role.yaml"], ["c/Role.yaml"]],
    ["one entry could have moved to two places", ["a/Role.yaml"], ["b/Role.yaml", "c/Role.yaml"]],
  ])("follows nothing where %s", (_, from, to) => {
    const at = (files: readonly string[]): ApiModel => ({
      versions: [version("beta", { declarations: files.map((file) => declaration(`beta/schemas/${file}`)) })],
    });
    const codes = assign(at(to), { ledger: ledgerOf(at(from)) }).diagnostics.map(({ code }) => code);
    expect(codes).not.toContain("schema-moved");
  });

  it("makes a new name, and a clash, an error under --frozen", () => {
    const ledger = ledgerOf(model(["GET /a/{id} getA1"]));
    expect(assign(model(["GET /a/{id} getA1"]), { ledger, frozen: true }).diagnostics).toEqual([]);
    const found = assign(model(["GET /a/{id} getA1", "GET /b/{id} fetchA1"]), { ledger, frozen: true }).diagnostics;
    expect(found.every(({ severity }) => severity === "error")).toBe(true);
    expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(["name-clash-frozen", "name-unlocked"]));
  });

  it.each([
    ["cmdlets", model(["GET /a/{id} getA1", "GET /b/{id} fetchA1"]), "GET /b/{}"],
    ["models", model([], ["beta/schemas/Role.yaml", "beta/schemas/dto/Role.yaml"]), "beta/schemas/dto/Role.yaml"],
  ])("tells of a clash of %s in every run, frozen or not", (_, input, what) => {
    const ledger = ledgerOf(input);
    for (const frozen of [false, true]) {
      const found = assign(input, { ledger, frozen }).diagnostics;
      expect(found.map(({ code, severity }) => `${severity} ${code}`)).toContain("warning name-clash-locked");
      expect(found.every(({ message }) => message.startsWith(what))).toBe(true);
    }
  });

  it("tells of no clash once the name that was taken is free", () => {
    const ledger = ledgerOf(model(["GET /a/{id} getA1", "GET /b/{id} fetchA1"]));
    const renamed = parseLedger(printLedger(ledger).replaceAll(`"Get-A1"`, `"Get-Other"`), namings());
    if (!("ledger" in renamed)) throw new Error("the ledger should be read");
    const found = assign(model(["GET /a/{id} getA1", "GET /b/{id} fetchA1"]), { ledger: renamed.ledger }).diagnostics;
    expect(found.filter(({ code, message }) => code === "name-clash-locked" && message.includes("A1"))).toEqual([]);
  });

  it("tells where what has no entry under --frozen comes from", () => {
    const one = version("beta", {
      operations: [operation("GET /roles listRoles", { tag: "Roles" })],
      declarations: [declaration("beta/schemas/Role.yaml")],
    });
    const found = assign({ versions: [one] }, { frozen: true }).diagnostics;
    expect(found.map(({ message, origin }) => [message.split(" has ")[0], origin?.file, origin?.pointer])).toEqual(
      expect.arrayContaining([
        ["the operation GET /roles", "root.yaml", "/paths/GET /roles"],
        ["the model beta/schemas/Role.yaml", "beta/schemas/Role.yaml", ""],
        ["the tag Roles", "root.yaml", "/paths/GET /roles"],
      ]),
    );
  });

  it("can be read again whatever a path holds", () => {
    const { ledger } = assign(model(["GET /a\nb\u0085{id} getA"])).value;
    expect(parseLedger(printLedger(ledger), namings())).toEqual({ ledger });
  });

  it("gives an endpoint the other version's name as an alias, from the ledger alone", () => {
    const beta = version("beta", { operations: [operation("GET /certifications listCertifications")] });
    const v2024 = version("v2024", { operations: [operation("GET /certifications listIdentityCertifications")] });
    const both = assign({ versions: [beta, v2024] });
    const alone = assign({ versions: [beta] }, { ledger: both.value.ledger });
    const aliases = [{ name: "Get-BetaIdentityCertifications", reason: "otherVersion" }];
    expect(versionNames(both.value.table, "beta").operations.get("GET /certifications")?.powershell.aliases).toEqual(
      aliases,
    );
    expect(versionNames(alone.value.table, "beta").operations.get("GET /certifications")?.powershell.aliases).toEqual(
      aliases,
    );
  });
});
