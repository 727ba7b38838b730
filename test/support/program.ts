import type { Command } from "commander";
import { createProgram } from "../../generator/commands/program.ts";
import type { Host } from "../../generator/commands/host.ts";

/** A command of the tool, and what its help says. */
export interface HelpedCommand {
  /** `names rename` */
  readonly name: string;
  readonly command: Command;
  readonly help: string;
}

/** Every command that does something, hidden ones and groups left out, in the order of the help. */
export function helpedCommands(): readonly HelpedCommand[] {
  return below(theProgram(), "");
}

/** The program; nothing in it is run. */
export function theProgram(): Command {
  return createProgram({ cwd: "/nowhere" } as Host, "0.0.0");
}

function below(parent: Command, path: string): readonly HelpedCommand[] {
  const visible = parent.createHelp().visibleCommands(parent);
  return visible
    .filter((command) => command.name() !== "help")
    .flatMap((command) => {
      const name = `${path}${command.name()}`;
      return command.commands.length > 0 ? below(command, `${name} `) : [{ name, command, help: helpOf(command) }];
    });
}

function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({ writeOut: (text) => void (help += text) });
  command.outputHelp();
  return help;
}
