import type { Answer, AnswerContent } from "../model/model.ts";

/**
 * The content of a response that decides its names, types and pages. Undefined if there is no content, or none that the
 * spec describes.
 */
export function responseContent(answer: Answer): AnswerContent | undefined {
  const [content] = answer.contents;
  if (content === undefined) return undefined;
  return content.use.kind === "unknown" && content.stated === "none" ? undefined : content;
}
