import { reserve } from "../../../generator/names/rules/reserved.ts";
import { parameterKey } from "../../../generator/names/table.ts";
import type { TargetNaming } from "../../../generator/names/target-naming.ts";
import { kebabCase, splitWords } from "../../../generator/names/rules/words.ts";
import { keyOf, wantedParameters } from "../../../generator/names/settling/parameter-places.ts";

/** The toy's own key of the configuration: what stands before its names. */
declare module "../../../generator/config/config.ts" {
  interface Config {
    readonly toy?: { readonly prefix: string };
  }
}

declare module "../../../generator/names/table.ts" {
  interface OperationNames {
    readonly toy: { readonly entry: string; readonly options: ReadonlyMap<string, string> };
  }
  interface TagNames {
    readonly toy: { readonly group: string };
  }
}

const isWord = (name: string): string | undefined =>
  /^[a-z][a-z0-9-]*$/u.test(name) ? undefined : "is no word of the toy";

/** Names as a command line would have them: `get-role`, `--role-id`. */
export function toyNaming(prefix: string): TargetNaming {
  return {
    target: "toy",
    reservedTypes: new Map(reserve("a word of the toy", "Brick")),
    scopes: [
      {
        of: "operation",
        name: "entry",
        grammar: isWord,
        chosen: isWord,
        isReported: true,
        held: () => [["help", "a word of the toy"]],
        request: (operation, { readingOf, overrideOf }) => {
          const { call } = readingOf(operation);
          const wanted = overrideOf(operation)?.names["toy.entry"] ?? kebabCase([prefix, ...call].filter(Boolean));
          return { candidates: [wanted], more: () => [`${wanted}-${operation.method}`] };
        },
      },
      {
        of: "tag",
        name: "group",
        grammar: isWord,
        request: ({ wire }) => ({ candidates: [kebabCase(splitWords(wire))] }),
      },
      {
        of: "event",
        name: "signal",
        grammar: isWord,
        request: ({ wire }) => ({ candidates: [`on-${kebabCase(splitWords(wire))}`] }),
      },
      {
        of: "model",
        name: "record",
        grammar: isWord,
        request: (_declaration, { model }) => ({ candidates: [kebabCase(splitWords(model))] }),
      },
    ],
    parameters: {
      name: "option",
      grammar: isWord,
      usual: (wire) => kebabCase(splitWords(wire)),
      ofOperation: (operation) =>
        new Map(
          wantedParameters(operation).map((wanted) => [keyOf(wanted), kebabCase(splitWords(wanted.declaredWire))]),
        ),
    },
    table: (at) => ({
      tag: ({ wire }) => ({ group: at.nameOf("toy", "group", wire) }),
      operation: ({ key, parameters }) => ({
        entry: at.nameOf("toy", "entry", key),
        options: new Map(
          parameters.map(({ place, wire, declaredWire }) => [
            parameterKey(place, wire),
            at.ledger.parameters[declaredWire]?.names?.["toy"]?.["option"] ?? "",
          ]),
        ),
      }),
    }),
  };
}
