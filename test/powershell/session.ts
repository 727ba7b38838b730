import { importText, startServer, type Engine, type EngineServer, type ScriptAnswer } from "./engine.mjs";
import { startMockServer, type Answering, type MockServer } from "./mock-server.mjs";

/** An empty list suits a cmdlet that pages, and any other too. */
export const emptyLists: Answering = () => ({ status: 200, headers: { "x-total-count": "0" }, body: [] });

/** An engine that has imported a module, and the service that its calls reach. */
export interface ModuleSession {
  readonly mock: MockServer;
  readonly server: EngineServer;
  /** The name of the session at the server. */
  readonly name: string;
  readonly run: (script: string) => Promise<ScriptAnswer>;
  readonly close: () => Promise<void>;
}

/** Starts an engine, imports a module by its manifest, and lets the environment connect it to a service of empty lists. */
export async function openSession(engine: Engine, manifest: string): Promise<ModuleSession> {
  const mock = await startMockServer(emptyLists);
  const server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
  const name = "main";
  const loaded = await server.run(importText(manifest), { session: name });
  if (loaded.thrown !== undefined) throw new Error(loaded.thrown.message);
  return {
    mock,
    server,
    name,
    run: (script) => server.run(script, { session: name }),
    close: async () => {
      await server.stop();
      await mock.stop();
    },
  };
}
