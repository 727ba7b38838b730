import { markOf } from "../../../names/rules/file-stem.ts";
import type { FileScope, TagScope } from "../../../names/target-naming.ts";
import { spelledTag, tagWords } from "../../../names/rules/tag-words.ts";
import { camelCase, kebabCase, pascalCase } from "../../../names/rules/words.ts";
import { clientProperty, declaredType } from "./grammar.ts";
import { TYPESCRIPT_CLIENT_MEMBERS, TYPESCRIPT_MODULES } from "./reserved.ts";

export const tagScopes: readonly TagScope[] = [
  {
    of: "tag",
    name: "class",
    field: "class",
    grammar: declaredType,
    isType: true,
    held: ({ ledger }) =>
      Object.entries(ledger.tags).map(([wire, entry]) => [entry.class, `the class of ${wire}`] as const),
    request: ({ wire }) => {
      const own = pascalCase(tagWords(wire));
      return {
        candidates: [
          `${own}Api`,
          `${own}TagApi`,
          `${pascalCase(spelledTag(wire))}Api`,
          `${own}X${markOf(wire)}Api`,
          `${own}X${markOf(wire, 64)}Api`,
        ],
      };
    },
  },
  {
    of: "tag",
    name: "property",
    field: "property",
    grammar: clientProperty,
    held: ({ ledger }) => [
      ...TYPESCRIPT_CLIENT_MEMBERS,
      ...Object.entries(ledger.tags).map(([wire, entry]) => [entry.property, `the property of ${wire}`] as const),
    ],
    request: ({ wire }) => {
      const own = camelCase(tagWords(wire));
      return {
        candidates: [
          own,
          `${own}Api`,
          camelCase(spelledTag(wire)),
          `${own}X${markOf(wire)}`,
          `${own}X${markOf(wire, 64)}`,
        ],
      };
    },
  },
];

/** The file of a tag's class in the folder of its version. */
export const tagModuleFiles: FileScope = {
  of: "tag",
  name: "module",
  kind: "tag module",
  field: "module",
  held: ({ ledger }) => [
    ...TYPESCRIPT_MODULES,
    ...Object.entries(ledger.tags).map(([wire, entry]) => [entry.module, `the module of ${wire}`] as const),
  ],
  request: (wire) => ({
    wanted: kebabCase(tagWords(wire)),
    more: [`${kebabCase(tagWords(wire))}-api`, kebabCase(spelledTag(wire))],
  }),
};
