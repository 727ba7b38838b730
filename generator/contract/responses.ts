import type { Answer, AnswerContent } from "../model/model.ts";

/** The content of a response that names, types and pages are about; undefined for none, or none that the spec describes. */
export function responseContent(answer: Answer): AnswerContent | undefined {
  const [content] = answer.contents;
  if (content === undefined) return undefined;
  return content.use.kind === "unknown" && content.stated === "none" ? undefined : content;
}
