import type { MatchedModel, MatchedOperation, MigrationChange } from "../../../migration/facts.ts";
import type { RuleId } from "../../../diff/rules.ts";
import type { Language } from "../language.ts";
import type { Library, Shelf } from "../library.ts";

/** The code of a call or a model on both sides. */
export interface BeforeAndAfter {
  readonly before: string;
  readonly after: string;
}

/** Both sides of a guide, with the input for their code. */
export interface GuideSides {
  readonly from: { readonly library: Library; readonly shelf: Shelf };
  readonly to: { readonly library: Library; readonly shelf: Shelf };
}

/** Whether a program that calls the operation needs a change, apart from the version's own names. */
export function isAffected({ changes, targets, isMoved, from, to }: MatchedOperation, target: string): boolean {
  const move = targets[target];
  return move?.isRenamed === true || isMoved || from.id !== to.id || breaking(changes, target).length > 0;
}

/** The breaking changes for a target. */
export function breaking(changes: readonly MigrationChange[], target: string): readonly MigrationChange[] {
  return changes.filter((change) => change.target === target && change.class === "breaking");
}

/** The code of a call before and after, with required parameters and with changed ones. */
export function callSnippets(
  { from, to }: GuideSides,
  language: Language,
  operation: MatchedOperation,
): BeforeAndAfter | undefined {
  const before = from.shelf.entries.get(operation.from.key);
  const after = to.shelf.entries.get(operation.to.key);
  const moves = operation.targets[language.id]?.parameters;
  if (before === undefined || after === undefined || moves === undefined) return undefined;
  const hasNewBody = operation.changes.some(({ rule }) => rule.startsWith("body-"));
  const changed = moves.filter(
    (move) =>
      move.from === null || move.to === null || move.from.name !== move.to.name || move.from.place !== move.to.place,
  );
  const shown =
    (side: "from" | "to") =>
    ({ place, wire }: { readonly place: string; readonly wire: string | null }): boolean =>
      (place === "body" && hasNewBody) ||
      changed.some((move) => move.from !== null && move[side]?.place === place && move[side]?.wire === wire);
  return {
    before: language.versionGuide.call({ ...from, entry: before, isShown: shown("from") }),
    after: language.versionGuide.call({ ...to, entry: after, isShown: shown("to") }),
  };
}

/** Rules that change which values occur, but not the code that writes a value. */
const UNSEEN: ReadonlySet<RuleId> = new Set([
  "property-nullable",
  "property-not-nullable",
  "property-optional",
  "input-removed",
]);

/** Whether the code of a model shows a change of this rule. */
export function isSeenInCode(rule: RuleId): boolean {
  return !UNSEEN.has(rule);
}

/** The code of a model before and after, with the changed properties. */
export function modelSnippets(
  { from, to }: GuideSides,
  language: Language,
  model: MatchedModel,
): BeforeAndAfter | undefined {
  const before = from.shelf.declarations.get(model.from);
  const after = to.shelf.declarations.get(model.to);
  if (before === undefined || after === undefined) return undefined;
  const properties = new Set(
    breaking(model.changes, language.id).flatMap(({ rule, name }) =>
      rule.startsWith("property-") && isSeenInCode(rule) ? [name.slice(name.indexOf(".") + 1)] : [],
    ),
  );
  return {
    before: language.versionGuide.model({ ...from, declaration: before, properties }),
    after: language.versionGuide.model({ ...to, declaration: after, properties }),
  };
}
