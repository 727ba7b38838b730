import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileStemOf, isFileStem, MAXIMUM_STEM } from "../../../generator/names/rules/file-stem.ts";
import { versionNames, type VersionNames } from "../../../generator/names/table.ts";
import { assign, declaration, operation, version } from "./make.ts";
import type { ApiModel } from "../../../generator/model/model.ts";
import type { Ledger } from "../../../generator/names/ledger/ledger.ts";

const MARK = /^(?:[a-z0-9]+-)+[0-9a-f]{8}$/u;

function modelOf(tags: readonly string[], models: readonly string[] = []): ApiModel {
  return {
    versions: [
      version("beta", {
        operations: tags.map((tag, index) =>
          operation(`GET /things-${"x".repeat(index + 1)} getThing${"x".repeat(index + 1)}`, { tag }),
        ),
        declarations: models.map((key) =>
          declaration(`root.yaml#/components/schemas/${key}`, {
            place: { kind: "component", file: "root.yaml", key, section: "schemas" } as never,
          }),
        ),
      }),
    ],
  };
}

function namesOf(model: ApiModel, ledger?: Ledger): VersionNames {
  return versionNames(assign(model, ledger === undefined ? {} : { ledger }).value.table, "beta");
}

describe("the name of a file", () => {
  it.each(["Con", "aux", "NUL", "com1", "Lpt9", "אב", "", "Größe", "x".repeat(500), "%%%", "\ufe0f"])(
    "of %j is mended with a mark of the whole name",
    (tag) => {
      const names = namesOf(modelOf([tag])).tags.get(tag);
      const mended = [names?.docs.slug ?? "", names?.typescript.module ?? ""];
      for (const name of mended) expect(isFileStem(name)).toBe(true);
      // The words of com1 are two, and com-1 is no device; what has no word at all is called Default.
      const isModuleFine = /^(?:com|lpt)\d$|^[^\p{L}]*$/iu.test(tag);
      if (tag !== "") expect(mended[0]).toMatch(MARK);
      if (!isModuleFine) expect(mended[1]).toMatch(MARK);
    },
  );

  it("of a tag's page stays when the name that it wanted is free again", () => {
    const first = assign(modelOf(["Widgets", "widgets"])).value;
    const slugs = (names: VersionNames): readonly (string | undefined)[] =>
      ["Widgets", "widgets"].map((tag) => names.tags.get(tag)?.docs.slug);
    const [, other] = slugs(versionNames(first.table, "beta"));
    expect(other).toBe("widgets-methods");
    expect(slugs(namesOf(modelOf(["widgets"]), first.ledger))).toEqual([undefined, other]);
  });

  it("is a name on every system, within its bound, and a function of the whole name alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ unit: "binary" }), (whole, wanted) => {
        const name = fileStemOf(whole, { wanted, fallback: "model" });
        expect(isFileStem(name)).toBe(true);
        expect(name.length).toBeLessThanOrEqual(MAXIMUM_STEM);
        expect(name).toBe(fileStemOf(whole, { wanted, fallback: "model" }));
      }),
    );
  });

  it("is as before where nothing is wrong", () => {
    const names = namesOf(modelOf(["Access Profiles"], ["AccessProfile"]));
    expect(names.tags.get("Access Profiles")).toMatchObject({
      typescript: { module: "access-profiles" },
      docs: { slug: "access-profiles", id: "beta-access-profiles" },
    });
    expect([...names.declarations.values()].map(({ docs }) => docs.slug)).toEqual(["access-profile"]);
  });

  it("is one for each thing, ignoring case, whatever they are called", () => {
    const tags = [
      "%%%",
      "&&&",
      "אב",
      "בא",
      "a b",
      "A-B",
      "A_B",
      "a+b",
      "Index",
      "index!",
      "\ufe0f",
      "½",
      "²",
      "__proto__",
    ];
    const models = [
      "שלום",
      "עולם",
      "Größe",
      "Gräße",
      "Index",
      "Indices",
      "Con",
      "x".repeat(300),
      `${"x".repeat(300)}y`,
    ];
    const names = namesOf(modelOf(tags, models));
    const all = [...names.tags.values()];
    const lists = [
      all.map(({ docs }) => docs.slug),
      all.map(({ docs }) => docs.id),
      all.map(({ typescript }) => typescript.module),
      all.map(({ typescript }) => typescript.class.toLowerCase()),
      all.map(({ typescript }) => typescript.property.toLowerCase()),
      [...names.declarations.values()].map(({ docs }) => (docs.slug === "index" ? "indices" : docs.slug)),
    ];
    for (const list of lists) expect(new Set(list).size).toBe(list.length);
    for (const { typescript } of all) {
      expect(typescript.class).toMatch(/^\p{ID_Start}\p{ID_Continue}*$/u);
      expect(typescript.property).toMatch(/^\p{ID_Start}\p{ID_Continue}*$/u);
    }
  });

  it("does not depend on what else there is", () => {
    const alone = namesOf(modelOf(["אב"], ["Größe"]));
    const among = namesOf(modelOf(["Con", "אב", "בא"], ["Gräße", "Größe"]));
    expect(among.tags.get("אב")?.typescript.module).toBe(alone.tags.get("אב")?.typescript.module);
    const slugIn = (names: VersionNames): string | undefined =>
      [...names.declarations.values()].find(({ typescript }) => typescript.name === "Größe")?.docs.slug;
    expect(slugIn(among)).toBe(slugIn(alone));
    expect(slugIn(alone)).toMatch(MARK);
  });

  it("is told, kept by the ledger, and an error of a frozen run until then", () => {
    const model = modelOf(["Con"], ["שלום"]);
    const first = assign(model);
    expect(first.diagnostics.map(({ code }) => code)).toEqual(Array(3).fill("file-name-mended"));
    const { ledger } = first.value;
    expect(Object.keys(ledger.versions["beta"]?.files ?? {})).toEqual(["tag page Con", "model page שלום"]);
    expect(assign(model, { ledger, frozen: true }).diagnostics).toEqual([]);
    const unlocked = { ...ledger.versions["beta"], files: {} } as never;
    const frozen = assign(model, { ledger: { ...ledger, versions: { beta: unlocked } }, frozen: true });
    expect(frozen.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "name-unlocked",
      "name-unlocked",
    ]);
    const kept = { ...ledger.versions["beta"], files: { "model page שלום": "shalom" } } as never;
    const names = namesOf(model, { ...ledger, versions: { beta: kept } });
    expect([...names.declarations.values()].map(({ docs }) => docs.slug)).toEqual(["shalom"]);
  });
});
