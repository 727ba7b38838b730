import { describe, expect, it } from "vitest";
import { printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import { namesIn, runOn, type State } from "../../support/history.ts";
import { historyBySeed, type RandomState } from "../../support/random-history.ts";

/** `npm run histories` plays 200. */
const HISTORIES = Number(process.env["ISC_HISTORIES"] ?? "20");
const STEPS = 8;

/** What each thing is called, by its number, which is what it is wherever it stands. */
function namesByNumber({ api }: RandomState, state: State): ReadonlyMap<string, { name: string; key: string }> {
  const names = namesIn(state);
  const found = new Map<string, { name: string; key: string }>();
  for (const [number, { method, path }] of api.operations) {
    const key = `${method.toUpperCase()} ${path}{}`;
    found.set(`operation ${String(number)}`, { name: names[key] ?? "", key });
  }
  for (const [number, { file }] of api.schemas) {
    const name = names[file];
    // What nothing refers to is not in the model.
    if (name !== undefined) found.set(`model ${String(number)}`, { name, key: file });
  }
  return found;
}

/** The names that a step tells to mean something else than before: what moved, and what is back at its old place. */
function toldMoves({ diagnostics, result }: State): ReadonlySet<string> {
  return new Set([
    ...diagnostics.filter(({ code }) => /^(?:operation|schema)-moved$/u.test(code)).map(({ action }) => action),
    ...result.changes
      .filter(({ kind }) => kind === "moved" || kind === "back")
      .map(({ name }) => `it keeps the name ${name}`),
  ]);
}

describe("random histories", () => {
  it.each(Array.from({ length: HISTORIES }, (_, index) => index + 1))(
    "history %i: no name means another thing without a word, and what stays where it is keeps its name",
    (seed) => {
      const meanings = new Map<string, string>();
      let before: State | undefined;
      let last: ReadonlyMap<string, { name: string; key: string }> = new Map();
      const log: string[] = [];
      for (const random of historyBySeed(seed, STEPS)) {
        log.push(random.edits.join("+"));
        const state = runOn(random.files, before?.ledger);
        const now = namesByNumber(random, state);
        const at = `seed ${String(seed)}, after ${log.join(", ")}`;
        // One name is of one thing.
        const all = Object.values(namesIn(state)).map((name) => name.toLowerCase());
        expect(new Set(all).size, at).toBe(all.length);
        const told = toldMoves(state);
        for (const [number, { name, key }] of now) {
          const old = last.get(number);
          // What stays where it is keeps its name, whatever else happens to it.
          if (old !== undefined && old.key === key) expect(`${number} ${name}`, at).toBe(`${number} ${old.name}`);
          const first = name.split(" ")[0] ?? "";
          const meant = meanings.get(`${number.split(" ")[0] ?? ""} ${name}`);
          if (meant !== undefined && meant !== number)
            expect([...told], `${name} meant ${meant} and means ${number}; ${at}`).toContainEqual(
              `it keeps the name ${first.replace("-Beta", "-")}`,
            );
          meanings.set(`${number.split(" ")[0] ?? ""} ${name}`, number);
        }
        if (before !== undefined) {
          const kinds = (kind: string): ReadonlySet<string> =>
            new Set(
              state.result.changes
                .filter((change) => change.kind === kind && change.thing === "operation")
                .map((change) => (kind === "moved" ? (change.before ?? "") : change.what)),
            );
          const present = new Set(
            [...now].filter(([number]) => number.startsWith("operation")).map(([, { key }]) => key),
          );
          // What is gone is told.
          for (const [number, { key }] of last)
            if (number.startsWith("operation") && !present.has(key))
              expect(kinds("gone").has(key) || kinds("moved").has(key), `${key} is gone; ${at}`).toBe(true);
        }
        // The same spec again changes nothing.
        expect(printLedger(runOn(random.files, state.ledger).ledger), at).toBe(printLedger(state.ledger));
        before = state;
        last = now;
      }
    },
  );
});
