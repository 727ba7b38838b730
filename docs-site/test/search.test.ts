import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createSearchParts } from "../plugins/search-parts";
import { readTree, type Tree } from "../plugins/tree";
import { createEngine } from "../src/search/engine";
import { answers, type Query } from "./queries.mjs";

/** The pages of the real specs, where somebody made them. */
const realDocs = process.env["REAL_DOCS"];

function load(tree: Tree) {
  const parts = createSearchParts(tree);
  const engine = createEngine(tree.rooms);
  for (const { id } of tree.rooms) engine.addNames(JSON.parse(parts.get(`${id}.names.json`) ?? ""));
  for (const { id } of tree.rooms) engine.addDetails(JSON.parse(parts.get(`${id}.details.json`) ?? ""));
  return engine;
}

function readQueries(name: string): Query[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, `queries-${name}.json`), "utf8")) as Query[];
}

const cases = [
  { name: "embedded", docs: resolve(import.meta.dirname, "../../generated/docs") },
  ...(realDocs !== undefined && existsSync(realDocs) ? [{ name: "real", docs: realDocs }] : []),
];

if (cases.length === 1) console.log("skipped: the queries of the real specs, for REAL_DOCS names no folder of pages");

describe.each(cases)("the search of the $name specs", ({ name, docs }) => {
  const engine = load(readTree(docs));
  it.each(readQueries(name))("finds $kind: $query", ({ query, pages }) => {
    const hits = engine
      .search(query)
      .slice(0, 5)
      .map(({ record }) => record.to);
    expect(hits[0], hits.join("\n")).toSatisfy((to: string | undefined) => answers(to ?? "", pages));
  });
});
