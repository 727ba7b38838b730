import { parse, printParseErrorCode, visit } from "jsonc-parser";
import type { YamlProblem, YamlReading } from "./yaml.ts";

/**
 * Reads a JSON file that has comments or trailing commas, as editors write them in settings. Each of them is a problem
 * with its line and column. Returns undefined for valid JSON, and for text with other errors.
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
