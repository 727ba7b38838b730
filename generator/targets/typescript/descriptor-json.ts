import { atom, type Literal } from "../../emit/typescript/literal.ts";
import { isJsonPatch } from "../../model/json-patch.ts";
import type { ApiVersion, BodyContent, Operation, Success, TypeUse } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { resolveUse } from "../../model/uses.ts";
import type { VersionIntegers } from "./integers-file.ts";
import type { ModuleBuilder } from "./module.ts";
import { patchedUses } from "./operation-types.ts";

/** The JSON codecs of an operation. Returns undefined if `JSON` reads and writes everything exactly. */
export function codecsLiteral(
  operation: Operation,
  at: {
    readonly version: Pick<ApiVersion, "operations">;
    readonly module: ModuleBuilder;
    readonly integers: VersionIntegers;
  },
): Literal | undefined {
  const { module, integers } = at;
  const entries = [
    ["body", bodyCodec(operation, at)],
    [
      "answer",
      integers.codecOf(
        module,
        [operation, ...operation.others].flatMap(({ success }) => readUses(success)),
      ),
    ],
    ["failure", integers.codecOf(module, failureUses(operation))],
  ] as const;
  const given = entries.flatMap(([name, codec]) => (codec === undefined ? [] : [[name, codec] as const]));
  return given.length === 0 ? undefined : { kind: "object", entries: given };
}

function bodyCodec(
  operation: Operation,
  { version, module, integers }: Parameters<typeof codecsLiteral>[1],
): Literal | undefined {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return undefined;
  const { declarations } = module.types;
  if (isJsonPatch(declarations, content))
    return integers.codecOf(module, patchedUses(declarations, operation, version), (patched) =>
      places({ items: places({ patched }) }),
    );
  return integers.codecOf(module, sentUses(declarations, content));
}

function places(entries: Readonly<Record<string, Literal>>): Literal {
  return { kind: "object", entries: Object.entries(entries) };
}

/** The types that are sent as JSON. For a stream it is the type of its items. */
function sentUses(declarations: ModuleBuilder["types"]["declarations"], content: BodyContent): readonly TypeUse[] {
  if (content.codec === "text" || content.codec === "bytes" || content.codec === "events") return [];
  if (content.codec !== "stream") return [content.use];
  const { use } = resolveUse(declarations, content.use);
  return use.kind === "list" ? [use.item] : [];
}

function readUses(success: Success): readonly TypeUse[] {
  if (success.kind === "value") return success.uses;
  return success.kind === "stream" && success.dataCodec === "json" ? [success.item] : [];
}

function failureUses({ answers }: Operation): readonly TypeUse[] {
  const successes = new Set(successAnswers(answers));
  return answers
    .filter((answer) => !successes.has(answer))
    .flatMap(({ contents }) => contents.filter(({ codec }) => codec === "json").map(({ use }) => use));
}

/** How a JSON parameter or field is written: with its own codec, or with `JSON`. */
export function jsonLiteral(use: TypeUse, module: ModuleBuilder, integers: VersionIntegers): Literal {
  return integers.codecOf(module, [use]) ?? atom("true");
}
