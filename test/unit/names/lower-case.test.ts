import { describe, expect, it } from "vitest";
import { spelledName, spellingsOf } from "../../../generator/names/rules/lower-case.ts";
import type { Declaration } from "../../../generator/model/model.ts";
import { assign, declaration, modelNames, operation, version } from "./make.ts";

const titled = (id: string, title: string): Declaration => ({ ...declaration(id), title });

describe("names of files in small letters", () => {
  it.each([
    ["accessprofile", "Access Profile", "AccessProfile"],
    ["accessprofile", "AccessProfile", "AccessProfile"],
    ["accessprofile", "access-profile", "AccessProfile"],
    ["approval-2", "Approval", "approval-2"],
    ["accessprofile-2", "Access Profile", "AccessProfile-2"],
    ["accessprofile", "A profile", "accessprofile"],
    ["accessprofile", "", "accessprofile"],
    ["AccessProfile", "ACCESS Profile", "AccessProfile"],
    ["access_profile", "Access Profile", "access_profile"],
  ])("%s with the title %s is %s", (stem, title, expected) => {
    expect(spelledName(stem, { title }, new Map())).toBe(expected);
  });

  it("have the spelling of an older version where no title tells, and inline types follow", () => {
    const old = assign({ versions: [version("beta", { declarations: [declaration("beta/schemas/SourceRef.yaml")] })] });
    const names = modelNames(
      [
        declaration("apis/schemas/sourceref.yaml"),
        declaration("apis/schemas/sourceref.yaml#/properties/owner"),
        declaration("apis/schemas/othername.yaml"),
      ],
      { ledger: { ...old.value.ledger, versions: { old: old.value.ledger.versions["beta"] ?? never() } } },
    );
    expect([...names.values()]).toEqual(["SourceRef", "SourceRefOwner", "Othername"]);
  });

  it("have no spelling that versions differ in", () => {
    const versions = [
      version("a", { declarations: [declaration("a/SourceRef.yaml"), titled("a/rolekey.yaml", "Role Key")] }),
      version("b", { declarations: [declaration("b/SourceREF.yaml")] }),
    ];
    expect([...spellingsOf(undefined, { versions })]).toEqual([["rolekey", "RoleKey"]]);
  });
});

function never(): never {
  throw new Error("there is no such version");
}

describe("one endpoint with a version in its path and one without", () => {
  it("is noted in both versions, and each has the other's name as an alias", () => {
    const { ledger } = assign({
      versions: [
        version("beta", { operations: [operation("GET /roles/{id} getRole"), operation("GET /roles listRoles")] }),
        version("v1", { operations: [operation("GET /roles/v1/{id} fetchARoleV1"), operation("GET /x/v1 getXV1")] }),
      ],
    }).value;
    const told = Object.entries(ledger.versions).flatMap(([label, { operations }]) =>
      Object.entries(operations).map(([key, { twins, aliases }]) => [label, key, twins, Object.keys(aliases ?? {})]),
    );
    expect(told).toEqual([
      ["beta", "GET /roles/{}", ["v1 GET /roles/v1/{}"], ["Get-ARole"]],
      ["beta", "GET /roles", undefined, []],
      ["v1", "GET /roles/v1/{}", ["beta GET /roles/{}"], ["Get-Role"]],
      ["v1", "GET /x/v1", undefined, []],
    ]);
  });
});
