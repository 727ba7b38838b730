import type { Operation, TypeUse } from "../../model/model.ts";

/** The types of an operation's parameters, bodies and responses. */
export function usesOfOperation({ parameters, body, answers }: Operation): readonly TypeUse[] {
  return [
    ...parameters.map((parameter) => parameter.use),
    ...(body?.contents.map((content) => content.use) ?? []),
    ...answers.flatMap((answer) => answer.contents.map((content) => content.use)),
  ];
}
