import type { TypeText } from "../../contract/publication.ts";
import type { Answer } from "../../model/model.ts";
import { publishedCall, type Entry } from "./library.ts";
import type { Writer } from "./writer.ts";

/** Compares responses by status code. */
export function byStatus(left: Answer, right: Answer): number {
  return left.status < right.status ? -1 : left.status > right.status ? 1 : 0;
}

/** The type of a response body. Returns undefined for a response without a body or without a described body. */
export function answerTypeText(
  { library, shelf, language }: Writer,
  entry: Entry,
  answer: Answer,
): TypeText | undefined {
  return publishedCall(library, { shelf, language: language.id }, entry).responses.get(answer.status);
}
