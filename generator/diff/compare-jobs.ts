import type { SurfaceJob } from "../contract/surface-format.ts";
import type { Finding, FindingBase } from "./change.ts";
import { callName } from "./compare-bodies.ts";
import type { OperationPair } from "./compare-parameters.ts";
import { changedText, type DiffContext } from "./context.ts";

/** Compares how a program waits for the work of an operation. */
export function compareJobs(
  { targets }: DiffContext,
  base: FindingBase,
  { old, new: found }: OperationPair,
): readonly Finding[] {
  const name = callName(found);
  if (old.job === undefined)
    return found.job === undefined ? [] : [{ ...base, rule: "job-added", name, after: found.job.poll }];
  if (found.job === undefined) return [{ ...base, rule: "job-removed", name, before: old.job.poll }];
  const poll = changedText(old.job.poll, found.job.poll);
  const end = changedText(endText(old.job), endText(found.job));
  return [
    ...(poll === undefined ? [] : [{ ...base, rule: "job-poll-changed" as const, name, ...poll }]),
    ...(end === undefined ? [] : [{ ...base, rule: "job-end-changed" as const, name, ...end }]),
    ...targets.flatMap((target): readonly Finding[] => {
      const [before] = old.targets[target]?.jobs ?? [];
      const after = found.targets[target]?.jobs ?? [];
      return before === undefined || after[0] === undefined || after.includes(before)
        ? []
        : [{ ...base, rule: "job-renamed", name, before, after: after[0], targets: [target] }];
    }),
  ];
}

/** How a job ends, as text: `status: COMPLETE; failed: CANCELLED, FAILED`, and the other properties of the poll. */
function endText({ takes, status, done, failed, message, percent }: SurfaceJob): string {
  const from = takes.map((taken) => `${taken.wire} from ${taken.from} ${taken.path.join(".")}`);
  const parts = [
    `${status.join(".")}: ${done.join(", ")}`,
    ...(failed.length === 0 ? [] : [`failed: ${failed.join(", ")}`]),
    ...(message === undefined ? [] : [`message: ${message.join(".")}`]),
    ...(percent === undefined ? [] : [`percent: ${percent.join(".")}`]),
    ...from,
  ];
  return parts.join("; ");
}
