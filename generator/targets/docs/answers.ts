import type { Answer, AnswerContent } from "../../model/model.ts";
import type { TypeName } from "./type-name.ts";
import type { Writer } from "./writer.ts";

/** Answers in the order of their codes. */
export function byStatus(left: Answer, right: Answer): number {
  return left.status < right.status ? -1 : left.status > right.status ? 1 : 0;
}

/** What an answer holds; undefined for nothing, or nothing that the spec describes. */
export function answerType(writer: Pick<Writer, "shelf" | "language">, answer: Answer): TypeName | undefined {
  const [content] = answer.contents;
  if (content === undefined) return undefined;
  if (content.use.kind === "unknown" && content.use.reason.includes("no schema")) return undefined;
  if (content.codec === "bytes") return downloadType(writer.language, content);
  if (content.codec === "stream" || content.codec === "events") return streamType(writer, content);
  return writer.language.type(writer.shelf, content.use, "answer");
}

/** The client gives a download; the published pages of the module tell the type that the spec states. */
function downloadType(language: Writer["language"], { stated }: AnswerContent): TypeName | undefined {
  if (language.id === "typescript") return { text: "Download" };
  if (stated === "none") return undefined;
  return { text: stated === "file" ? "System.IO.FileInfo" : "String" };
}

/** TypeScript gives an iterable; the pipeline of PowerShell needs no word for one. */
function streamType({ shelf, language }: Pick<Writer, "shelf" | "language">, content: AnswerContent): TypeName {
  const item = language.type(shelf, content.use, "answer");
  if (language.id !== "typescript")
    return content.codec === "events" ? { ...item, text: `Event of ${item.text}` } : item;
  const text = content.codec === "events" ? `ServerSentEvent<${item.text}>` : item.text;
  return { ...item, text: `AsyncIterable<${text}>` };
}
