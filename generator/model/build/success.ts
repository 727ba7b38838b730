import type { Answer, AnswerContent, Codec, HttpMethod, Operation, Origin, Success, TypeUse } from "../model.ts";
import { successAnswers } from "../success-answers.ts";
import { isRange } from "./media-types.ts";

/**
 * What a successful call returns. `isCounted` means that the operation has the parameter `count`, which requests the
 * header X-Total-Count. A HEAD with this parameter returns the total even where its responses do not declare the
 * header, as for pending tasks.
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
 * The media types of the `Accept` header: those of the success that the SDK reads, then JSON if the errors are JSON.
 * Other media types are left out, because the service could then choose one of them.
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

/**
 * The codecs that the SDK reads where a success has several media types. Empty where the success is text or a download:
 * then all are read.
 */
function readCodec(contents: readonly AnswerContent[]): readonly Codec[] {
  const codecs: readonly (readonly Codec[])[] = [["json"], ["stream"], ["events"]];
  return codecs.find((list) => contents.some(({ codec }) => list.includes(codec))) ?? [];
}

/**
 * The success for each media type that the SDK reads only on request. A range is skipped, because it names no media
 * type.
 */
export function otherSuccesses(answers: readonly Answer[], success: Success): Operation["others"] {
  // Only values and streams have other media types; a download accepts all.
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

/** The media types of a success that the SDK does not read by default. */
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
