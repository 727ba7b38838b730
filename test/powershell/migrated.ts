import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiModel } from "../../generator/model/model.ts";
import { importText, startServer, type Engine, type EngineServer } from "./engine.mjs";
import { startMockServer, type MockRequest, type MockServer } from "./mock-server.mjs";
import { callProblems, callScript, type PublishedCall } from "./published-calls.ts";

/** A module to migrate to, and an engine that has imported it. */
export interface MigrationBench {
  readonly server: EngineServer;
  readonly mock: MockServer;
  readonly model: ApiModel;
  /** Of the modules' tables. */
  readonly tables: readonly string[];
  /** A file to upload. */
  readonly file: string;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export interface BenchInput {
  readonly engine: Engine;
  readonly model: ApiModel;
  readonly manifest: (module: string) => string;
}

const SESSION = { session: "migration", timeout: 500 };

export async function openBench({ engine, model, manifest }: BenchInput): Promise<MigrationBench> {
  const folder = mkdtempSync(join(tmpdir(), "isc-migration-"));
  const file = join(folder, "upload.txt");
  writeFileSync(file, "content é\n");
  const mock = await startMockServer(() => ({ status: 200, headers: { "x-total-count": "0" }, body: [] }));
  const server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
  const loaded = await server.run(importText(manifest("IscSdk")), SESSION);
  if (loaded.thrown !== undefined) throw new Error(loaded.thrown.message);
  return {
    server,
    mock,
    model,
    tables: ["IscSdk.Beta", "IscSdk.V2024"].map((module) => join(manifest(module), "..", "migration.json")),
    file,
    folder,
    close: async () => {
      await server.stop();
      await mock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Entry {
  readonly File: string;
  readonly Line: number;
  readonly Old: string;
  readonly New: string;
  readonly Severity: string;
  readonly Message: string;
  readonly IsDone: boolean;
}

export interface Migrated {
  readonly entries: readonly Entry[];
  /** By the names of the scripts. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is wrong with the scripts that came out. */
  readonly problems: readonly string[];
}

/** Writes scripts into a folder, migrates it twice, and lets the engine look at what came out. */
export async function migrateScripts(
  bench: MigrationBench,
  what: string,
  scripts: ReadonlyMap<string, string>,
): Promise<Migrated> {
  const folder = join(bench.folder, what);
  mkdirSync(folder);
  const path = (name: string): string => join(folder, `${name}.ps1`);
  for (const [name, text] of scripts) writeFileSync(path(name), text);
  const read = (): ReadonlyMap<string, string> =>
    new Map([...scripts.keys()].map((name) => [name, readFileSync(path(name), "utf8")]));
  const invoke = `Invoke-IscMigration -Path '${folder}' -Confirm:$false`;
  const entries = await output<Entry>(bench, invoke);
  const texts = read();
  const again = await output<Entry>(bench, invoke);
  const problems = await output<string>(
    bench,
    `& '${join(import.meta.dirname, "migrated.ps1")}' -Folder '${folder}' -Tables ${bench.tables.map((table) => `'${table}'`).join(", ")}`,
  );
  const changed = [...read()].filter(([name, text]) => texts.get(name) !== text);
  return {
    entries,
    texts,
    problems: [
      ...problems,
      ...again.filter(({ IsDone }) => IsDone).map(({ File, Old }) => `${File}: a second run changes ${Old}`),
      ...changed.map(([name]) => `${name}: a second run writes something else`),
    ],
  };
}

async function output<Value>({ server }: MigrationBench, script: string): Promise<readonly Value[]> {
  const answer = await server.run(script, SESSION);
  if (answer.thrown !== undefined || answer.errors.length > 0)
    throw new Error(JSON.stringify(answer.thrown ?? answer.errors));
  return answer.output as readonly Value[];
}

/** Published calls by the names of their scripts. */
export function callScripts(calls: readonly PublishedCall[], file: string): ReadonlyMap<string, string> {
  return new Map(calls.map((call, index) => [nameOf(call, index), callScript(call, file)]));
}

function nameOf({ published: { cmdlet } }: PublishedCall, index: number): string {
  return `${cmdlet}.${String(index)}`;
}

/** Runs migrated calls: what differs from the published request, by the names of their scripts. */
export async function runMigratedCalls(
  { server, mock, model }: MigrationBench,
  calls: readonly PublishedCall[],
  texts: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [index, call] of calls.entries()) {
    mock.reset();
    const answer = await server.run(texts.get(nameOf(call, index)) ?? "", SESSION);
    const asked = { ...call, isByPosition: false };
    problems.push(
      ...callProblems(model, asked, { requests: [...mock.state.requests], answer }),
      ...answer.warnings.filter((text) => text.includes(" will go away")),
    );
  }
  return problems;
}

/** What a script sends, and how much it says: with nothing left of the script before it, and without what is chosen at random. */
export async function requestsOf({ server, mock }: MigrationBench, text: string): Promise<string> {
  mock.reset();
  const answer = await server.run(`& {\n${text}\n}`, SESSION);
  const sent = mock.state.requests.map(
    ({ method, url, body }: MockRequest) => `${method} ${url} ${body.replaceAll(/------sdk[\w-]+/gu, "------sdk")}`,
  );
  return JSON.stringify([sent, answer.thrown?.message ?? "", answer.host.length]);
}
