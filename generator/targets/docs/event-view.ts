import { codeSpan, link } from "../../emit/escape-markdown.ts";
import { stringLiteral } from "../../emit/escape.ts";
import { pretty } from "../../emit/literal.ts";
import { published, publishedVersion } from "../../contract/publication.ts";
import type { EventHook } from "../../model/model.ts";
import { resolveUse } from "../../model/uses.ts";
import { declarationNames, eventNames } from "../../names/table.ts";
import { otherLanguage } from "./language.ts";
import { sectionAddress, type Library, type Shelf } from "./library.ts";
import { hereString } from "./powershell-value.ts";
import { fitValue } from "./samples.ts";
import { typeMarkdown } from "./type-name.ts";
import { literalOf } from "./typescript-value.ts";
import type { Writer } from "./writer.ts";

/** An event's page as its template reads it. */
export interface EventView {
  readonly description: string;
  readonly payload: string;
  readonly reply: string;
  readonly example: string;
  readonly more: string;
}

export function eventView(writer: Writer, event: EventHook): EventView {
  const { shelf, language, library, snippets } = writer;
  const version = publishedVersion(library.publications[language.id], shelf.version.label);
  const { payload, reply } = published(version.events.get(event.wire), `event ${event.wire}`);
  const other = otherLanguage(language);
  const names = eventNames(shelf.names, event.wire);
  const href = writer.href({ page: sectionAddress(shelf, other.id, "events", names.docs.slug) });
  return {
    description: writer.blocks(event.description) || writer.blocks(event.summary) || "(no description)",
    payload: typeMarkdown(payload, writer.modelHref),
    reply:
      reply === undefined
        ? "The service expects no reply."
        : `The service expects a reply of the type ${typeMarkdown(reply, writer.modelHref)}.`,
    example: snippets.block(language.code, eventSnippet({ library, shelf }, language.id, event)),
    more: [
      `- In ${other.label}: ${link(codeSpan(names.typescript.name), href)}`,
      `- Id of the trigger: ${codeSpan(event.triggerId)}`,
      `- Name in the spec: ${codeSpan(event.wire)}`,
      `- Spec: ${codeSpan(`${event.origin.file}#${event.origin.pointer}`)}`,
    ].join("\n"),
  };
}

/** Reads a payload in the language. */
export function eventSnippet(
  { library, shelf }: { readonly library: Library; readonly shelf: Shelf },
  language: "powershell" | "typescript",
  event: EventHook,
): string {
  const fitting = { declarations: shelf.declarations, side: "answer", depth: 3 } as const;
  const value = fitValue(event.payload, event.examples[0]?.value, fitting);
  const { declaration } = resolveUse(shelf.declarations, event.payload);
  if (language === "powershell") {
    const read =
      declaration === undefined
        ? "ConvertFrom-Json -InputObject $Body"
        : `ConvertFrom-${shelf.names.powershell.prefix}JsonTo${declarationNames(shelf.names, declaration.id).powershell.name} -Json $Body`;
    return [
      `# The body of the request that the service sends`,
      `$Body = ${hereString(value)}`,
      "",
      `$Payload = ${read}`,
      "$Payload",
    ].join("\n");
  }
  const { name } = eventNames(shelf.names, event.wire).typescript;
  const body = pretty(
    { kind: "call", callee: "JSON.stringify", argument: literalOf(value) },
    { indent: "", used: "const body = ;".length },
  );
  return [
    `import { parseEvent } from "${library.config.typescript.name}/webhooks/${shelf.names.typescript.module}";`,
    "",
    "// The body of the request that the service sends",
    `const body = ${body};`,
    "",
    `const event = parseEvent(body, ${stringLiteral(name)});`,
    `if (event.type === ${stringLiteral(name)}) console.log(event.payload);`,
  ].join("\n");
}
