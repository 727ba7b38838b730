import { stringLiteral } from "../../emit/escape.ts";
import { callCode } from "../../emit/typescript/code.ts";
import { objectType, referenceType, type Member, type Type } from "../../emit/typescript/type-doc.ts";
import type { AnswerContent, Operation } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { tagNames, versionNames } from "../../names/table.ts";
import { comment, placeTag } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { taggedOperations } from "./operation-file.ts";
import { answerType } from "./operation-types.ts";
import type { TagInput } from "./tag-input.ts";
import { runtimeType, typeOfUse } from "./type-of-use.ts";

/**
 * Prints the descriptors of one tag as constants, for mocks. The constants read the descriptors from the bodies of the
 * methods. The clients do not need these constants and load without them.
 */
export function addDescriptors(module: ModuleBuilder, input: TagInput): void {
  const table = versionNames(input.names, input.version.label).typescript;
  const own = tagNames(versionNames(input.names, input.version.label), input.tag.wire).typescript;
  const path = `${table.module}/apis/${own.module}`;
  for (const { operation, own: names } of taggedOperations(input)) {
    const { method, arguments: args } = names.typescript;
    const type = runtimeType(module.types, "Operation", [
      referenceType(module.use(path, args, "type")),
      answerType(module.types, operation),
      ...failuresType(module, operation),
    ]);
    const initializer = callCode({
      callee: module.runtime("operationOf"),
      parts: [module.use(path, own.class, "value"), stringLiteral(method)],
      isPure: true,
    });
    module.statements.push({
      kind: "VariableStatement",
      declarationKind: "const",
      isExported: true,
      docs: [comment([], [placeTag(operation.origin)]) ?? ""],
      declarations: [{ name: names.typescript.descriptor, type, initializer }],
    });
  }
}

/** The types of an operation's error bodies by status code. Returns an empty list if none is declared. */
function failuresType(module: ModuleBuilder, operation: Operation): readonly Type[] {
  const success = new Set(successAnswers(operation.answers));
  const members = operation.answers.flatMap((answer): Member[] => {
    const use = success.has(answer) ? undefined : answer.contents.find(isValue)?.use;
    if (use === undefined || use.kind === "unknown") return [];
    const name = /^\d+$/u.test(answer.status) ? Number(answer.status) : answer.status;
    return [{ name, type: typeOfUse(use, "answer", module.types) }];
  });
  return members.length === 0 ? [] : [objectType(members)];
}

/**
 * Whether an error has a typed body. The body of any other error is a file or a stream, and the error holds its text.
 */
function isValue({ codec }: AnswerContent): boolean {
  return codec === "json" || codec === "text";
}
