import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command, CommanderError } from "commander";
import type { ExitCode, Host } from "../../generator/commands/host.ts";
import { thisMachine } from "../../generator/files/machine.ts";
import { temporaryFolder } from "./generated.ts";

export interface CommandRun {
  readonly exitCode: number;
  readonly output: string;
  readonly told: string;
}

/** A project in a folder of its own, and a command of the tool in it. */
export interface CommandProject {
  readonly folder: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly run: (...args: readonly string[]) => Promise<CommandRun>;
}

/** Makes a project of files and runs commands there, in this process. */
export function projectFor(
  commands: readonly ((program: Command, host: Host) => void)[],
  files: Readonly<Record<string, string>>,
  more: Pick<Host, "ask" | "cache" | "profile"> = {},
): CommandProject {
  const folder = temporaryFolder("command");
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(files);
  return {
    folder,
    write,
    run: (...args) => runCommand(commands, { cwd: folder, ...more }, args),
  };
}

async function runCommand(
  commands: readonly ((program: Command, host: Host) => void)[],
  at: Pick<Host, "cwd" | "ask" | "cache" | "profile">,
  args: readonly string[],
): Promise<CommandRun> {
  let [output, told] = ["", ""];
  let exitCode: ExitCode = 0;
  const { cwd } = at;
  const host: Host = {
    ...at,
    packageRoot: resolve("."),
    process: {
      pid: process.pid,
      isAlive: () => false,
      patience: 0,
      machine: thisMachine(),
      state: join(cwd, ".state"),
    },
    today: () => "2026-01-31",
    hasColor: false,
    print: (text) => void (output += text),
    tell: (text) => void (told += text),
    showProgress: () => undefined,
    end: (code) => void (exitCode = code),
  };
  const quiet = { writeErr: (text: string) => void (told += text), writeOut: (text: string) => void (output += text) };
  const program = new Command().exitOverride().configureOutput(quiet);
  for (const add of commands) add(program, host);
  for (const command of program.commands) command.exitOverride().configureOutput(quiet);
  try {
    await program.parseAsync(["node", "isc-sdkgen", ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 2, output, told };
  }
  return { exitCode, output, told };
}
