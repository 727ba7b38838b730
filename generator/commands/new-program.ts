import { Command } from "commander";
import type { Host } from "./host.ts";
import { withNextStep } from "./next-step.ts";

/** Adds a command with its arguments and help to a program. */
export type AddCommand = (program: Command, host: Host) => void;

/** A program with the given commands. Completion and the help need all commands; a run needs only its own command. */
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

/** The name of a command with its groups: `names rename`. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}
