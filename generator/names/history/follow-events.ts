import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion } from "../../model/model.ts";
import { movedEvent } from "../diagnostics.ts";
import { splitWords } from "../rules/words.ts";
import { copyRecord, entryOf, type VersionLedger } from "../ledger/ledger.ts";
import { pairUp } from "./pairs.ts";
import { moveModels, withFormerKey } from "./rekey.ts";

/**
 * Brings the events of the ledger to the input. An event is its name; where the name is spelled another way today (in
 * case and signs), the event and the types that are written in it keep what they are called.
 */
export function followEvents(
  version: ApiVersion,
  ledger: VersionLedger,
): { readonly ledger: VersionLedger; readonly moved: readonly []; readonly diagnostics: readonly Diagnostic[] } {
  const present = new Set(version.events.map(({ wire }) => wire));
  const gone = Object.keys(ledger.events).filter((wire) => !present.has(wire));
  const came = version.events.filter(({ wire }) => entryOf(ledger.events, wire) === undefined);
  const events = copyRecord(ledger.events);
  const targets = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const pairs = pairUp(
    gone.map((key) => ({ key })),
    came.map(({ wire, origin }) => ({ key: wire, origin })),
    [
      {
        traits: { gone: ({ key }) => plainEvent(key), came: ({ key }) => plainEvent(key) },
        judge: () => ({ evidence: "the name is the same but for case and signs", isSure: true }),
      },
    ],
  );
  for (const { gone: from, came: to, evidence } of pairs) {
    const entry = entryOf(events, from.key);
    if (entry === undefined) continue;
    delete events[from.key];
    events[to.key] = withFormerKey(entry, from.key, to.key);
    targets.set(`event ${from.key}`, `event ${to.key}`);
    const facts = { from: from.key, to: to.key, name: entry.name, evidence };
    diagnostics.push(diagnose(movedEvent, facts, { version: version.label, origin: to.origin }));
  }
  if (diagnostics.length === 0) return { ledger, moved: [], diagnostics };
  return { ledger: moveModels({ ...ledger, events }, targets), moved: [], diagnostics };
}

/** `widgetMade`, `widget.made` and `WIDGET_MADE` are one name. */
function plainEvent(wire: string): string | undefined {
  const letters = splitWords(wire).join("").toLowerCase();
  return letters === "" ? undefined : letters;
}
