import { codeBlock, codeSpan, plainText } from "../../emit/markdown/escape-markdown.ts";
import { printJson } from "../../emit/markdown/markdown-json.ts";
import { jsonText } from "../../text/characters.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Answer, AnswerContent, Declaration, DeclarationId, Json, TypeUse } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { cleanText, shorten } from "../../text/characters.ts";
import { answerTypeText, byStatus } from "./answers.ts";
import type { ExtraSection } from "./extra-section.ts";
import { hasResponseExample, isErrorStatus, SECTIONS } from "./headings.ts";
import type { Entry, Shelf, TagPage } from "./library.ts";
import { once } from "./once.ts";
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
  const statuses = new Map<string, { readonly own: Set<string>; example: Example }>();
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
      else {
        known.own.add(answer.status);
        if (example.isCut) known.example = example;
      }
    }
  return [...statuses.values()]
    .map(({ own, example }) => ({ example, own: [...own].sort() }))
    .sort((left, right) => ((left.own[0] ?? "") < (right.own[0] ?? "") ? -1 : 1))
    .map(({ example, own }) => shownExample(own, example))
    .join("\n\n");
}

interface Example {
  readonly block: string;
  /** Whether properties, list items or parts of texts are left out. */
  readonly isCut: boolean;
}

/** The note behind the title of an example that is not whole. */
export function cutNote({ isCut }: Example): string {
  return isCut ? ", shortened" : "";
}

function shownExample(statuses: readonly string[], example: Example): string {
  const [first = "", ...others] = statuses.map((status) => plainText(status));
  const last = others.pop();
  const text = last === undefined ? `Status ${first}` : `Statuses ${[first, ...others].join(", ")} and ${last}`;
  return `${text}${cutNote(example)}:\n\n${example.block}`;
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
      return textExample(stated);
    case "stream":
    case "events":
      return streamExample(declarations, content, stated);
    case "bytes":
      // A text file, such as a report, is shown as text.
      if (typeof stated === "string" && content.mediaType.startsWith("text/")) return textExample(stated);
      return { block: `The body is ${codeSpan(content.mediaType)}.`, isCut: false };
    case "form":
    case "multipart":
      return { block: `The body is ${codeSpan(content.mediaType)}.`, isCut: false };
    default:
      return assertNever(codec);
  }
}

/** By declarations and model: the example for each stated value. Most error responses share their model and example. */
const madeOfModels = new WeakMap<
  ReadonlyMap<DeclarationId, Declaration>,
  Map<DeclarationId, Map<Json | undefined, Example>>
>();

/** A response value of a type, shortened for the page. */
function jsonExample(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse,
  stated: Json | undefined,
): Example {
  if (use.kind !== "ref") return makeJsonExample(declarations, use, stated);
  const models = once(madeOfModels, declarations, () => new Map<DeclarationId, Map<Json | undefined, Example>>());
  const examples = once(models, use.id, () => new Map<Json | undefined, Example>());
  return once(examples, stated, () => makeJsonExample(declarations, use, stated));
}

function makeJsonExample(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse,
  stated: Json | undefined,
): Example {
  let isCut = false;
  const onCut = (): void => void (isCut = true);
  return cutExample(fitValue(use, stated, { declarations, side: "answer", depth: LEVELS[0], onCut }), isCut);
}

/** A value as JSON, without deeply nested objects. `isGivenCut` is whether the value lacks parts already. */
export function cutExample(given: Json, isGivenCut: boolean): Example {
  const whole = withFewItems(given);
  let value = whole;
  let text = printJson(value);
  for (const levels of LEVELS) {
    if (text.split("\n").length <= MOST_LINES) break;
    value = withFewLevels(whole, levels);
    text = printJson(value);
  }
  return { block: codeBlock("json", text), isCut: isGivenCut || value !== given };
}

/** The numbers of nested levels to try in order, until the example is short enough. */
const LEVELS = [3, 2, 1] as const;
const MOST_LINES = 50;
/** The number of list items that are shown. One object is enough to show the structure. */
const MOST_OBJECTS = 1;
const MOST_ITEMS = 3;
const LONGEST_TEXT = 160;

/** The value with short lists and texts. Returns the value itself if nothing is cut. */
function withFewItems(value: Json): Json {
  if (typeof value === "string") return value.length <= LONGEST_TEXT ? value : `${shorten(value, LONGEST_TEXT)}…`;
  if (isList(value)) {
    const isOfParts = value.some((item) => isList(item) || isRecord(item));
    return sameList(value, value.slice(0, isOfParts ? MOST_OBJECTS : MOST_ITEMS).map(withFewItems));
  }
  if (!isRecord(value)) return value;
  return sameRecord(
    value,
    Object.entries(value).map(([key, member]) => [key, withFewItems(member)]),
  );
}

/**
 * The value without deeper levels. Lists and objects that would become empty are left out. Returns the value itself if
 * nothing is left out.
 */
function withFewLevels(value: Json, levels: number): Json {
  if (isList(value))
    return sameList(
      value,
      value.map((item) => withFewLevels(item, levels)).filter((item) => !isEmptied(item)),
    );
  if (!isRecord(value)) return value;
  return sameRecord(
    value,
    Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      if (!isList(member) && !isRecord(member)) return [[key, member]];
      const inner = withFewLevels(member, levels - 1);
      const isLeftOut = isEmptied(inner) || (levels <= 0 && !isFlat(member));
      return isLeftOut ? [] : [[key, inner]];
    }),
  );
}

/** The list itself if `items` are its items, else `items`. */
function sameList(list: readonly Json[], items: readonly Json[]): readonly Json[] {
  return items.length === list.length && items.every((item, index) => item === list[index]) ? list : items;
}

/** The record itself if `members` are its members, else a record of `members`. */
function sameRecord(
  record: Readonly<Record<string, Json>>,
  members: readonly (readonly [key: string, value: Json])[],
): Readonly<Record<string, Json>> {
  const isSame =
    members.length === Object.keys(record).length && members.every(([key, member]) => member === record[key]);
  return isSame ? record : Object.fromEntries(members);
}

function isEmptied(value: Json): boolean {
  return (isList(value) || isRecord(value)) && Object.keys(value).length === 0;
}

/** Whether a value is a list of strings, numbers, booleans or nulls. Such a list is kept at the last level. */
function isFlat(value: Json): boolean {
  return isList(value) && value.every((item) => !isList(item) && !isRecord(item));
}

/** The first lines of an example. The example may be a whole file. */
function textExample(stated: Json | undefined): Example {
  const text = typeof stated === "string" ? cleanText(stated).trimEnd() : "";
  if (text === "") return { block: codeBlock("text", "An example"), isCut: false };
  const lines = text.split("\n");
  const shown = lines.slice(0, MOST_TEXT_LINES).map((line) => shorten(line, LONGEST_TEXT));
  const isCut = lines.length > MOST_TEXT_LINES || shown.some((line, index) => line !== lines[index]);
  return {
    block: codeBlock("text", [...shown, ...(lines.length > MOST_TEXT_LINES ? ["…"] : [])].join("\n")),
    isCut,
  };
}

const MOST_TEXT_LINES = 10;

/** One item in the format of the stream. */
function streamExample(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  { framing, use, dataCodec }: AnswerContent,
  stated: Json | undefined,
): Example {
  let isCut = isList(stated) && stated.length > 1;
  const onCut = (): void => void (isCut = true);
  const whole = fitValue(use, isList(stated) ? stated[0] : stated, { declarations, side: "answer", depth: 1, onCut });
  const item = withFewItems(whole);
  const isText = typeof item === "string" && dataCodec !== "json";
  const line = isText ? item.replaceAll("\n", " ") : jsonText(item);
  const block = codeBlock("text", framing === "events" ? `data: ${line}` : line);
  return { block, isCut: isCut || item !== whole };
}
