import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { beforeAll, describe, expect, it } from "vitest";
import type { PublicChange } from "../../generator/diagnostics/report-types.ts";
import { assignNames } from "../../generator/names/assign.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { namings } from "../support/namings.ts";
import { loadModel } from "./names-model.ts";
import { readRawApi, type RawApi } from "./raw-api.ts";

const shared = resolve(import.meta.dirname, "../../../shared/specs");
const hasShared = existsSync(join(shared, "sailpoint-2025-11-20"));
const title = hasShared
  ? "public changes on the real specs"
  : "public changes on the real specs (SKIPPED: ../shared is not beside the checkout)";

type Raw = Readonly<Record<string, unknown>>;

interface RawOperation {
  readonly id: string;
  readonly tag: string;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

/** The operations of a raw spec by method and path, read without the generator. */
function rawOperations(folder: string, version: string): ReadonlyMap<string, RawOperation> {
  const root = join(shared, folder, `sailpoint-api.${version}.yaml`);
  const { paths } = load(readFileSync(root, "utf8")) as { readonly paths: Readonly<Record<string, Raw>> };
  const found = new Map<string, RawOperation>();
  for (const [path, item] of Object.entries(paths)) {
    const reference = item["$ref"];
    const methods = (
      typeof reference === "string" ? load(readFileSync(resolve(dirname(root), reference), "utf8")) : item
    ) as Readonly<Record<string, Raw>>;
    for (const method of METHODS) {
      const operation = methods[method];
      if (operation === undefined) continue;
      const tags = operation["tags"] as readonly string[] | undefined;
      found.set(`${method.toUpperCase()} ${path.replaceAll(/\{[^{}]*\}/gu, "{}")}`, {
        id: String(operation["operationId"]),
        tag: tags?.[0] ?? "Default",
      });
    }
  }
  return found;
}

describe.skipIf(!hasShared)(title, () => {
  let changes: readonly PublicChange[];
  const dates = ["sailpoint-2025-05-20", "sailpoint-2025-11-20"];
  const rawApi = (folder: string, version: string): RawApi =>
    readRawApi(join(shared, folder, `sailpoint-api.${version}.yaml`));
  const linesOf =
    (version: string, thing: PublicChange["thing"], line: (change: PublicChange) => string) =>
    (kind: PublicChange["kind"]): readonly string[] =>
      changes
        .filter((change) => change.version === version && change.thing === thing && change.kind === kind)
        .map(line)
        .sort();

  beforeAll(async () => {
    const base = { overrides: NO_OVERRIDES, frozen: false, namings: namings() };
    const may = await loadModel(join(shared, "sailpoint-2025-05-20"));
    const november = await loadModel(join(shared, "sailpoint-2025-11-20"));
    const { ledger } = assignNames({ ...base, model: may, ledger: undefined }).value;
    changes = assignNames({ ...base, model: november, ledger }).value.changes;
  }, 120_000);

  it.each(["beta", "v2024"])("%s: what an independent comparison of the raw specs finds", (version) => {
    const before = rawOperations("sailpoint-2025-05-20", version);
    const after = rawOperations("sailpoint-2025-11-20", version);
    const told = (kind: PublicChange["kind"], line: (change: PublicChange) => string): readonly string[] =>
      changes
        .filter((change) => change.version === version && change.thing === "operation" && change.kind === kind)
        .map(line)
        .sort();
    const moved = changes.filter(
      ({ kind, thing, version: own }) => kind === "moved" && thing === "operation" && own === version,
    );
    const from = new Set(moved.map((change) => change.before));
    const to = new Set(moved.map((change) => change.after));
    const keys = (
      one: ReadonlyMap<string, unknown>,
      other: ReadonlyMap<string, unknown>,
      but: ReadonlySet<string | undefined>,
    ): readonly string[] => [...one.keys()].filter((key) => !other.has(key) && !but.has(key)).sort();
    expect(before.size).toBeGreaterThan(500);
    expect(told("gone", ({ what }) => what)).toEqual(keys(before, after, from));
    expect(told("new", ({ what }) => what)).toEqual(keys(after, before, to));
    const both = [...after].flatMap(([key, now]) => {
      const old = before.get(key);
      return old === undefined ? [] : [{ key, old, now }];
    });
    expect(told("id", ({ what, before: old, after: now }) => `${what} ${String(old)} ${String(now)}`)).toEqual(
      both
        .filter(({ old, now }) => old.id !== now.id)
        .map(({ key, old, now }) => `${key} ${old.id} ${now.id}`)
        .sort(),
    );
    expect(told("tag", ({ what, before: old, after: now }) => `${what} ${String(old)} ${String(now)}`)).toEqual(
      both
        .filter(({ old, now }) => old.tag !== now.tag)
        .map(({ key, old, now }) => `${key} ${old.tag} ${now.tag}`)
        .sort(),
    );
    expect(told("renamed", ({ what }) => what)).toEqual([]);
  });

  it.each(["beta", "v2024"])("%s: what an independent comparison finds of parameters", (version) => {
    const [before, after] = dates.map((folder) => rawApi(folder, version));
    const told = linesOf(version, "parameter", ({ what, name }) => `${what} ${name}`);
    const missing = (one: RawApi | undefined, other: RawApi | undefined): readonly string[] =>
      [...(one?.operations ?? [])]
        .flatMap(([key, { parameters }]) => {
          const others = other?.operations.get(key)?.parameters;
          if (others === undefined) return [];
          return [...parameters.keys()]
            .filter((parameter) => !parameter.startsWith("path ") && !others.has(parameter))
            .map((parameter) => `${key} ${parameter}`);
        })
        .sort();
    expect(told("gone")).toEqual(missing(before, after));
    expect(told("new")).toEqual(missing(after, before));
  });

  it.each(["beta", "v2024"])("%s: what an independent comparison finds of models in files", (version) => {
    const [before, after] = dates.map((folder) => rawApi(folder, version));
    const moved = changes.filter(
      (change) => change.version === version && change.thing === "model" && change.kind === "moved",
    );
    const places = (api: RawApi | undefined): ReadonlySet<string> =>
      new Set([...(api?.properties.keys() ?? [])].filter((place) => !place.includes("#")));
    const left = (one: ReadonlySet<string>, other: ReadonlySet<string>, told: readonly (string | undefined)[]) =>
      [...one].filter((place) => !other.has(place) && !told.includes(place)).sort();
    const isFile = (line: string): boolean => /\.ya?ml$/u.test(line);
    const [old, now] = [places(before), places(after)];
    const told = linesOf(version, "model", ({ what }) => what);
    const [from, to] = [moved.map((change) => change.before), moved.map((change) => change.after)];
    expect(told("gone").filter((place) => isFile(place) && old.has(place))).toEqual(left(old, now, from));
    expect(told("new").filter((place) => isFile(place) && now.has(place))).toEqual(left(now, old, to));
  });
});
