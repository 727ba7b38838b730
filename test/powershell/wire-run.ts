import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine, ScriptError } from "./engine.mjs";
import type { MockRequest } from "./mock-server.mjs";
import { emptyLists, openSession, type ModuleSession } from "./session.ts";
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
  const session = await openSession(engine, manifest);
  try {
    return await wireResults(cases, session, files);
  } finally {
    await session.close();
  }
}

/** The same in a session that has imported the module. */
export async function wireResults(
  cases: readonly WireCase[],
  session: ModuleSession,
  files = UPLOADS,
): Promise<readonly WireResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "isc-wire-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const results: WireResult[] = [];
  for (const wireCase of cases) {
    session.mock.reset(emptyLists);
    const answer = await session.run(`$null = ${wireScript(wireCase, folder)}`);
    results.push({
      wireCase,
      requests: [...session.mock.state.requests],
      errors: [...answer.errors, ...(answer.thrown === undefined ? [] : [answer.thrown])],
    });
  }
  rmSync(folder, { recursive: true, force: true });
  return results;
}
