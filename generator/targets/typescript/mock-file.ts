import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, pretty } from "../../emit/typescript/literal.ts";
import { callCode, plainCode } from "../../emit/typescript/code.ts";
import { keywordType, listType, operatorType, referenceType } from "../../emit/typescript/type-doc.ts";
import type { ApiVersion, Json, Operation } from "../../model/model.ts";
import { sampleOf } from "../../model/sample.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { operationNames, tagNames, versionNames, type NameTable } from "../../names/table.ts";
import type { ModuleBuilder } from "./module.ts";
import { runtimeType } from "./type-of-use.ts";

/** A mock of a version for consumers' tests: every operation answers with the spec's example until it is told otherwise. */
export function addMock(
  module: ModuleBuilder,
  version: ApiVersion,
  at: { names: NameTable; ids: ReadonlyMap<string, string> },
): void {
  const table = versionNames(at.names, version.label);
  const operations = version.operations.map(({ tag, key }) => {
    const { descriptor, ownDescriptor } = operationNames(table, key).typescript;
    const path = `${table.typescript.module}/operations/${tagNames(table, tag).typescript.module}`;
    return module.use(path, descriptor, "value", ownDescriptor);
  });
  const examples = version.operations.flatMap((operation) => {
    const value = exampleOf(operation, module);
    return value === undefined
      ? []
      : [
          [
            propertyName(at.ids.get(operation.key) ?? operation.key),
            atom(stringLiteral(JSON.stringify(value))),
          ] as const,
        ];
  });
  const names = [...new Set(operations)].sort();
  module.statements.push(
    {
      kind: "VariableStatement",
      declarationKind: "const",
      docs: ["JSON texts by operationId; each is read when it is first asked for."],
      declarations: [
        {
          name: "examples",
          type: referenceType("Readonly", [referenceType("Record", [keywordType("string"), keywordType("string")])]),
          initializer: plainCode(pretty({ kind: "object", entries: examples }, { indent: "", used: 0, isOpen: true })),
        },
      ],
    },
    {
      kind: "VariableStatement",
      declarationKind: "const",
      declarations: [
        {
          name: "operations",
          type: operatorType("readonly", listType(runtimeType(module.types, "Operation"))),
          initializer: callCode({ callee: module.runtime("listOperations"), parts: names, isPure: true }),
        },
      ],
    },
    {
      kind: "Function",
      name: "createVersionMock",
      isExported: true,
      returnType: runtimeType(module.types, "Mock"),
      docs: [
        "\nMakes a service that answers from memory. Give its `fetch` to a client:\n`new " +
          table.typescript.root +
          '({ tenant: "test", auth: "token", fetch: mock.fetch })`. Lists are served page by page.',
      ],
      statements: [
        plainCode(
          `return ${module.runtime("createMock")}({ operations, examples: ${module.runtime("parseLazily")}(examples) });`,
        ),
      ],
    },
  );
}

function exampleOf(operation: Operation, module: ModuleBuilder): Json | undefined {
  const { success } = operation;
  if (success.kind === "stream") {
    const item = sampleOf(module.types.declarations, success.item, "answer");
    return [success.framing === "events" ? { data: item } : item];
  }
  if (success.kind !== "value") return undefined;
  const content = successAnswers(operation.answers).flatMap((answer) => answer.contents)[0];
  const [use] = success.uses;
  const stated = content?.examples[0]?.value;
  return stated !== undefined && typeof stated === "object"
    ? stated
    : use === undefined
      ? undefined
      : sampleOf(module.types.declarations, use, "answer");
}
