import { Option, type Command } from "commander";
import { explainCode, EXPLAIN_FORMATS, knownCodes, type ExplainFormat } from "./explain.ts";
import { nearestTo } from "../text/nearest.ts";
import { visibleLine } from "../text/characters.ts";
import { DONE, usageText } from "./help.ts";
import type { Host } from "./host.ts";

const USAGE = {
  examples: ["isc-sdkgen explain operation-removed", "isc-sdkgen explain untyped --format json"],
  exits: { ...DONE, 2: "wrong usage, or the code does not exist" },
};

/** Adds the command `explain`. */
export function addExplain(program: Command, host: Host): void {
  program
    .command("explain")
    .description("explain a diagnostic code or a rule of diff, and what to do about it")
    .argument("<code>", "the code, as printed by a report or by diff")
    .addOption(
      new Option("--format <format>", "format of the explanation").choices([...EXPLAIN_FORMATS]).default("text"),
    )
    .addHelpText("after", usageText(USAGE))
    .action((code: string, { format }: { readonly format: ExplainFormat }) => {
      const asked = code.trim().toLowerCase();
      const text = explainCode(asked, format);
      if (text !== undefined) {
        host.print(text);
        host.end(0);
        return;
      }
      const near = nearestTo(asked, knownCodes());
      host.tell(`error: the code "${visibleLine(code)}" does not exist; similar codes are ${near.join(", ")}\n`);
      host.end(2);
    });
}
