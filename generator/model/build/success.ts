import type { Answer, AnswerContent, Codec, HttpMethod, Operation, Origin, Success, TypeUse } from "../model.ts";
import { successAnswers } from "../success-answers.ts";
import { isRange } from "./media-types.ts";

/**
 * What a successful call gives. `isCounted`: it has the parameter `count`, which asks for the header X-Total-Count. A HEAD
 * that has it is called for the total. Its answers need not declare the header: those of pending tasks do not.
 */
export function successOf(
  answers: readonly Answer[],
  { method, isCounted }: { readonly method: HttpMethod; readonly isCounted: boolean },
): Success {
  const chosen = successAnswers(answers);
  const statuses = chosen.map((answer) => answer.status).sort();
  const contents =
    method === "head" ? [] : chosen.filter((answer) => answer.status !== "204").flatMap((answer) => answer.contents);
  const json = contents.filter(({ codec }) => codec === "json");
  if (json.length > 0) {
    return {
      kind: "value",
      uses: distinct(json.map((content) => content.use)),
      statuses,
      orNothing: chosen.some((answer) => answer.contents.length === 0 || answer.status === "204"),
    };
  }
  if (contents.length === 0) {
    const hasTotal = chosen.some((answer) =>
      answer.headers.some((header) => header.wire.toLowerCase() === "x-total-count"),
    );
    return hasTotal || (method === "head" && isCounted) ? { kind: "total", statuses } : { kind: "nothing", statuses };
  }
  const [streamed] = contents.filter(({ codec }) => codec === "stream" || codec === "events");
  if (streamed?.framing !== undefined)
    return {
      kind: "stream",
      framing: streamed.framing,
      item: streamed.use,
      dataCodec: streamed.dataCodec ?? "json",
      statuses,
    };
  if (contents.every(({ codec }) => codec === "text")) return { kind: "text", statuses };
  return { kind: "download", mediaTypes: [...new Set(contents.map(({ mediaType }) => mediaType))], statuses };
}

/**
 * The media types to ask for: those of the success that are read, then JSON where the errors are JSON. What is not read
 * is not asked for: a service that may choose would send it.
 */
export function acceptedMediaTypes(answers: readonly Answer[]): readonly string[] {
  const success = successAnswers(answers);
  const contents = success.flatMap((answer) => answer.contents);
  const read = readCodec(contents);
  const values = new Set(contents.filter(({ codec }) => read.includes(codec)).map((content) => content.mediaType));
  const types = values.size === 0 ? [...new Set(contents.map((content) => content.mediaType))] : [...values];
  if (types.length === 0) return [];
  const hasJsonErrors = answers.some(
    (answer) =>
      !success.includes(answer) && answer.contents.some((content) => content.mediaType === "application/json"),
  );
  return hasJsonErrors && !types.includes("application/json") ? [...types, "application/json"] : types;
}

/** The codecs of what is read, where a success comes in several; none where anything is: a download takes all. */
function readCodec(contents: readonly AnswerContent[]): readonly Codec[] {
  const codecs: readonly (readonly Codec[])[] = [["json"], ["stream"], ["events"]];
  return codecs.find((list) => contents.some(({ codec }) => list.includes(codec))) ?? [];
}

/** What a success gives in the media types that are not read unless they are asked for. A range names none. */
export function otherSuccesses(answers: readonly Answer[], success: Success): Operation["others"] {
  // A page is read with the next one in mind.
  if (success.kind !== "value" && success.kind !== "stream") return [];
  const contents = successAnswers(answers).flatMap((answer) => answer.contents);
  const read = readCodec(contents);
  const found = new Map<string, Success>();
  for (const { mediaType, codec, framing, use, dataCodec = "json" } of contents) {
    if (read.includes(codec) || isRange(mediaType) || found.has(mediaType)) continue;
    const { statuses } = success;
    if (framing !== undefined) found.set(mediaType, { kind: "stream", framing, item: use, dataCodec, statuses });
    else if (codec === "text") found.set(mediaType, { kind: "text", statuses });
    else if (codec === "bytes") found.set(mediaType, { kind: "download", mediaTypes: [mediaType], statuses });
  }
  return [...found].map(([mediaType, other]) => ({ mediaType, success: other }));
}

/** What a success may come as and is not read: another media type than the one of the value or the stream. */
export function unreadTypes(
  answers: readonly Answer[],
): readonly { mediaType: string; read: string; origin: Origin }[] {
  const contents = successAnswers(answers).flatMap((answer) => answer.contents);
  const read = readCodec(contents);
  const first = contents.find(({ codec }) => read.includes(codec));
  if (first === undefined) return [];
  return contents.flatMap(({ codec, mediaType, origin }) =>
    read.includes(codec) ? [] : [{ mediaType, read: first.mediaType, origin }],
  );
}

function distinct(uses: readonly TypeUse[]): readonly TypeUse[] {
  const seen = new Map(uses.map((use) => [JSON.stringify(use), use]));
  return [...seen.values()];
}
