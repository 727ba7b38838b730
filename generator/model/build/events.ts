import { appendPointer } from "../../load/pointer.ts";
import { identityOf, isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import { EVENT_SECTIONS, METHODS } from "../../load/grammar-lookups.ts";
import type { EventHook, Origin } from "../model.ts";
import { slugOf } from "../slug.ts";
import { answersOf } from "./answers.ts";
import { bodyOf } from "./content.ts";
import { duplicateEvent, guessedTrigger } from "./diagnostics.ts";
import { unknownUse } from "./schema.ts";
import { followIn, report, type BuildState } from "./state.ts";
import { textOf } from "./text.ts";

/**
 * The events in the roots' `webhooks` (OpenAPI 3.1) and `x-webhooks` (the vendor's), each with the id of its trigger.
 */
export function buildEvents(state: BuildState, roots: readonly Cursor[]): EventHook[] {
  const rows = roots.flatMap(triggerRows);
  const known = new Map<string, Origin>();
  const prefix = commonPrefix(rows);
  return roots
    .flatMap((root) => eventsOf(state, root, known))
    .map((event): EventHook => {
      const slug = slugOf(event.wire);
      const row = rows.find(({ name }) => name === slug) ?? rows.find(({ link }) => link === slug);
      if (row !== undefined) return { ...event, triggerId: row.id };
      if (prefix === undefined || event.wire.includes(":")) return { ...event, triggerId: event.wire };
      const triggerId = `${prefix}${slug}`;
      report(state, guessedTrigger, { event: event.wire, id: triggerId }, event.origin);
      return { ...event, triggerId };
    });
}

/**
 * Whether an event is the first one with its name. Several roots may list the same event; a different event of that
 * name is reported.
 */
function isFirst(
  state: BuildState,
  known: Map<string, Origin>,
  { wire, origin }: { readonly wire: string; readonly origin: Origin },
): boolean {
  const first = known.get(wire);
  if (first === undefined) known.set(wire, origin);
  else if (identityOf(first) !== identityOf(origin))
    report(state, duplicateEvent, { event: wire, first: first.file }, origin);
  return first === undefined;
}

function eventsOf(state: BuildState, root: Cursor, known: Map<string, Origin>): Omit<EventHook, "triggerId">[] {
  const events: Omit<EventHook, "triggerId">[] = [];
  for (const section of EVENT_SECTIONS) {
    const hooks = isObject(root.value) ? root.value[section] : undefined;
    if (!isObject(hooks)) continue;
    for (const wire of Object.keys(hooks).sort()) {
      const item = followIn(state, { file: root.file, pointer: appendPointer("", section, wire), value: hooks[wire] });
      if (item === undefined || !isObject(item.value)) continue;
      const method = METHODS.find((name) => isObject((item.value as RawObject)[name]));
      if (method === undefined) continue;
      const operation = followIn(state, {
        file: item.file,
        pointer: appendPointer(item.pointer, method),
        value: item.value[method],
      });
      if (operation === undefined || !isObject(operation.value)) continue;
      const node = operation.value;
      if (!isFirst(state, known, { wire, origin: originOf(operation) })) continue;
      const body = bodyOf(state, operation, wire, { kind: "event", event: wire, steps: [] });
      const content = body?.contents[0];
      const reply = answersOf(state, operation, wire).flatMap((answer) => answer.contents)[0];
      events.push({
        wire,
        summary: textOf(node["summary"]).replace(/\s+/gu, " "),
        description: textOf(node["description"]),
        payload: content?.use ?? unknownUse(state, operation, "the event states no payload"),
        ...(reply === undefined ? {} : { reply: reply.use }),
        examples: content?.examples ?? [],
        origin: originOf(operation),
      });
    }
  }
  return events;
}

/** A row of a table of triggers: the slug of its name, the slug that its link ends with, and the trigger's id. */
interface TriggerRow {
  readonly name: string;
  readonly link: string | undefined;
  readonly id: string;
}

/**
 * The rows of all trigger tables of a root. The vendor lists trigger ids in tables in the descriptions of tags: `|
 * [Access Request Submitted](…/access-request-submitted/) | idn:access-request-pre-approval | … |`. A row belongs to
 * the event with the row's name, else to the event that its link ends with.
 */
function triggerRows(root: Cursor): TriggerRow[] {
  const tags = isObject(root.value) ? root.value["tags"] : undefined;
  if (!Array.isArray(tags)) return [];
  return tags.flatMap((tag: unknown) => (isObject(tag) ? tableRows(textOf(tag["description"])) : []));
}

function tableRows(description: string): TriggerRow[] {
  return description.split("\n").flatMap((line) => {
    if (!line.trimStart().startsWith("|")) return [];
    const [, first = "", ...cells] = line.split("|").map((cell) => cell.trim());
    const id = cells.find((cell) => /^[a-z][a-z\d]*:[a-z\d][a-z\d-]*$/u.test(cell));
    if (id === undefined) return [];
    const [, text = first, address] = /^\[(.*)\]\((.*)\)$/u.exec(first) ?? [];
    return [{ name: slugOf(text), link: address?.replace(/\/+$/u, "").split("/").at(-1), id }];
  });
}

/** The prefix of the trigger ids (`idn:`), if all rows have the same one. */
function commonPrefix(rows: readonly TriggerRow[]): string | undefined {
  const prefixes = new Set(rows.map(({ id }) => id.slice(0, id.indexOf(":") + 1)));
  return prefixes.size === 1 ? [...prefixes][0] : undefined;
}
