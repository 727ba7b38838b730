import type { EngineServer } from "./engine.mjs";
import type { MockServer } from "./mock-server.mjs";

export interface Example {
  /** The function or the page it stands in. */
  readonly name: string;
  readonly code: string;
}

export interface BoundExamples {
  readonly problems: readonly (Example & { readonly message: string })[];
  /** The examples that ran, with the requests that each sent. */
  readonly requests: readonly (Example & { readonly count: number; readonly urls: readonly string[] })[];
}

export function readHelpExamples(
  server: EngineServer,
  at: { readonly session: string; readonly modules: readonly string[] },
): Promise<readonly Example[]>;
export function withAllParameters(code: string): readonly string[];
export function bindExamples(
  examples: readonly Example[],
  at: { readonly server: EngineServer; readonly session: string; readonly service: MockServer },
): Promise<BoundExamples>;
