import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { publicationIn } from "./library.ts";
import { published, publishedVersion } from "../../contract/publication.ts";
import type { EventHook } from "../../model/model.ts";
import { resolveUse } from "../../model/uses.ts";
import { eventNames } from "../../names/table.ts";
import type { Language } from "./language.ts";
import { otherLanguages } from "./languages/index.ts";
import { sectionAddress, type Library, type Shelf } from "./library.ts";
import { fitValue } from "./samples.ts";
import { NO_DESCRIPTION, type Writer } from "./writer.ts";

/** The values for the template of an event's page. */
export interface EventView {
  readonly description: string;
  readonly payload: string;
  readonly reply: string;
  readonly example: string;
  readonly more: string;
}

/** The values of the template for an event. */
export function eventView(writer: Writer, event: EventHook): EventView {
  const { shelf, language, library, snippets } = writer;
  const version = publishedVersion(publicationIn(library, language.id), shelf.version.label);
  const { payload, reply } = published(version.events.get(event.wire), `event ${event.wire}`);
  const names = eventNames(shelf.names, event.wire);
  return {
    description: writer.blocks(event.description) || plainText(event.summary) || NO_DESCRIPTION,
    payload: writer.type(payload),
    reply:
      reply === undefined
        ? "The service expects no reply."
        : `The service expects a reply of the type ${writer.type(reply)}.`,
    example: snippets.block(language.code, eventSnippet({ library, shelf }, language, event)),
    more: [
      ...otherLanguages(language).map(({ id, label }) => {
        const href = writer.href({ page: sectionAddress(shelf, id, "events", names.docs.slug) });
        return `- In ${label}: ${link(codeSpan(names.docs.title), href)}`;
      }),
      `- Id of the trigger: ${codeSpan(event.triggerId)}`,
      `- Name in the spec: ${codeSpan(event.wire)}`,
      `- Spec: ${codeSpan(`${event.origin.file}#${event.origin.pointer}`)}`,
    ].join("\n"),
  };
}

/** A code snippet that reads a payload of the event. */
export function eventSnippet(
  { library, shelf }: { readonly library: Library; readonly shelf: Shelf },
  language: Language,
  event: EventHook,
): string {
  const fitting = { declarations: shelf.declarations, side: "answer", depth: 3 } as const;
  const value = fitValue(event.payload, event.examples[0]?.value, fitting);
  const { declaration } = resolveUse(shelf.declarations, event.payload);
  return language.eventSnippet({ library, shelf, event, declaration, value });
}
