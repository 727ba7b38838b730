import { Command } from "commander";
import type { Host } from "./host.ts";
import { withNextStep } from "./next-step.ts";

/** Adds a command with its arguments and help to a program. */
export type AddCommand = (program: Command, host: Host) => void;

/** The program with some of its commands. Completion and the help of the whole need all of them; a run needs its own. */
export function newProgram(commands: readonly AddCommand[], host: Host, version: string): Command {
  const program = new Command("isc-sdkgen")
    .description("Generates SDKs and reference docs from OpenAPI specs.")
    .version(version, "-V, --version", "print the version")
    .exitOverride()
    .showHelpAfterError();
  let running = "";
  program.hook("preAction", (_, command) => void (running = nameOf(command)));
  const hosted = withNextStep(host, () => running);
  for (const add of commands) add(program, hosted);
  return program;
}

/** `names rename`: a command with the groups that it stands in. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}
