import type { MatchedModel, MatchedOperation, MigrationFacts } from "../../../migration/facts.ts";
import type { Language } from "../language.ts";
import { breaking, callSnippets, isAffected, modelSnippets, type BeforeAndAfter, type GuideSides } from "./snippets.ts";

/** The code of a guide in one language. */
export interface GuideCode {
  readonly language: Language;
  readonly prelude?: string;
  readonly calls: ReadonlyMap<MatchedOperation, BeforeAndAfter>;
  readonly models: ReadonlyMap<MatchedModel, BeforeAndAfter>;
}

/** The code of every change that affects programs. Empty if a side has no model, because there are no sample values. */
export function guideCode(facts: MigrationFacts, sides: GuideSides | undefined, language: Language): GuideCode {
  const calls = new Map<MatchedOperation, BeforeAndAfter>();
  const models = new Map<MatchedModel, BeforeAndAfter>();
  if (sides === undefined) return { language, calls, models };
  for (const operation of facts.operations) {
    const code = isAffected(operation, language.id) ? callSnippets(sides, language, operation) : undefined;
    if (code !== undefined) calls.set(operation, code);
  }
  for (const model of facts.models) {
    const isTold = model.targets[language.id]?.isRenamed === true || breaking(model.changes, language.id).length > 0;
    const code = isTold ? modelSnippets(sides, language, model) : undefined;
    if (code !== undefined) models.set(model, code);
  }
  const prelude = language.versionGuide.prelude?.(sides.to.library);
  return { language, ...(prelude === undefined ? {} : { prelude }), calls, models };
}

/** All code of a guide, for formatting. */
export function codesOf({ prelude, calls, models }: GuideCode): readonly string[] {
  const pairs = [...calls.values(), ...models.values()];
  return [...(prelude === undefined ? [] : [prelude]), ...pairs.flatMap(({ before, after }) => [before, after])];
}
