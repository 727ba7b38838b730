import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiModel } from "../../generator/model/model.ts";
import { importText, startServer, type Engine } from "./engine.mjs";
import { startMockServer } from "./mock-server.mjs";
import { callProblems, callScript, type PublishedCall } from "./published-calls.ts";

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
  const folder = mkdtempSync(join(tmpdir(), "isc-published-"));
  const file = join(folder, "upload.txt");
  writeFileSync(file, "content é\n");
  const mock = await startMockServer(() => ({ status: 200, headers: { "x-total-count": "0" }, body: [] }));
  const server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
  try {
    const loaded = await server.run(importText(manifest), { session: "published" });
    if (loaded.thrown !== undefined) throw new Error(loaded.thrown.message);
    const problems: string[] = [];
    for (const call of calls) {
      mock.reset();
      const answer = await server.run(callScript(call, file), { session: "published" });
      problems.push(...callProblems(model, call, { requests: [...mock.state.requests], answer }));
    }
    return problems;
  } finally {
    await server.stop();
    await mock.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
