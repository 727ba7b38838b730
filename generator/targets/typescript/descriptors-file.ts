import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { commentBlock } from "../../emit/print-structure.ts";
import type { AnswerContent, Operation } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { tagNames, versionNames } from "../../names/table.ts";
import { comment, placeTag } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { typeText } from "./type-text.ts";
import { taggedOperations, type TagInput } from "./operation-file.ts";
import { answerText } from "./operation-text.ts";

/**
 * Prints the descriptors of one tag as constants, for mocks. They are read off the methods, whose bodies hold them: so
 * the clients, which need none of these constants, load without them.
 */
export function addDescriptors(module: ModuleBuilder, input: TagInput): void {
  const table = versionNames(input.names, input.version.label).typescript;
  const own = tagNames(versionNames(input.names, input.version.label), input.tag.wire).typescript;
  const path = `${table.module}/apis/${own.module}`;
  for (const { operation, own: names } of taggedOperations(input)) {
    const { method, arguments: args } = names.typescript;
    const text = constantText({
      name: names.typescript.descriptor,
      type: module.runtime("Operation"),
      args: module.use(path, args, "type"),
      answer: answerText(module.types, operation),
      failures: failuresText(module, operation),
      callee: `/* @__PURE__ */ ${module.runtime("operationOf")}`,
      parts: [module.use(path, own.class, "value"), stringLiteral(method)],
    });
    module.statements.push(`\n${commentBlock(comment([], [placeTag(operation.origin)]) ?? "", "")}\n${text}`);
  }
}

interface Constant {
  readonly name: string;
  readonly type: string;
  readonly args: string;
  readonly answer: string;
  /** The types of error bodies by status; "" where none is declared. */
  readonly failures: string;
  readonly callee: string;
  readonly parts: readonly string[];
}

/** On one line: the printer breaks it where it is too long. */
function constantText({ name, type, args, answer, failures, callee, parts }: Constant): string {
  const types = [args, answer, ...(failures === "" ? [] : [failures])].join(", ");
  return `export const ${name}: ${type}<${types}> = ${callee}(${parts.join(", ")});`;
}

/** The types of the bodies that an operation's errors have, by status. */
function failuresText(module: ModuleBuilder, operation: Operation): string {
  const success = new Set(successAnswers(operation.answers));
  const members = operation.answers.flatMap((answer): string[] => {
    const use = success.has(answer) ? undefined : answer.contents.find(isValue)?.use;
    if (use === undefined || use.kind === "unknown") return [];
    return [
      `${/^\d+$/u.test(answer.status) ? answer.status : propertyName(answer.status)}: ${typeText(use, "answer", module.types)}`,
    ];
  });
  return members.length === 0 ? "" : `{ ${members.join("; ")} }`;
}

/** Anything else is a file or a stream, which an error gives as the text that came. */
function isValue({ codec }: AnswerContent): boolean {
  return codec === "json" || codec === "text";
}
