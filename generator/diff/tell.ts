import { compareText } from "../model/order.ts";
import type { Change, Finding, TargetText } from "./change.ts";
import { adviceOf, classOf, ruleOf } from "./rules.ts";
import type { VersionIndex } from "./surface-index.ts";

/** The two versions of each label, from which findings take their names. */
export interface Telling {
  readonly targets: readonly string[];
  readonly old: ReadonlyMap<string, VersionIndex>;
  readonly found: ReadonlyMap<string, VersionIndex>;
}

/** Words findings for each target. */
export function tell(findings: readonly Finding[], { targets, old, found }: Telling): readonly Change[] {
  return findings.flatMap((finding) => {
    const tags = [
      ...new Set(
        finding.operations.flatMap((key) => {
          const operation =
            found.get(finding.version)?.operations.get(key) ?? old.get(finding.version)?.operations.get(key);
          return operation === undefined ? [] : [operation.tag];
        }),
      ),
    ].sort(compareText);
    return (finding.targets ?? targets).map((target) => changeOf(finding, target, tags));
  });
}

function changeOf(finding: Finding, target: string, tags: readonly string[]): Change {
  const { rule, version, place, directions, operations, origin } = finding;
  const text = (value: TargetText | undefined): string | null =>
    value === undefined ? null : typeof value === "string" ? value : value(target);
  const name = text(finding.name) ?? "";
  const [before, after] = [text(finding.before), text(finding.after)];
  const fill = (template: string): string =>
    template.replaceAll(/\{(name|before|after)\}/gu, (_, hole: string) =>
      hole === "name" ? name : ((hole === "before" ? before : after) ?? "none"),
    );
  return {
    rule,
    class: classOf(rule, target, directions),
    target,
    version,
    place,
    name,
    subject: typeof finding.name === "string" ? name : finding.name("typescript"),
    before,
    after,
    message: fill(ruleOf(rule).message),
    advice: fill(adviceOf(rule, directions)),
    origin,
    directions,
    operations,
    tags,
  };
}
