import { jsonText } from "../text/characters.ts";
import type { MatchedModel, MatchedOperation, MigrationFacts } from "./facts.ts";

/** The version of the JSON format. */
export const MIGRATION_FORMAT = 1;

/** Code before and after, in the words of one target. */
export interface CodePair {
  readonly before: string;
  readonly after: string;
}

/** The code examples of a target, by operation and model. */
export interface TargetCode {
  readonly target: string;
  /** The code that comes before every call. */
  readonly prelude?: string;
  readonly calls: ReadonlyMap<MatchedOperation, CodePair>;
  readonly models: ReadonlyMap<MatchedModel, CodePair>;
}

/** A migration with the facts that its JSON shows. */
export interface MigrationReport {
  /** The arguments of the command. */
  readonly old: string;
  readonly new: string;
  readonly facts: MigrationFacts;
  readonly codes: readonly TargetCode[];
}

/** Renders a migration as JSON, for tools that change programs; `docs/migration.schema.json` is its schema. */
export function renderMigrationJson({ old, new: found, facts, codes }: MigrationReport): string {
  const codeOf = (pick: (code: TargetCode) => CodePair | undefined): Readonly<Record<string, CodePair>> =>
    Object.fromEntries(
      codes.flatMap((code) => {
        const pair = pick(code);
        return pair === undefined ? [] : [[code.target, pair]];
      }),
    );
  const report = {
    format: MIGRATION_FORMAT,
    old,
    new: found,
    ...facts,
    prelude: Object.fromEntries(
      codes.flatMap(({ target, prelude }) => (prelude === undefined ? [] : [[target, prelude]])),
    ),
    operations: facts.operations.map((operation) => ({
      ...operation,
      code: codeOf(({ calls }) => calls.get(operation)),
    })),
    models: facts.models.map((model) => ({ ...model, code: codeOf(({ models }) => models.get(model)) })),
  };
  return `${jsonText(report, 2)}\n`;
}
