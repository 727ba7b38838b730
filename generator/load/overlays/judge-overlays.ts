import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { appendPointer } from "../pointer.ts";
import { deadAction, diagnoseOverlay, unknownExtends } from "./overlay-diagnostics.ts";
import type { OverlayOutcome } from "./overlay.ts";

/**
 * Reports overlays that applied to no root and actions that found no target. An overlay of one version is judged in
 * that version. An action of an overlay for every version must find a target in at least one of them.
 */
export function judgeOverlays(outcomes: readonly OverlayOutcome[]): readonly Diagnostic[] {
  const groups = groupBy(outcomes, ({ isShared, label, overlay }) =>
    isShared ? overlay.path : `${label}\0${overlay.path}`,
  );
  return [...groups.values()].flatMap(judge);
}

function judge(outcomes: readonly OverlayOutcome[]): readonly Diagnostic[] {
  const applied = outcomes.filter(({ isApplied }) => isApplied);
  const [first] = applied.length > 0 ? applied : outcomes;
  if (first === undefined) return [];
  const { overlay } = first;
  if (applied.length === 0) {
    const roots = [...new Set(outcomes.flatMap((outcome) => outcome.roots))].join(", ");
    const document = overlay.extends ?? "";
    return [diagnoseOverlay(unknownExtends, { document, roots }, { ...overlay, pointer: "/extends" })];
  }
  const where = applied.map(({ label }) => label).join(", ");
  return first.dead
    .filter((index) => applied.every(({ dead }) => dead.includes(index)))
    .map((index) => {
      const pointer = appendPointer("/actions", index, "target");
      return diagnoseOverlay(
        deadAction,
        { target: overlay.actions[index]?.target ?? "", where },
        { ...overlay, pointer },
      );
    });
}
