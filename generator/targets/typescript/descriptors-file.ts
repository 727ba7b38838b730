import { stringLiteral } from "../../emit/escape.ts";
import { tagNames, versionNames } from "../../names/table.ts";
import { comment, placeTag } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { answerText, descriptorName, taggedOperations, type TagInput } from "./operation-file.ts";

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
      name: descriptorName(names),
      type: module.runtime("Operation"),
      args: module.use(path, args, "type"),
      answer: answerText(module, operation),
      callee: `/* @__PURE__ */ ${module.runtime("operationOf")}`,
      parts: [module.use(path, own.class, "value"), stringLiteral(method)],
    });
    module.statements.push(`\n/** ${comment([], [placeTag(operation.origin)]) ?? ""} */\n${text}`);
  }
}

interface Constant {
  readonly name: string;
  readonly type: string;
  readonly args: string;
  readonly answer: string;
  readonly callee: string;
  readonly parts: readonly string[];
}

/** On one line: the printer breaks it where it is too long. */
function constantText({ name, type, args, answer, callee, parts }: Constant): string {
  return `export const ${name}: ${type}<${args}, ${answer}> = ${callee}(${parts.join(", ")});`;
}
