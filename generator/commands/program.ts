import type { Command } from "commander";
import { addBundle } from "./bundle-command.ts";
import { addCompletion } from "./completion-command.ts";
import { addDiff } from "./diff-command.ts";
import { addExplain } from "./explain-command.ts";
import { addGenerate } from "./generate-command.ts";
import type { Host } from "./host.ts";
import { addInit } from "./init-command.ts";
import { addLint } from "./lint-command.ts";
import { addMigrate } from "./migrate-command.ts";
import { addNames } from "./names-command.ts";
import { newProgram } from "./new-program.ts";
import { addPull } from "./pull-command.ts";
import { addRelease } from "./release-command.ts";

/** Every command of the tool, in the order of the help. */
export const COMMANDS = [
  addInit,
  addGenerate,
  addPull,
  addLint,
  addBundle,
  addDiff,
  addRelease,
  addMigrate,
  addNames,
  addExplain,
  addCompletion,
] as const;

/**
 * The program with all its commands. `cli.ts` runs it, completion reads it, and the tests compare the README with it.
 */
export function createProgram(host: Host, version: string): Command {
  return newProgram(COMMANDS, host, version);
}
