import { codeBlock, codeSpan, plainText } from "../../emit/markdown/escape-markdown.ts";
import { jsonBlock, printJson } from "../../emit/markdown/markdown-json.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Answer, AnswerContent, Declaration, DeclarationId, Json, TypeUse } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { cleanText, shorten } from "../../text/characters.ts";
import { answerTypeText, byStatus } from "./answers.ts";
import type { ExtraSection } from "./extra-section.ts";
import { hasResponseExample, isErrorStatus, SECTIONS } from "./headings.ts";
import type { Entry, Shelf, TagPage } from "./library.ts";
import { usableExample } from "./sample-by-name.ts";
import { fitValue, isList, isRecord } from "./samples.ts";
import type { Writer } from "./writer.ts";

/** An example of each successful response. Returns undefined if none has a body. */
export function responseSection({ shelf }: Writer, { operation }: Entry): ExtraSection | undefined {
  if (!hasResponseExample(operation)) return undefined;
  const parts = [...successAnswers(operation.answers)].sort(byStatus).flatMap((answer) => {
    const content = shownContent(answer);
    return content === undefined ? [] : [shownExample([answer.status], contentExample(shelf, content))];
  });
  return { title: SECTIONS.response, text: parts.join("\n\n") };
}

/** One example of each error body on a page, with its status codes. */
export function errorExamples(writer: Writer, page: TagPage): string {
  const statuses = new Map<string, { readonly own: Set<string>; readonly example: Example }>();
  const seen = new Set<string>();
  for (const entry of page.entries)
    for (const answer of entry.operation.answers.filter(isErrorStatus)) {
      const content = shownContent(answer);
      // The operations of a page share their errors, so each status and type is printed once.
      const key = `${answer.status} ${answerTypeText(writer, entry, answer)?.text ?? ""}`;
      if (content === undefined || seen.has(key)) continue;
      seen.add(key);
      const example = contentExample(writer.shelf, content);
      const known = statuses.get(example.block);
      if (known === undefined) statuses.set(example.block, { own: new Set([answer.status]), example });
      else known.own.add(answer.status);
    }
  return [...statuses.values()]
    .map(({ own, example }) => ({ example, own: [...own].sort() }))
    .sort((left, right) => ((left.own[0] ?? "") < (right.own[0] ?? "") ? -1 : 1))
    .map(({ example, own }) => shownExample(own, example))
    .join("\n\n");
}

interface Example {
  readonly block: string;
  /** Whether properties are left out. */
  readonly isCut: boolean;
}

function shownExample(statuses: readonly string[], { block, isCut }: Example): string {
  const [first = "", ...others] = statuses.map((status) => plainText(status));
  const last = others.pop();
  const text = last === undefined ? `Status ${first}` : `Statuses ${[first, ...others].join(", ")} and ${last}`;
  return `${text}${isCut ? ", shortened" : ""}:\n\n${block}`;
}

/** The content that the SDKs read: JSON if there is JSON, else the first. */
function shownContent({ contents }: Answer): AnswerContent | undefined {
  return contents.find(({ codec }) => codec === "json") ?? contents[0];
}

const made = new WeakMap<AnswerContent, Example>();

/** Caches the example of a content. The pages of all languages show the same example. */
function contentExample(shelf: Shelf, content: AnswerContent): Example {
  let example = made.get(content);
  if (example === undefined) made.set(content, (example = printContent(shelf, content)));
  return example;
}

function printContent({ declarations }: Shelf, content: AnswerContent): Example {
  const { codec, examples, use } = content;
  const stated = usableExample(examples, "");
  switch (codec) {
    case "json":
      return jsonExample(declarations, use, stated);
    case "text":
      return { block: codeBlock("text", textExample(stated)), isCut: false };
    case "stream":
    case "events":
      return { block: codeBlock("text", streamExample(declarations, content, stated)), isCut: false };
    case "bytes":
      // A text file, such as a report, is shown as text.
      if (typeof stated === "string" && content.mediaType.startsWith("text/"))
        return { block: codeBlock("text", textExample(stated)), isCut: false };
      return { block: `The body is ${codeSpan(content.mediaType)}.`, isCut: false };
    case "form":
    case "multipart":
      return { block: `The body is ${codeSpan(content.mediaType)}.`, isCut: false };
    default:
      return assertNever(codec);
  }
}

/** A response value of a type, shortened for the page. */
function jsonExample(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse,
  stated: Json | undefined,
): Example {
  return cutExample(fitValue(use, stated, { declarations, side: "answer", depth: LEVELS[0] }));
}

/** A value as JSON, without deeply nested objects. */
export function cutExample(given: Json): Example {
  const whole = withFewItems(given);
  let value = whole;
  for (const levels of LEVELS) {
    if (printJson(value).split("\n").length <= MOST_LINES) break;
    value = withFewLevels(whole, levels);
  }
  return { block: jsonBlock(value), isCut: value !== whole };
}

/** The numbers of nested levels to try in order, until the example is short enough. */
const LEVELS = [3, 2, 1] as const;
const MOST_LINES = 50;
/** The number of list items that are shown. One object is enough to show the structure. */
const MOST_OBJECTS = 1;
const MOST_ITEMS = 3;
const LONGEST_TEXT = 160;

function withFewItems(value: Json): Json {
  if (typeof value === "string") return value.length <= LONGEST_TEXT ? value : `${shorten(value, LONGEST_TEXT)}…`;
  if (isList(value)) {
    const isOfParts = value.some((item) => isList(item) || isRecord(item));
    return value.slice(0, isOfParts ? MOST_OBJECTS : MOST_ITEMS).map(withFewItems);
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withFewItems(member)]));
}

/** The value without deeper levels. Lists and objects that would become empty are left out. */
function withFewLevels(value: Json, levels: number): Json {
  if (isList(value)) return value.map((item) => withFewLevels(item, levels)).filter((item) => !isEmptied(item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (!isList(member) && !isRecord(member)) return [[key, member]];
      const inner = withFewLevels(member, levels - 1);
      const isLeftOut = isEmptied(inner) || (levels <= 0 && !isFlat(member));
      return isLeftOut ? [] : [[key, inner]];
    }),
  );
}

function isEmptied(value: Json): boolean {
  return (isList(value) || isRecord(value)) && Object.keys(value).length === 0;
}

/** Whether a value is a list of strings, numbers, booleans or nulls. Such a list is kept at the last level. */
function isFlat(value: Json): boolean {
  return isList(value) && value.every((item) => !isList(item) && !isRecord(item));
}

/** The first lines of an example. The example may be a whole file. */
function textExample(stated: Json | undefined): string {
  const text = typeof stated === "string" ? cleanText(stated).trimEnd() : "";
  if (text === "") return "An example";
  const lines = text.split("\n");
  const shown = lines.slice(0, MOST_TEXT_LINES).map((line) => shorten(line, LONGEST_TEXT));
  return [...shown, ...(lines.length > MOST_TEXT_LINES ? ["…"] : [])].join("\n");
}

const MOST_TEXT_LINES = 10;

/** One item in the format of the stream. */
function streamExample(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  { framing, use, dataCodec }: AnswerContent,
  stated: Json | undefined,
): string {
  const item = withFewItems(
    fitValue(use, isList(stated) ? stated[0] : stated, { declarations, side: "answer", depth: 1 }),
  );
  const isText = typeof item === "string" && dataCodec !== "json";
  const line = isText ? item.replaceAll("\n", " ") : JSON.stringify(item);
  return framing === "events" ? `data: ${line}` : line;
}
