import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion, EventHook } from "../../model/model.ts";
import { doubtfulMove, movedEvent } from "../diagnostics.ts";
import { payloadPrint } from "../ledger/fingerprint.ts";
import { splitWords } from "../rules/words.ts";
import { copyRecord, entryOf, type LedgerEvent, type VersionLedger } from "../ledger/ledger.ts";
import { pairUp, type Round } from "./pairs.ts";
import { moveModels, withFormerKey } from "./rekey.ts";

interface GoneEvent {
  readonly key: string;
  readonly entry: LedgerEvent;
}

interface CameEvent {
  readonly key: string;
  readonly event: EventHook;
  /** The fingerprint of the payload; see {@link payloadPrint}. */
  readonly print: string;
}

/**
 * Follows renamed events. An event keeps its name, and so do its inline types, where only case and separators of its
 * key changed or its trigger id is the same. Equal payloads alone are doubtful: a person decides with `names move`.
 */
export function followEvents(
  version: ApiVersion,
  ledger: VersionLedger,
): { readonly ledger: VersionLedger; readonly moved: readonly []; readonly diagnostics: readonly Diagnostic[] } {
  const present = new Set(version.events.map(({ wire }) => wire));
  const gone = Object.entries(ledger.events).filter(([wire]) => !present.has(wire));
  const came = version.events.filter(({ wire }) => entryOf(ledger.events, wire) === undefined);
  const events = copyRecord(ledger.events);
  const targets = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  if (gone.length === 0 || came.length === 0) return { ledger, moved: [], diagnostics };
  const declarations = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
  const pairs = pairUp(
    gone.map(([key, entry]): GoneEvent => ({ key, entry })),
    came.map((event): CameEvent => ({
      key: event.wire,
      event,
      print: payloadPrint(event.payload, (id) => declarations.get(id)),
    })),
    ROUNDS,
  );
  for (const { gone: from, came: to, evidence, isSure } of pairs) {
    const facts = { from: from.key, to: to.key, name: from.entry.name, evidence };
    const at = { version: version.label, origin: to.event.origin };
    if (!isSure) {
      diagnostics.push(diagnose(doubtfulMove, { ...facts, version: version.label }, at));
      continue;
    }
    delete events[from.key];
    events[to.key] = withFormerKey(from.entry, from.key, to.key);
    targets.set(`event ${from.key}`, `event ${to.key}`);
    diagnostics.push(diagnose(movedEvent, facts, at));
  }
  if (targets.size === 0) return { ledger, moved: [], diagnostics };
  return { ledger: moveModels({ ...ledger, events }, targets), moved: [], diagnostics };
}

const ROUNDS: readonly Round<GoneEvent, CameEvent>[] = [
  {
    traits: { gone: ({ key }) => plainEvent(key), came: ({ key }) => plainEvent(key) },
    judge: () => ({ evidence: "the names differ only in case and punctuation", isSure: true }),
  },
  {
    traits: {
      gone: ({ entry }) => entry.id,
      came: ({ event }) => (event.triggerId === event.wire ? undefined : event.triggerId),
    },
    judge: (_gone, { event }) => ({ evidence: `both have the trigger id ${event.triggerId}`, isSure: true }),
  },
  {
    traits: { gone: ({ entry }) => entry.print, came: ({ print }) => print },
    judge: () => ({ evidence: "their payloads look the same", isSure: false }),
  },
];

/** The event's key in lower case and without separators: `widgetMade`, `widget.made` and `WIDGET_MADE` are equal. */
function plainEvent(wire: string): string | undefined {
  const letters = splitWords(wire).join("").toLowerCase();
  return letters === "" ? undefined : letters;
}
