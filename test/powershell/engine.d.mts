export interface Engine {
  readonly kind: "pwsh" | "dotnet";
  readonly library?: string;
  /** Where `pwsh` is, when it is not on the PATH. */
  readonly command?: string;
}

export interface ScriptError {
  readonly message: string;
  readonly id: string;
  readonly category: string;
  readonly target: string | null;
  readonly exception: string;
  readonly details: string | null;
  readonly position: string | null;
  readonly stack: string | null;
}

export interface ScriptAnswer {
  readonly output: readonly unknown[];
  readonly types: readonly string[];
  readonly errors: readonly ScriptError[];
  readonly thrown?: ScriptError;
  readonly stopped?: boolean;
  readonly stopMs?: number;
  readonly milliseconds: number;
  readonly warnings: readonly string[];
  readonly verbose: readonly string[];
  readonly debug: readonly string[];
  readonly information: readonly string[];
  readonly progress: readonly string[];
  readonly host: readonly string[];
  readonly prompts: readonly string[];
}

export interface RunOptions {
  readonly session?: string;
  readonly close?: boolean;
  readonly answers?: readonly string[];
  readonly timeout?: number;
  readonly stopAfterMs?: number;
}

export interface EngineServer {
  readonly kind: "pwsh" | "dotnet";
  readonly run: (script: string, options?: RunOptions) => Promise<ScriptAnswer>;
  readonly stop: () => Promise<unknown>;
}

export function findEngine(): Engine | undefined;
/** The manifest of Pester; undefined where it cannot be had. */
export function findPester(): string | undefined;
export function findComplete(): Engine | undefined;
export function runCommand(engine: Engine, script: string, args?: readonly string[]): [command: string, args: string[]];
export function importText(manifest: string): string;
export function startServer(engine: Engine, environment?: Readonly<Record<string, string>>): EngineServer;
