import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TargetOutput } from "../output.ts";
import { unusableOutput } from "./diagnostics.ts";
import { commit, recover, type ProcessInfo } from "./journal.ts";
import { readManifest } from "./manifest.ts";
import { planWrite, type WritePlan } from "./plan.ts";
import { statusOf } from "./status.ts";

export interface WriteInput {
  /** Absolute path of the output folder. */
  readonly out: string;
  readonly outputs: readonly TargetOutput[];
  readonly specHashes: Readonly<Record<string, string>>;
  /** Takes over foreign and edited files. */
  readonly force: boolean;
  /** Plans only. */
  readonly check: boolean;
  readonly process: ProcessInfo;
}

export interface WriteResult {
  readonly plan: WritePlan;
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: WritePlan = { writes: [], removals: [], unchanged: 0, diagnostics: [] };

/**
 * Makes a folder ready to be looked at: refuses one that another process writes, completes or undoes an interrupted
 * write. Every command that reads or writes the output calls this first.
 */
export function openOutput(out: string, self: ProcessInfo): readonly Diagnostic[] {
  const status = statusOf(out);
  if (status === undefined) return [];
  if (!status.isDirectory()) return [diagnose(unusableOutput, { path: out, reason: "it is not a folder" })];
  try {
    return recover(out, self);
  } catch (error) {
    return [systemFailure(out, error)];
  }
}

function systemFailure(out: string, error: unknown): Diagnostic {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return diagnose(unusableOutput, { path: out, reason: `the system says ${reason}` });
}

/** Plans the write and, unless it only checks or something is in the way, carries it out. */
export function writeOutput(input: WriteInput): WriteResult {
  const reading = readManifest(input.out);
  if ("diagnostic" in reading && !input.force) return { plan: NOTHING, diagnostics: [reading.diagnostic] };
  const manifest = "manifest" in reading ? reading.manifest : { specs: {}, files: {} };
  const plan = planWrite({ ...input, manifest });
  if (plan.diagnostics.length > 0 || input.check) return { plan, diagnostics: plan.diagnostics };
  try {
    const isCurrent = (): boolean => readManifest(input.out).text === reading.text;
    const outcome = commit(input.out, plan, { self: input.process, isCurrent });
    if (outcome === "stale") return writeOutput(input);
    return { plan, diagnostics: outcome === "done" ? [] : [outcome] };
  } catch (error) {
    return { plan: NOTHING, diagnostics: [systemFailure(input.out, error)] };
  }
}
