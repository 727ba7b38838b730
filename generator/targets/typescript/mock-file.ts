import { exactJson } from "../../text/characters.ts";
import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, pretty, type Literal } from "../../emit/typescript/literal.ts";
import { callCode, plainCode } from "../../emit/typescript/code.ts";
import { keywordType, listType, operatorType, referenceType } from "../../emit/typescript/type-doc.ts";
import type { ApiVersion, Json, Operation } from "../../model/model.ts";
import { withIntegers } from "../../model/long-integers.ts";
import { sampleOf } from "../../model/sample.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { operationNames, tagNames, versionNames, type NameTable } from "../../names/table.ts";
import type { VersionIntegers } from "./integers-file.ts";
import type { ModuleBuilder } from "./module.ts";
import { runtimeType } from "./type-of-use.ts";

/**
 * Prints a mock of a version for users' tests. Every operation returns the spec's example, unless a test sets another
 * response.
 */
export function addMock(
  module: ModuleBuilder,
  version: ApiVersion,
  at: { names: NameTable; ids: ReadonlyMap<string, string>; integers: VersionIntegers },
): void {
  const table = versionNames(at.names, version.label);
  const operations = version.operations.map(({ tag, key }) => {
    const { descriptor, ownDescriptor } = operationNames(table, key).typescript;
    const path = `${table.typescript.module}/operations/${tagNames(table, tag).typescript.module}`;
    return module.use(path, descriptor, "value", ownDescriptor);
  });
  const withExample = version.operations.flatMap((operation) => {
    const value = exampleOf(operation, module);
    const name = propertyName(at.ids.get(operation.key) ?? operation.key);
    return value === undefined ? [] : [{ operation, name, value }];
  });
  const examples = withExample.map(({ name, value }) => [name, atom(stringLiteral(exactJson(value)))] as const);
  const codecs = withExample.flatMap(({ operation, name }) => {
    const codec = exampleCodec(operation, module, at.integers);
    return codec === undefined ? [] : [[name, codec] as const];
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
    ...(codecs.length === 0
      ? []
      : [
          {
            kind: "VariableStatement",
            declarationKind: "const",
            docs: ["What reads those in which integers count digit by digit."],
            declarations: [
              {
                name: "codecs",
                initializer: plainCode(
                  pretty({ kind: "object", entries: codecs }, { indent: "", used: 0, isOpen: true }),
                ),
              },
            ],
          } as const,
        ]),
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
          `return ${module.runtime("createMock")}({ operations, examples: ${module.runtime("parseLazily")}(examples${codecs.length === 0 ? "" : ", codecs"}) });`,
        ),
      ],
    },
  );
}

/** The codec of an example. The example of a stream is the list of its items, and an event is an object with `data`. */
function exampleCodec(
  { success }: Operation,
  module: ModuleBuilder,
  { codecOf }: VersionIntegers,
): Literal | undefined {
  if (success.kind === "value") return codecOf(module, success.uses);
  if (success.kind !== "stream") return undefined;
  return codecOf(module, [success.item], (item) => {
    const listed = success.framing === "events" ? inObject("properties", inObject("data", item)) : item;
    return inObject("items", listed);
  });
}

function inObject(name: string, value: Literal): Literal {
  return { kind: "object", entries: [[name, value]] };
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
  return stated !== undefined && typeof stated === "object" && content !== undefined
    ? withIntegers(module.types.declarations, content.use, stated)
    : use === undefined
      ? undefined
      : sampleOf(module.types.declarations, use, "answer");
}
