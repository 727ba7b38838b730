import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiModel } from "../../generator/model/model.ts";
import type { Engine } from "./engine.mjs";
import { callProblems, callScript, type PublishedCall } from "./published-calls.ts";
import { emptyLists, openSession, type ModuleSession } from "./session.ts";

export interface PublishedRun {
  readonly engine: Engine;
  readonly model: ApiModel;
  /** The manifest to import. */
  readonly manifest: string;
}

/** Makes published calls through the module against a local server. Gives what is wrong with what was sent. */
export async function runPublishedCalls(
  calls: readonly PublishedCall[],
  { engine, model, manifest }: PublishedRun,
): Promise<readonly string[]> {
  const session = await openSession(engine, manifest);
  try {
    return await publishedProblems(calls, { session, model });
  } finally {
    await session.close();
  }
}

/** The same in a session that has imported the module. */
export async function publishedProblems(
  calls: readonly PublishedCall[],
  { session, model }: { readonly session: ModuleSession; readonly model: ApiModel },
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "isc-published-"));
  const file = join(folder, "upload.txt");
  writeFileSync(file, "content é\n");
  const problems: string[] = [];
  for (const call of calls) {
    session.mock.reset(emptyLists);
    const answer = await session.run(callScript(call, file));
    problems.push(...callProblems(model, call, { requests: [...session.mock.state.requests], answer }));
  }
  rmSync(folder, { recursive: true, force: true });
  return problems;
}
