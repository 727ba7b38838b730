import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ApiVersion, Declaration } from "../../generator/model/model.ts";
import { indexDeclarations, objectOf } from "../../generator/model/uses.ts";
import { declarationNames, versionNames, type NameTable } from "../../generator/names/table.ts";
import type { GeneratedModule } from "../powershell/generated.ts";

interface Helpers {
  /** Models and their old names, each with what it is, by the name in lower case. */
  readonly names: ReadonlyMap<string, string>;
  /** Functions, one per model, by what the model is. */
  readonly counts: Readonly<Record<string, number>>;
  readonly declarations: readonly { readonly kind: string; readonly names: readonly string[] }[];
}

/** An alias of an object is made and read like it; a list or a scalar with a name is only read. */
function kindOf(version: ApiVersion, declaration: Declaration): string {
  if (declaration.kind === "enum" || declaration.kind === "union") return declaration.kind;
  const isObject = objectOf(indexDeclarations(version), { kind: "ref", id: declaration.id }) !== undefined;
  return isObject ? "object" : "list or scalar";
}

function helpersOf(version: ApiVersion, table: NameTable): Helpers {
  const own = versionNames(table, version.label);
  const declarations = version.declarations.map((declaration) => {
    const { name, aliases } = declarationNames(own, declaration.id).powershell;
    return { kind: kindOf(version, declaration), names: [name, ...aliases.map((alias) => alias.name)] };
  });
  const counts: Record<string, number> = {};
  for (const { kind } of declarations) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    declarations,
    counts,
    names: new Map(declarations.flatMap(({ kind, names }) => names.map((name) => [name.toLowerCase(), kind]))),
  };
}

/** Published helpers that are not there, and why. */
const GONE: ReadonlyMap<string, string> = new Map([
  ...[
    "ArrayInner",
    "ExportFormDefinitionsByTenant200ResponseInner",
    "FullcampaignAllOfSearchCampaignInfoReviewer",
    "IdentityAttributesChangedChangesInnerOldValueOneOfValue",
    "IdentityProfileAllOfOwner",
    "ImportFormDefinitions202ResponseErrorsInner",
    "ListIdentityAccessItems200ResponseInner",
    "MultiHostSourcesPasswordPoliciesInner",
    "MultiHostSourcesSchemasInner",
    "PatchPotentialRoleRequestInner",
    "SodViolationContext1ConflictingAccessCriteriaLeftCriteria",
    "UpdateMultiHostSourcesRequestInnerValue",
  ].map((name) => [name, "stood for several schemas, so that no one model can have it as its old name"] as const),
  ["ArrayInner1", "its place is a remark; see names.test.ts"],
  ...[
    "SearchCriteria",
    "SearchCriteriaFiltersValue",
    "SearchCriteriaFiltersValueRange",
    "SearchCriteriaFiltersValueRangeLower",
    "SearchCriteriaFiltersValueRangeUpper",
    "SearchCriteriaQuery",
    "SearchCriteriaTextQuery",
  ].map((name) => [name, "its file is not among the specs of 2025-05-20"] as const),
]);

/** The published modules export 881 + 847 helpers for beta and 1,093 + 1,056 for v2024. */
export function describeHelpers(generated: () => GeneratedModule): void {
  describe("the model helpers of the real specs", () => {
    const helpers = (label: string): Helpers => {
      const { model, names } = generated();
      const version = model.versions.find((candidate) => candidate.label === label);
      if (version === undefined) throw new Error(`no ${label}`);
      return helpersOf(version, names);
    };

    it("are there under their published names, but for those with a reason (beta, whose names are known)", () => {
      const { names, declarations } = helpers("beta");
      const official = readFileSync(resolve("../shared/naming/expected-models-beta.tsv"), "utf8")
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.split("\t")[0] ?? "");
      const kinds = (kind: string): readonly string[] =>
        official.filter((name) => names.get(name.toLowerCase()) === kind);
      const missing = official.filter((name) => !names.has(name.toLowerCase()));
      expect(missing).toEqual([...GONE.keys()].sort());
      // The published generator makes no helper for an enumeration, and Initialize- for objects only.
      expect(official.length - kinds("enum").length).toBe(881);
      const missingUnions = 5;
      expect(kinds("object").length + missing.length - missingUnions).toBe(847);
      expect(kinds("union").length + missingUnions).toBe(881 - 847);
      // What more there is: models that the published generator merged, or cut off, and enumerations and lists.
      const known = new Set(official.map((name) => name.toLowerCase()));
      const more: Record<string, number> = {};
      for (const { kind, names: own } of declarations)
        if (!own.some((name) => known.has(name.toLowerCase()))) more[kind] = (more[kind] ?? 0) + 1;
      expect(more).toEqual({ enum: 223, "list or scalar": 19, object: 56, union: 13 });
    });

    it.each([
      ["beta", { enum: 279, "list or scalar": 19, object: 872, union: 42 }],
      ["v2024", { enum: 344, "list or scalar": 38, object: 1106, union: 49 }],
    ])("are one ConvertFrom- per model and one Initialize- per object (%s)", (label, counts) => {
      expect(helpers(label).counts).toEqual(counts);
    });
  });
}
