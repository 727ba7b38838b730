import { cursorAt, isObject, type SourceTree } from "../../load/tree.ts";
import type { AnswerContent } from "../../model/model.ts";

/**
 * What the spec itself calls the content of an answer that is no JSON: the model holds a download there, the published
 * pages tell the schema's type.
 */
export type StatedAnswers = (content: AnswerContent) => "none" | "text" | "file";

export function statedAnswers(tree: SourceTree | undefined): StatedAnswers {
  return ({ origin }) => {
    const media = tree === undefined ? undefined : cursorAt(tree, origin.file, origin.pointer);
    const schema = isObject(media?.value) ? media.value["schema"] : undefined;
    if (!isObject(schema)) return "none";
    return schema["format"] === "binary" ? "file" : "text";
  };
}
