import {
  importText,
  findEngine,
  startServer,
  type EngineServer,
  type RunOptions,
  type ScriptAnswer,
} from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { startMockServer, type Answering, type MockServer } from "./mock-server.mjs";

/** How PowerShell is had here; undefined: the tests are skipped, and say so. */
export const engine = findEngine();
if (engine === undefined) process.stdout.write("skipped: PowerShell tests need pwsh or dotnet on the PATH\n");

/** A generated module, a service to call, and an engine that has imported the module with the environment set. */
export interface Scenario {
  readonly generated: GeneratedModule;
  readonly mock: MockServer;
  /** Runs a script in the session that has the module; `service` answers its calls. `URL` stands for the service's address. */
  readonly run: (script: string, service?: Answering, options?: RunOptions) => Promise<ScriptAnswer>;
  readonly close: () => Promise<void>;
}

/** Starts a scenario for the embedded specs. */
export async function startScenario(chosen = engine): Promise<Scenario> {
  if (chosen === undefined) throw new Error("no PowerShell");
  const generated = await generateModule();
  const mock = await startMockServer();
  const server: EngineServer = startServer(chosen, {
    SAIL_BASE_URL: mock.url,
    SAIL_CLIENT_ID: "client",
    SAIL_CLIENT_SECRET: "se cret&1",
  });
  const imported = await server.run(importText(generated.manifest("IscSdk")), { session: "main" });
  if (imported.thrown !== undefined || imported.errors.length > 0)
    throw new Error(JSON.stringify(imported.thrown ?? imported.errors));
  return {
    generated,
    mock,
    run: (script, service, options = {}) => {
      mock.reset(service);
      return server.run(script.replaceAll(/\bURL\b/gu, mock.url).replaceAll("FOLDER", generated.folder), {
        session: "main",
        ...options,
      });
    },
    close: async () => {
      await server.stop();
      await mock.stop();
      generated.remove();
    },
  };
}

/** A service with a list of `count` items at a path, by limit and offset. */
export function listService(path: string, count: number): Answering {
  const items = Array.from({ length: count }, (_, index) => ({
    id: `id${String(index)}`,
    name: `Item ${String(index)}`,
  }));
  return (request) => {
    if (request.path !== path) return { status: 204 };
    const offset = Number(request.query["offset"] ?? 0);
    const limit = Number(request.query["limit"] ?? 250);
    return {
      headers: request.query["count"] === "true" ? { "X-Total-Count": String(count) } : {},
      body: items.slice(offset, offset + limit),
    };
  };
}

/** A service that answers an object with the last segment of the path as its id. */
export const echoService: Answering = (request) => ({
  body: { id: decodeURIComponent(request.path.split("/").at(-1) ?? ""), auth: request.headers["authorization"] },
});
