import { parse, printParseErrorCode, visit } from "jsonc-parser";
import type { YamlProblem, YamlReading } from "./yaml.ts";

/**
 * Reads the text of a JSON file that is no JSON, but with comments and commas behind the last item: what editors write
 * in settings. Each is a problem with its place. Undefined for what is JSON, and for what has other slips.
 */
export function readLooseJson(text: string): YamlReading | undefined {
  if (isJson(text)) return undefined;
  const problems: YamlProblem[] = [];
  let isLoose = true;
  const add = (message: string, line: number, column: number): void => {
    problems.push({ kind: "tolerated", message, line: line + 1, column: column + 1 });
  };
  let comma: readonly [line: number, column: number] | undefined;
  const close = (): void => {
    if (comma !== undefined) add("JSON has no comma behind the last item", ...comma);
    comma = undefined;
  };
  const open = (): void => {
    comma = undefined;
  };
  visit(
    text,
    {
      onComment: (_offset, _length, line, column) => add("JSON has no comments", line, column),
      onSeparator: (character, _offset, _length, line, column) => {
        if (character === ",") comma = [line, column];
      },
      onObjectBegin: open,
      onArrayBegin: open,
      onObjectProperty: open,
      onLiteralValue: open,
      onObjectEnd: close,
      onArrayEnd: close,
      onError: (error) => {
        isLoose &&= printParseErrorCode(error) === "InvalidCommentToken";
      },
    },
    { allowTrailingComma: true },
  );
  if (!isLoose || problems.length === 0) return undefined;
  return { value: parse(text, [], { allowTrailingComma: true }) as unknown, problems };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
