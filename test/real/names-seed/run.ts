/**
 * How specs/names.lock.json was started, and how it would be again: the names that the rules and overrides give the
 * specs of 2025-05-20, with the names that the published SDKs of that day have as aliases. Run it in the checkout, with
 * ../shared beside it: `npx tsc -p tsconfig.json --noEmit false --outDir dist/seed && node dist/seed/test/real/names-seed/run.js`.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { addCrossAliases } from "../../../generator/targets/powershell/naming/cross-aliases.ts";
import { assignNames } from "../../../generator/names/assign.ts";
import { versionLedger, type Ledger, type VersionLedger } from "../../../generator/names/ledger/ledger.ts";
import { placeOfFile, readOverridesFile } from "../../../generator/names/ledger/ledger-file.ts";
import { printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import { modelKeys } from "../../../generator/names/ledger/model-key.ts";
import type { Overrides } from "../../../generator/names/overrides/overrides.ts";
import type { ApiModel, ApiVersion } from "../../../generator/model/model.ts";
import { loadModel } from "../names-model.ts";
import { enterPublishedBodies } from "./published-bodies.ts";
import { publishedModels } from "./published-models.ts";
import {
  enterPublishedCmdlets,
  enterPublishedModels,
  withoutCrossAliases,
  type PublishedCmdlet,
  type PublishedModel,
} from "./published.ts";
import { namings } from "../../support/namings.ts";

const root = process.cwd();
const shared = resolve(root, "../shared");
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["beta", "Beta"],
  ["v2024", "V2024"],
]);
const NAMINGS = namings(PREFIXES);

/**
 * What is known of v2024 and does not follow from the rules: copies that the published SDK numbered although their
 * shapes are equal, the order of two numbers, a list named by a title, a schema that was dropped for its name's sake.
 */
const KNOWN_NUMBERED: Readonly<Record<string, readonly PublishedModel[]>> = {
  beta: [],
  v2024: [
    { name: "ExportOptions1", places: ["v2024/schemas/ExportOptions.yaml"] },
    { name: "ObjectExportImportOptions1", places: ["v2024/schemas/ObjectExportImportOptions.yaml"] },
    { name: "ImportObject1", places: ["v2024/schemas/ImportObject.yaml"] },
    { name: "Schedule1", places: ["v2024/schemas/sources/Schedule.yaml"] },
    { name: "Schedule2", places: ["v2024/schemas/schedule/Schedule.yaml"] },
    { name: "ArrayInner", places: [] },
    { name: "Selector1", places: [] },
  ],
};

async function main(): Promise<void> {
  const overrides = readOverridesFile(placeOfFile(join(root, "specs/names.overrides.yaml")), NAMINGS);
  if ("problem" in overrides) throw new Error(overrides.problem);
  const model = await loadModel(join(shared, "specs/sailpoint-2025-05-20"));
  const first = assignNames({ model, ledger: undefined, overrides: overrides.value, frozen: false, namings: NAMINGS })
    .value.ledger;
  let ledger: Ledger = first;
  for (const version of model.versions) {
    const seeded = await seedVersion(
      version,
      withoutCrossAliases(versionLedger(first, version.label)),
      overrides.value,
    );
    ledger = { ...ledger, versions: { ...ledger.versions, [version.label]: seeded } };
  }
  ledger = addCrossAliases(ledger).ledger;
  const embedded: ApiModel = await loadModel(join(root, "specs"));
  const last = assignNames({ model: embedded, ledger, overrides: overrides.value, frozen: false, namings: NAMINGS });
  await writeFile(join(root, "specs/names.lock.json"), printLedger(last.value.ledger));
}

async function seedVersion(version: ApiVersion, ledger: VersionLedger, overrides: Overrides): Promise<VersionLedger> {
  const { label } = version;
  const published = await readCmdlets(join(shared, `naming/published-cmdlets-${label}.tsv`));
  const order = published.map(({ method, path }) => `${method} ${path.replace(/\{[^{}]*\}/gu, "{}")}`);
  const numbered = new Set(
    overrides.models.filter((override) => override.versions?.includes(label) ?? true).map((override) => override.at),
  );
  const derived =
    label === "beta"
      ? await readModels(join(shared, "naming/expected-models-beta.tsv"))
      : publishedModels(version, order, numbered);
  const known = KNOWN_NUMBERED[label] ?? [];
  const names = new Set(known.map(({ name }) => name));
  const models = [...known, ...derived.filter(({ name }) => !names.has(name))];
  const keys = modelKeys(version);
  const keyOfPlace = new Map(
    version.declarations.flatMap((declaration) =>
      [declaration.id, ...declaration.also].map((place) => [place, keys.keyOf(declaration)] as const),
    ),
  );
  const withCmdlets = enterPublishedCmdlets(ledger, { published, prefix: PREFIXES.get(label) ?? "" });
  const withModels = enterPublishedModels(withCmdlets, {
    published: models.filter(({ name, places }) => places.length > 0 || name === "ArrayInner"),
    seen: label,
    keyOfPlace: (place) => keyOfPlace.get(place),
  });
  return enterPublishedBodies(withModels, { version, models });
}

async function readCmdlets(path: string): Promise<readonly PublishedCmdlet[]> {
  return (await readRows(path)).map(([operationId = "", method = "", route = "", , cmdlet = ""]) => ({
    operationId,
    method,
    path: route,
    cmdlet,
  }));
}

async function readModels(path: string): Promise<readonly PublishedModel[]> {
  return (await readRows(path)).map(([name = "", , places = ""]) => ({ name, places: places.split(" | ") }));
}

async function readRows(path: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(path, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
}

await main();
