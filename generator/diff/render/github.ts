import { githubCommand } from "../../diagnostics/reporters/github.ts";
import type { ChangeClass } from "../change-class.ts";
import type { DiffReport } from "../report.ts";
import { joinTargets, type ShownChange } from "./group.ts";

const LEVELS: Readonly<Record<ChangeClass, "error" | "notice" | undefined>> = {
  breaking: "error",
  compatible: "notice",
  // A step shows at most ten annotations of a kind, so changes of descriptions get none.
  docs: undefined,
};

/** GitHub Actions workflow commands: the verdicts, and one annotation for each change, breaking ones first. */
export function renderGithub({ verdict, changes }: DiffReport): string {
  const shown = joinTargets(changes);
  const verdicts = Object.entries(verdict).map(([target, value]) =>
    githubCommand("notice", { title: `${target}: ${value}` }, `The next version of the package ${target}: ${value}`),
  );
  const annotations = (["breaking", "compatible"] as const).flatMap((value) =>
    shown.filter((entry) => entry.class === value).map(annotation),
  );
  return [...verdicts, ...annotations].map((line) => `${line}\n`).join("");
}

function annotation({ change, classes, class: worst }: ShownChange): string {
  const hit = [...classes].filter(([, value]) => value === worst).map(([target]) => target);
  return githubCommand(
    LEVELS[worst] ?? "notice",
    { title: `${change.rule} (${hit.join(", ")})` },
    `${change.version} ${change.place}: ${change.message} ${change.advice}`,
  );
}
