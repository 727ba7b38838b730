import { describe, expect, it } from "vitest";
import { readAnchors } from "../../../generator/load/anchors.ts";
import { ANY_KEY, GRAMMAR, type Keyword, type ObjectKind } from "../../../generator/load/grammar.ts";
import { isObjectKind } from "../../../generator/load/grammar-lookups.ts";
import { isObject } from "../../../generator/load/tree.ts";
import { linkTree } from "../../../generator/load/link.ts";
import { repairTree } from "../../../generator/load/repair.ts";
import { readYaml } from "../../../generator/load/yaml.ts";
import { buildVersion } from "../../../generator/model/build/version.ts";
import { processSpec, treeOf } from "../../support/spec.ts";
import { EVERY_KEYWORD } from "./every-keyword.ts";

type Json = Record<string, unknown>;

/** Where a keyword of a kind stands in the document: each is taken out on its own. */
interface Place {
  readonly kind: ObjectKind;
  readonly key: string;
  readonly path: readonly (string | number)[];
}

/** All places of keywords in a document, by the grammar. References are not followed. */
function placesIn(node: unknown, kind: ObjectKind, path: readonly (string | number)[]): readonly Place[] {
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]): readonly Place[] => {
    const keyword = GRAMMAR[kind][key] ?? GRAMMAR[kind][ANY_KEY];
    if (keyword === undefined) return [];
    const at = [...path, key];
    const own: readonly Place[] = Object.hasOwn(GRAMMAR[kind], key) ? [{ kind, key, path: at }] : [];
    const { holds, shape } = keyword;
    if (!isObjectKind(holds)) return own;
    if (shape === "one") return [...own, ...placesIn(value, holds, at)];
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(Object(value) as Json);
    return [...own, ...entries.flatMap(([name, entry]) => placesIn(entry, holds, [...at, name]))];
  });
}

function without(document: Json, path: readonly (string | number)[]): Json {
  const copy = structuredClone(document);
  let node: unknown = copy;
  for (const step of path.slice(0, -1)) node = (node as Json)[step];
  delete (node as Json)[path.at(-1) ?? ""];
  return copy;
}

const document = readYaml(EVERY_KEYWORD).value as Json;

/** What a run makes of the document: all but where things stand in it, and without the finding that a key is missing. */
function resultOf(input: Json): string {
  // As the reading stage does.
  const copy = structuredClone(input);
  readAnchors(copy);
  const linked = linkTree({ ...treeOf({}), roots: ["root.yaml"], files: new Map([["root.yaml", copy]]) });
  const repaired = repairTree(linked.value);
  const { value, diagnostics } = buildVersion(repaired.value);
  const found = [...linked.diagnostics, ...repaired.diagnostics, ...diagnostics];
  return JSON.stringify([value, found.map(({ code, message, action }) => [code, message, action])]);
}

const places = placesIn(document, "root", []);
const found = new Map<string, Place[]>();
for (const place of places) {
  const name = `${place.kind}.${place.key}`;
  found.set(name, [...(found.get(name) ?? []), place]);
}
const all = (Object.keys(GRAMMAR) as ObjectKind[]).flatMap((kind) =>
  Object.entries(GRAMMAR[kind])
    .filter(([key]) => key !== ANY_KEY)
    .map(([key, keyword]) => ({ name: `${kind}.${key}`, keyword })),
);

/** A value that a keyword may have. */
function valueFor({ holds, shape }: Keyword): unknown {
  if (shape === "map") return { a: [] };
  return holds === "schema" ? {} : holds === "truth" ? true : 1;
}

describe("every keyword is read, told or harmless", () => {
  const whole = resultOf(document);
  const names = all.filter(({ keyword }) => keyword.unread !== "harmless").map(({ name }) => name);

  it("the document has each keyword that is not harmless", () => {
    expect(names.filter((name) => !found.has(name))).toEqual([]);
  });

  it.each(names)("%s makes a difference", (name) => {
    const differs = (found.get(name) ?? []).some(({ path }) => resultOf(without(document, path)) !== whole);
    expect(differs).toBe(true);
  });

  it.each(all.filter(({ keyword }) => keyword.unread === "wider" || keyword.unread === "narrower"))(
    "$name is told, with the way in which the type is off",
    ({ name, keyword }) => {
      const [, key = ""] = name.split(".");
      const schema = {
        type: "object",
        properties: { a: {} },
        [key]: valueFor(keyword),
      };
      const root = {
        openapi: "3.1.0",
        info: { title: "T", version: "1" },
        paths: {},
        components: { schemas: { schema } },
      };
      const { diagnostics } = processSpec({ "root.yaml": JSON.stringify(root) });
      expect(diagnostics.map(({ message, action }) => `${message}: ${action}`)).toContainEqual(
        expect.stringMatching(
          new RegExp(`^.${key.replace("$", "\\$")}. cannot.*the type is ${keyword.unread ?? ""} `, "u"),
        ),
      );
    },
  );
});
