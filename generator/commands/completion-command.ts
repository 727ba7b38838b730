import { Argument, type Command } from "commander";
import { completeLine, type Values } from "./completion/candidates.ts";
import { SCRIPTS, SHELLS, type Shell } from "./completion/scripts.ts";
import { knownCodes } from "./explain.ts";
import { DONE, MISUSE, usageText } from "./help.ts";
import type { Host } from "./host.ts";
import { loadConfig } from "./options.ts";

const USAGE = {
  examples: ["isc-sdkgen completion bash >> ~/.bashrc", "isc-sdkgen completion powershell >> $PROFILE"],
  exits: { ...DONE, ...MISUSE },
};

/** Adds the command `completion`, and the hidden command that its scripts call. */
export function addCompletion(program: Command, host: Host): void {
  program
    .command("completion")
    .description("print the script that completes commands, options and values in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices([...SHELLS]))
    .addHelpText("after", usageText(USAGE))
    .action((shell: Shell) => {
      host.print(SCRIPTS[shell]);
      host.end(0);
    });
  program
    .command("complete", { hidden: true })
    .description("print what could stand at the cursor of a line")
    .option("--current <word>", "the word at the cursor", "")
    .argument("[words...]", "the words before it")
    .action((before: readonly string[], { current }: { readonly current: string }) => {
      const { candidates, wantsFiles } = completeLine(program, { before, current }, valuesIn(host));
      for (const { value, description } of candidates) host.print(`${value}\t${description}\n`);
      if (wantsFiles) host.print(":files\n");
      host.end(0);
    });
}

/** The values of the project. An invalid configuration completes nothing, because a shell cannot show a diagnostic. */
function valuesIn(host: Host): Values {
  const { config } = loadConfig(undefined, host.cwd);
  return { labels: Object.keys(config?.specs ?? {}), codes: knownCodes() };
}
