import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine, EngineServer } from "../powershell/engine.mjs";
import { createMdxParser } from "../support/mdx.ts";
import { POWERSHELL_CHECK } from "../support/pwned.ts";
import { doRun, type Bench } from "./run.ts";
import { wrapSystem } from "./watch.ts";

/** What the tool hands to a process of runs. */
interface Job {
  readonly root: string;
  readonly work: string;
  readonly seed: number;
  readonly isReal: boolean;
  readonly bound: number;
  readonly runs: readonly number[];
  readonly keep?: readonly number[];
  readonly isKept?: boolean;
}

/** Does its runs one after the other and tells of each; what ends it early is seen by the tool. */
async function work(job: Job): Promise<void> {
  mkdirSync(job.work, { recursive: true });
  const tools = (await import(pathToFileURL(join(job.root, "test/powershell/engine.mjs")).href)) as {
    findEngine: () => Engine | undefined;
    startServer: (engine: Engine) => EngineServer;
  };
  let started: Promise<{ server: EngineServer; script: string }> | undefined;
  const engine = tools.findEngine();
  const bench: Bench = {
    ...job,
    sources: { root: job.root, isReal: job.isReal },
    work: realpathSync(job.work),
    parse: await createMdxParser(join(job.root, "test/docs")),
    engine:
      engine === undefined
        ? undefined
        : () =>
            (started ??= (async () => {
              const script = join(job.work, "check.ps1");
              writeFileSync(script, POWERSHELL_CHECK);
              return Promise.resolve({ server: tools.startServer(engine), script });
            })()),
  };
  wrapSystem();
  for (const run of job.runs) {
    process.send?.({ begun: run });
    const result = await doRun(bench, { run, ...job });
    process.send?.({ result });
  }
  await (await started)?.server.stop();
  process.send?.({ done: true, hasEngine: engine !== undefined });
  process.exit(0);
}

// Whoever asked is gone: nobody would hear of the rest.
process.once("disconnect", () => process.exit(1));
process.once("message", (job: Job) => void work(job));
