import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApiModel } from "../../generator/model/model.ts";
import { assignNames, type NamingResult } from "../../generator/names/assign.ts";
import { EMPTY_LEDGER, type Ledger } from "../../generator/names/ledger/ledger.ts";
import { placeOfFile, readLedgerFile, readOverridesFile } from "../../generator/names/ledger/ledger-file.ts";
import { printLedger } from "../../generator/names/ledger/ledger-text.ts";
import { NO_OVERRIDES, type Overrides } from "../../generator/names/overrides/overrides.ts";
import { versionNames, type DeclarationNames, type VersionNames } from "../../generator/names/table.ts";
import { isApprovedVerb } from "../../generator/names/rules/verbs.ts";
import { loadModel } from "./names-model.ts";
import { namings } from "../support/namings.ts";

const root = resolve(import.meta.dirname, "../..");
const shared = resolve(root, "../shared");
const hasShared = existsSync(resolve(shared, "naming/expected-beta.tsv"));
const title = hasShared
  ? "names on the real specs"
  : "names on the real specs (SKIPPED: ../shared is not beside the checkout)";

/** Rows of expected-models-beta.tsv that name no place of the specs; everything else must be equal. */
const ACCEPTED: ReadonlyMap<string, string> = new Map([
  [
    "ArrayInner1",
    "its place is a remark; the place beside JsonPatchOperation that is meant is another row's and equal there",
  ],
  [
    "SearchCriteria",
    "beta/schemas/SearchCriteria.yaml is not among the specs of 2025-05-20; the ledger holds the name for that place",
  ],
  ["SearchCriteriaFiltersValue", "as SearchCriteria"],
  ["SearchCriteriaFiltersValueRange", "as SearchCriteria"],
  ["SearchCriteriaFiltersValueRangeLower", "as SearchCriteria"],
  ["SearchCriteriaFiltersValueRangeUpper", "as SearchCriteria"],
  ["SearchCriteriaQuery", "as SearchCriteria"],
  ["SearchCriteriaTextQuery", "as SearchCriteria"],
]);

function rowsOf(file: string): readonly (readonly string[])[] {
  return readFileSync(resolve(shared, "naming", file), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^{}]*\}/gu, "{}")}`;
}

describe.skipIf(!hasShared)(title, () => {
  let may: ApiModel;
  let november: ApiModel;
  let ledger: Ledger;
  let overrides: Overrides;
  let named: NamingResult;
  const assign = (
    model: ApiModel,
    more: { ledger?: Ledger; overrides?: Overrides; frozen?: boolean },
  ): ReturnType<typeof assignNames> =>
    assignNames({
      model,
      ledger: more.ledger,
      overrides: more.overrides ?? NO_OVERRIDES,
      frozen: more.frozen ?? false,
      namings: namings(),
    });

  beforeAll(async () => {
    may = await loadModel(resolve(shared, "specs/sailpoint-2025-05-20"));
    november = await loadModel(resolve(shared, "specs/sailpoint-2025-11-20"));
    const read = readLedgerFile(placeOfFile(resolve(root, "specs/names.lock.json")), namings());
    const written = readOverridesFile(placeOfFile(resolve(root, "specs/names.overrides.yaml")), namings());
    if ("problems" in read || "problem" in written) throw new Error("the ledger or the overrides cannot be read");
    ledger = read.ledger;
    overrides = written.value;
    named = assign(may, { ledger, overrides }).value;
  }, 120_000);

  it("holds every name of May in the ledger: a frozen run finds nothing", () => {
    const frozen = assign(may, { ledger, overrides, frozen: true });
    // What an earlier run settled is told in every run.
    expect(new Set(frozen.diagnostics.map(({ code }) => code))).toEqual(new Set(["name-clash-locked"]));
    expect(printLedger(frozen.value.ledger)).toBe(printLedger(ledger));
  });

  it("equals expected-beta.tsv: cmdlets, aliases, methods", () => {
    const names = versionNames(named.table, "beta");
    const wrong = rowsOf("expected-beta.tsv").flatMap(
      ([, method = "", path = "", , , cmdlet = "", aliases = "", ideal = "", official = ""]) => {
        const found = names.operations.get(keyOf(method, path));
        const own = [
          found?.powershell.cmdlet,
          found?.powershell.aliases.map(({ name }) => name).join(","),
          found?.typescript.method,
          found?.typescript.aliases.map(({ name }) => name).join(","),
        ];
        const wanted = [cmdlet, aliases, ideal, ideal === official ? "" : official];
        return own.join(" | ") === wanted.join(" | ")
          ? []
          : [`${method} ${path}: ${own.join(" | ")} and not ${wanted.join(" | ")}`];
      },
    );
    expect(wrong).toEqual([]);
  });

  it("has every model of expected-models-beta.tsv at its place, with the published name as an alias where it changed", () => {
    const places = placesOf(may, versionNames(named.table, "beta"));
    const wrong: string[] = [];
    const accepted = new Set<string>();
    for (const [official = "", , at = "", , ideal = "", action = ""] of rowsOf("expected-models-beta.tsv")) {
      if (ACCEPTED.has(official)) {
        accepted.add(official);
        continue;
      }
      const names = ideal.split(" | ");
      at.split(" | ").forEach((place, index) => {
        if (place.startsWith("…")) return;
        const found = places.get(place);
        const wanted = names.length === 1 ? names[0] : names[index];
        if (found?.typescript.name !== wanted)
          wrong.push(`${place}: ${found?.typescript.name ?? "nothing"} and not ${wanted ?? ""}`);
        const isAlias = found?.typescript.aliases.some(({ name }) => name === official) === true;
        if (["rename", "merge", "alias"].includes(action) && !isAlias)
          wrong.push(`${official} is no alias of ${wanted ?? ""}`);
      });
    }
    expect(wrong).toEqual([]);
    expect([...accepted].sort()).toEqual([...ACCEPTED.keys()].sort());
  });

  it.each([
    ["beta", { same: 483, capitals: 23, changed: 53, otherVersion: 13 }],
    ["v2024", { same: 619, capitals: 20, changed: 63, otherVersion: 17 }],
  ])("keeps and changes as many published names of %s as the rules say", (label, counts) => {
    const names = versionNames(named.table, label);
    const found = { same: 0, capitals: 0, changed: 0, otherVersion: 0 };
    for (const [, method = "", path = "", , cmdlet = ""] of rowsOf(`published-cmdlets-${label}.tsv`)) {
      const entry = names.operations.get(keyOf(method, path))?.powershell;
      const own = entry?.cmdlet ?? "";
      found[own === cmdlet ? "same" : own.toLowerCase() === cmdlet.toLowerCase() ? "capitals" : "changed"] += 1;
      if (entry?.aliases.some(({ reason }) => reason === "otherVersion") === true) found.otherVersion += 1;
    }
    expect(found).toEqual(counts);
  });

  it("gives no published cmdlet's name to another operation", () => {
    for (const label of ["beta", "v2024"]) {
      const rows = rowsOf(`published-cmdlets-${label}.tsv`);
      const owners = new Map<string, Set<string>>();
      for (const [, method = "", path = "", , cmdlet = ""] of rows)
        owners.set(cmdlet.toLowerCase(), (owners.get(cmdlet.toLowerCase()) ?? new Set()).add(keyOf(method, path)));
      for (const [key, { powershell }] of versionNames(named.table, label).operations) {
        for (const name of [powershell.cmdlet, ...powershell.aliases.map((alias) => alias.name)]) {
          const owner = owners.get(name.toLowerCase());
          expect(owner === undefined || owner.has(key), `${name} of ${key}`).toBe(true);
        }
      }
    }
  });

  it("changes no name in November, and lists what is new", () => {
    const later = assign(november, { ledger, overrides });
    for (const { label } of november.versions) {
      const before = versionNames(named.table, label);
      const after = versionNames(later.value.table, label);
      for (const [key, entry] of after.operations) {
        const old = before.operations.get(key);
        if (old !== undefined)
          expect([key, entry.powershell.cmdlet, entry.typescript.method, entry.typescript.arguments]).toEqual([
            key,
            old.powershell.cmdlet,
            old.typescript.method,
            old.typescript.arguments,
          ]);
        else
          expect(later.value.additions).toContainEqual(
            expect.objectContaining({ version: label, kind: "operation", what: key }),
          );
      }
      for (const [id, entry] of after.declarations) {
        const old = before.declarations.get(id);
        if (old !== undefined)
          expect([id, entry.typescript.name, entry.powershell.name]).toEqual([
            id,
            old.typescript.name,
            old.powershell.name,
          ]);
      }
    }
    const found = new Set(later.diagnostics.map(({ code, severity }) => `${severity} ${code}`));
    expect(found).toEqual(new Set(["warning name-clash-locked", "note schema-moved"]));
  });

  it("costs a subset nothing: the embedded specs on the same ledger", async () => {
    const embedded = assign(await loadModel(resolve(root, "specs")), { ledger, overrides, frozen: true });
    expect(embedded.diagnostics.filter(({ code }) => code !== "name-clash-locked")).toEqual([]);
    expect(embedded.value.additions).toEqual([]);
  });

  it.each([0, 1])("needs neither ledger nor overrides for approved, whole and unique names (specs %i)", (index) => {
    const model = [may, november][index] ?? may;
    const bare = assign(model, {});
    expect(bare.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const { label } of model.versions) checkInvariants(versionNames(bare.value.table, label));
  });

  it("keeps the invariants with the ledger", () => {
    for (const { label } of may.versions) checkInvariants(versionNames(named.table, label));
    expect(
      assign(may, { ledger: EMPTY_LEDGER, overrides }).diagnostics.filter(({ severity }) => severity === "error"),
    ).toEqual([]);
  });
});

function placesOf(model: ApiModel, names: VersionNames): ReadonlyMap<string, DeclarationNames> {
  const version = model.versions.find(({ label }) => label === names.label);
  const places = new Map<string, DeclarationNames>();
  for (const declaration of version?.declarations ?? []) {
    const entry = names.declarations.get(declaration.id);
    if (entry !== undefined) for (const place of [declaration.id, ...declaration.also]) places.set(place, entry);
  }
  return places;
}

/** Approved verb, a noun, unique ignoring case; no alias is a live name; types unique, argument and form types included. */
function checkInvariants(names: VersionNames): void {
  const cmdlets = new Map<string, string>();
  const types = new Map<string, string>();
  const claim = (map: Map<string, string>, name: string, who: string): void => {
    expect(`${name}: ${map.get(name.toLowerCase()) ?? who}`).toBe(`${name}: ${who}`);
    map.set(name.toLowerCase(), who);
  };
  for (const [key, { powershell, typescript }] of names.operations) {
    const [verb = "", noun = ""] = powershell.cmdlet.split("-");
    expect(isApprovedVerb(verb), powershell.cmdlet).toBe(true);
    expect(noun.slice(names.powershell.prefix.length), powershell.cmdlet).toMatch(/^\p{Lu}/u);
    for (const name of [powershell.cmdlet, ...powershell.aliases.map((alias) => alias.name)]) claim(cmdlets, name, key);
    claim(types, typescript.arguments, key);
    claim(types, typescript.filters, `${key} filters`);
    claim(types, typescript.sorters, `${key} sorters`);
    const parameters = powershell.parameters
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .map((name) => name.toLowerCase());
    expect(new Set(parameters).size, key).toBe(parameters.length);
  }
  for (const [id, { typescript }] of names.declarations) {
    for (const name of [typescript.name, typescript.input, ...typescript.aliases.map((alias) => alias.name)])
      claim(types, name, `${id} ${name}`);
  }
  for (const [tag, { typescript }] of names.tags) claim(types, typescript.class, tag);
}
