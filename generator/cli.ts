#!/usr/bin/env node
import { readFileSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Command } from "commander";
import envPaths from "env-paths";
import { ask } from "./commands/ask.ts";
import type { ExitCode, Host } from "./commands/host.ts";
import { createProgress } from "./commands/progress.ts";
import { thisMachine } from "./files/machine.ts";
import type { ShowProgress } from "./stopwatch.ts";

/** The only file that touches the process: arguments, streams, exit codes. */

const PACKAGE_ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where programs of this user keep what is no setting; undefined where there is no such place. */
function stateFolder(): string | undefined {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = process.env;
  try {
    const base = state || (process.platform === "win32" ? local : undefined) || join(homedir(), ".local/state");
    return isAbsolute(base) ? join(base, "isc-sdkgen") : undefined;
  } catch {
    return undefined;
  }
}

/** Nanoseconds since 1970. Nothing that is written into the output knows them. */
function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/** Another run writes a folder within seconds, so it is waited for. */
const PROCESS = { pid: process.pid, isAlive, patience: 60_000, machine: thisMachine(), state: stateFolder() };

/** The only clock whose answer is written anywhere: the date of a release. */
function today(): string {
  const now = new Date();
  const digits = (value: number): string => String(value).padStart(2, "0");
  return `${String(now.getFullYear())}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
}

/** A bar for somebody who watches, lines for a log. */
function progress(): Promise<ShowProgress> {
  const { stderr, env } = process;
  const isWatched = stderr.isTTY && env["CI"] === undefined;
  return createProgress({ stream: stderr, isWatched, seconds: () => performance.now() / 1000 });
}

function createHost(showProgress: ShowProgress, end: (exitCode: ExitCode) => void): Host {
  const { stdin, stdout, stderr, env } = process;
  return {
    cwd: process.cwd(),
    packageRoot: PACKAGE_ROOT,
    process: PROCESS,
    environment: env,
    now: () => Date.now(),
    today,
    hasColor: stdout.isTTY === true && env["NO_COLOR"] === undefined,
    print: (text) => void stdout.write(text),
    tell: (text) => void stderr.write(text),
    showProgress,
    onInterrupt: (stop) => {
      const signals = ["SIGINT", "SIGTERM"] as const;
      for (const signal of signals) process.once(signal, stop);
      // A second signal ends the process at once, as it does without us.
      return () => signals.forEach((signal) => process.removeListener(signal, stop));
    },
    // Loaded here, because few runs ask for it.
    profile: async () => (await import("./files/cpu-profile.ts")).startProfile(),
    cache: {
      folder: envPaths("isc-sdkgen", { suffix: "" }).cache,
      now,
      pid: process.pid,
      node: process.versions.node,
    },
    ...(stdin.isTTY && stdout.isTTY && env["CI"] === undefined ? { ask } : {}),
    end,
  };
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
  return version;
}

/**
 * The optimising compiler of Node 20's V8 starts so early that most of its work comes too late, and takes turns with
 * ours where cores are few. A run is thousands of pages and files from code of which no part is hot, so even a run of
 * half a minute takes less CPU time when the compiler waits longer (ADR 11). Node 22 and later have a compiler in
 * between, and no such setting.
 */
function delayOptimiser(): void {
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=1200000");
}

/**
 * Every run ends with a message. A promise that is never settled ends the process as soon as nothing is left to wait
 * for, with no word and whatever exit code; an error nobody waits for ends it in the middle. Gives what the run calls
 * at its end.
 */
function watchEnd(): (exitCode: number) => void {
  let hasEnded = false;
  const fail = (text: string): void => {
    hasEnded = true;
    process.exitCode = 1;
    tell(text);
  };
  process.on("exit", () => {
    if (!hasEnded)
      fail(
        "isc-sdkgen: a bug: the run stopped half-way, for something it waited for never came; nothing more is written\n",
      );
  });
  process.on("uncaughtException", (error) => {
    fail(bugText(error));
    // What is under way may never end now.
    process.exit(1);
  });
  return (exitCode) => {
    hasEnded = true;
    process.exitCode = exitCode;
  };
}

function bugText(error: unknown): string {
  return `isc-sdkgen: a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

/** At once: a process that ends may not wait for a stream. */
function tell(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody listens.
  }
}

/**
 * Loads the program. `generate` is loaded alone, because loading every command takes longer than a run of `generate`
 * that has nothing to do.
 */
async function loadProgram(host: Host): Promise<Command> {
  if (process.argv[2] !== "generate") return (await import("./commands/program.ts")).createProgram(host, readVersion());
  const { newProgram } = await import("./commands/new-program.ts");
  const { addGenerate } = await import("./commands/generate-command.ts");
  return newProgram([addGenerate], host, readVersion());
}

/** Whether the arguments ask only for the version, which needs no program. */
function isVersionAsked(): boolean {
  const [, , only = "", ...more] = process.argv;
  return more.length === 0 && ["-V", "--version"].includes(only);
}

async function main(): Promise<void> {
  delayOptimiser();
  const end = watchEnd();
  // Whoever reads the output may leave early: `| head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  if (isVersionAsked()) {
    process.stdout.write(`${readVersion()}\n`);
    return end(0);
  }
  let exitCode = 0;
  try {
    const host = createHost(await progress(), (code) => (exitCode = code));
    await (await loadProgram(host)).parseAsync(process.argv);
  } catch (error) {
    const { CommanderError } = await import("commander");
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      tell(bugText(error));
      exitCode = 1;
    }
  }
  end(exitCode);
}

// Not awaited here: Node would end a run that stops half-way with an exit code of its own.
void main();
