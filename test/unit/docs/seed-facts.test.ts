import { beforeAll, describe, expect, it } from "vitest";
import { compareFacts } from "../../docs/compare-facts.ts";
import { emitDocs, type EmittedDocs } from "../../docs/emit.ts";
import { SEED_FACTS } from "../../docs/seed-facts.ts";

let emitted: EmittedDocs;
beforeAll(async () => {
  emitted = await emitDocs();
});

describe("the facts of the published pages", () => {
  it.each(SEED_FACTS.map((fact) => [fact.page, fact.anchor, fact] as const))("%s %s", (page, _, fact) => {
    expect(compareFacts(fact, emitted.files.get(`docs/${page}`) ?? "", emitted.names)).toEqual([]);
  });
});
