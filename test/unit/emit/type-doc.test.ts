import fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { assignmentCode, callCode, flatText, plainCode, returnCode } from "../../../generator/emit/typescript/code.ts";
import { printWithLibrary } from "../../../generator/emit/typescript/print-library.ts";
import { printStructure } from "../../../generator/emit/typescript/print-structure.ts";
import type { SourceFile, Statement } from "../../../generator/emit/typescript/structures.ts";
import {
  functionType,
  indexedType,
  intersectionType,
  keywordType,
  listType,
  literalType,
  NULL_TYPE,
  objectType,
  operatorType,
  optionalType,
  referenceType,
  restType,
  tupleType,
  unionType,
  type Type,
} from "../../../generator/emit/typescript/type-doc.ts";
import type { TypeUse } from "../../../generator/model/model.ts";
import { typeOfUse } from "../../../generator/targets/typescript/type-of-use.ts";

const name = fc.constantFrom(
  "A",
  "Role",
  "AccessProfileSummary",
  "AccessRequestPostApprovalRequestedItemsStatusItemApprovalInfo",
  "AccountAttributesChangedChangesItemNewValueOfEveryIdentityOfTheOrganisation",
);
const wire = fc.constantFrom("id", "name", "arguments", "a-b", 'it"s', "__proto__", "ACCESS PROFILE");
const text = fc.constantFrom(
  "A",
  "ACCESS_PROFILE",
  "NO_UNSTRUCTURED_TARGETS_PROVISIONING",
  "it's",
  'a "b"',
  "日本語",
  "é\n",
);
const comment = fc.option(fc.constantFrom("Its name.", "\nOne line.\n\nAnother line."), { nil: undefined });

const smallObject = name.map((own) => objectType([{ name: "type", type: referenceType(own) }]));

/** Any type that there are builders for. */
const { type } = fc.letrec<{ type: Type; item: Type; leaf: Type }>((tie) => ({
  leaf: fc.oneof(
    name.map((own) => referenceType(own)),
    fc.constantFrom("string" as const, "boolean" as const, "unknown" as const, "undefined" as const).map(keywordType),
    fc.constant(NULL_TYPE),
    fc.oneof(text, fc.constantFrom(12, -1, true)).map(literalType),
    name.map((own) => indexedType(own, "id")),
  ),
  item: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: tie("leaf") },
    fc
      .tuple(name, fc.array(tie("type"), { minLength: 1, maxLength: 2 }))
      .map(([own, list]) => referenceType(own, list)),
    tie("type").map(listType),
    tie("type").map((item) => operatorType("readonly", listType(item))),
    fc
      .tuple(fc.array(tie("type"), { minLength: 1, maxLength: 3 }), tie("type"))
      .map(([items, last]) => tupleType([...items, optionalType(last), restType(listType(last))])),
    fc.array(tie("item"), { minLength: 1, maxLength: 2 }).map(tupleType),
    fc.array(fc.oneof(tie("item"), smallObject), { minLength: 2, maxLength: 4 }).map(intersectionType),
    fc
      .uniqueArray(wire, { maxLength: 3 })
      .chain((wires) =>
        fc
          .tuple(fc.boolean(), ...wires.map((own) => memberOf(own, tie("type"))))
          .map(([isOpen, ...members]) => objectType(members, { isOpen: isOpen && members.length > 0 })),
      ),
    tie("type").map((value) =>
      objectType([], { index: { keyName: "key", keyType: keywordType("string"), type: value } }),
    ),
  ),
  type: fc.array(tie("item"), { minLength: 1, maxLength: 4 }).map(unionType),
}));

function memberOf(own: string, types: fc.Arbitrary<Type>): fc.Arbitrary<Parameters<typeof objectType>[0][number]> {
  return fc
    .record({ type: types, isOptional: fc.boolean(), isReadonly: fc.boolean(), docs: comment })
    .map(({ docs, ...member }) => ({ name: own, ...member, ...(docs === undefined ? {} : { docs }) }));
}

/** Any use of the model. */
const { use } = fc.letrec<{ use: TypeUse }>((tie) => ({
  use: fc.oneof(
    { maxDepth: 4 },
    { weight: 3, arbitrary: name.map((id): TypeUse => ({ kind: "ref", id })) },
    fc
      .constantFrom("string" as const, "integer" as const, "boolean" as const, "binary" as const)
      .map((scalar): TypeUse => ({ kind: "scalar", scalar })),
    tie("use").map((item): TypeUse => ({ kind: "list", item })),
    fc
      .record({ uses: fc.array(tie("use"), { minLength: 1, maxLength: 3 }), item: tie("use"), isClosed: fc.boolean() })
      .map(({ uses, item, isClosed }): TypeUse => ({
        kind: "list",
        item,
        positions: { uses, required: 1, isClosed },
      })),
    tie("use").map((value): TypeUse => ({ kind: "map", value })),
    fc.oneof(text, fc.constantFrom(-1, 1e21, false)).map((value): TypeUse => ({ kind: "literal", value })),
    tie("use").map((of): TypeUse => ({ kind: "nullable", of })),
    fc.constant<TypeUse>({ kind: "unknown", reason: "no type" }),
  ),
}));

const CONTEXT = {
  declarations: new Map(),
  nameOf: (id: string) => id,
  int64: "number" as const,
  runtime: (own: string) => own,
};

const typeOfAnyUse = fc
  .tuple(use, fc.constantFrom("answer" as const, "request" as const))
  .map(([of, form]) => typeOfUse(of, form, CONTEXT));

/** A file with the type in every place that a type stands in. */
function fileOf(own: string, one: Type, other: Type): SourceFile {
  const statements: Statement[] = [
    { kind: "TypeAlias", name: own, isExported: true, type: one },
    {
      kind: "TypeAlias",
      name: "B",
      docs: ["Both."],
      type: intersectionType([objectType([{ name: own, type: one, docs: "Its name." }], { isOpen: true }), other]),
    },
    {
      kind: "Interface",
      name: "C",
      indexSignatures: [{ keyName: "key", keyType: keywordType("string"), returnType: one }],
      properties: [
        { name: own, type: one, isReadonly: true, hasQuestionToken: true, docs: ["\nLine.\nLine."] },
        { name: "other", type: other },
      ],
    },
    {
      kind: "Class",
      name: "D",
      isExported: true,
      extends: referenceType(own),
      properties: [{ name: own, type: one, hasDeclareKeyword: true }],
      ctors: [
        {
          parameters: [{ name: "core", type: referenceType(own) }],
          statements: [assignmentCode(`this.${own}`, callCode({ callee: `new ${own}`, parts: ["core"] }))],
        },
      ],
      methods: [
        {
          name: own.toLowerCase(),
          parameters: [
            { name: "args", type: referenceType(own), initializer: plainCode("{}") },
            { name: "options", type: referenceType("PageOptions"), hasQuestionToken: true },
          ],
          returnType: referenceType("Call", [one]),
          statements: [returnCode(callCode({ callee: `this.${own}`, parts: ["args", "options"] }))],
        },
      ],
    },
    {
      kind: "VariableStatement",
      isExported: true,
      declarationKind: "const",
      declarations: [
        {
          name: own,
          type: referenceType("Operation", [referenceType(own), one]),
          initializer: callCode({ callee: "operationOf", parts: ["RolesApi", '"getRole"'], isPure: true }),
        },
      ],
    },
    {
      kind: "VariableStatement",
      declarationKind: "const",
      declarations: [
        {
          name: "parse",
          type: functionType(
            [
              { name: "body", type: one },
              { name: "type", type: operatorType("keyof", referenceType(own)), isOptional: true },
            ],
            referenceType("Event", [referenceType(own)]),
          ),
          initializer: callCode({ callee: "createParser", parts: ["a", "b"] }),
        },
      ],
    },
  ];
  return { kind: "SourceFile", statements };
}

describe("types as documents", () => {
  it.each([
    ["uses of the model", typeOfAnyUse],
    ["types of every kind", type],
  ])("are laid out as prettier would: %s", async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(name, arbitrary, arbitrary, async (own, one, other) => {
        const structure = fileOf(own, one, other);
        const library = (await printWithLibrary([{ path: "a.ts", structure }])).get("a.ts") ?? "";
        expect(printStructure(structure)).toBe(await format(library, { parser: "typescript" }));
      }),
      { numRuns: 40, seed: 20250520 },
    );
  });

  it("take no text for a name", () => {
    for (const hostile of ["a b", "A; evil()", "A<B>", '"', "", "*/"])
      expect(() => referenceType(hostile)).toThrow("is no name of a type");
  });

  it("are names in letters of any script", () => {
    for (const name of ["Größe", "RequestⅧ", "Things夊ϦApi", "$_a1"]) expect(flatText(referenceType(name))).toBe(name);
  });
});
