import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importText, startServer, type Engine, type ScriptError } from "./engine.mjs";
import { startMockServer, type MockRequest } from "./mock-server.mjs";
import { wireScript, type WireCase } from "./wire-cases.ts";

/** What a case sent, or why it sent nothing. */
export interface WireResult {
  readonly wireCase: WireCase;
  readonly requests: readonly MockRequest[];
  readonly errors: readonly ScriptError[];
}

export interface WireRun {
  readonly engine: Engine;
  /** The manifest to import. */
  readonly manifest: string;
  /** Files that uploads name, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The file that cases upload. */
export const UPLOADS: Readonly<Record<string, string>> = { "upload.txt": "content é\n" };

/** Makes every case's call through the cmdlets against a local server and gives the requests as they came in. */
export async function runWireCases(
  cases: readonly WireCase[],
  { engine, manifest, files = UPLOADS }: WireRun,
): Promise<readonly WireResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "isc-wire-"));
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  // An empty list suits a cmdlet that pages, and any other too.
  const mock = await startMockServer(() => ({ status: 200, headers: { "x-total-count": "0" }, body: [] }));
  const server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
  try {
    const loaded = await server.run(importText(manifest), { session: "wire" });
    if (loaded.thrown !== undefined) throw new Error(loaded.thrown.message);
    const results: WireResult[] = [];
    for (const wireCase of cases) {
      mock.reset();
      const answer = await server.run(`$null = ${wireScript(wireCase, folder)}`, { session: "wire" });
      results.push({
        wireCase,
        requests: [...mock.state.requests],
        errors: [...answer.errors, ...(answer.thrown === undefined ? [] : [answer.thrown])],
      });
    }
    return results;
  } finally {
    await server.stop();
    await mock.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
