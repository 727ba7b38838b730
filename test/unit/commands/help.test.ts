import { readFileSync } from "node:fs";
import type { Argument } from "commander";
import { describe, expect, it } from "vitest";
import { helpedCommands, theProgram } from "../../support/program.ts";

const COMMANDS = helpedCommands();

/** The words of a line of a shell, as far as the examples go: quotes, and what a shell takes for itself. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/'[^']*'|"[^"]*"|\S+/gu) ?? [];
  const end = words.findIndex((word) => /^(?:>|>>|\|)$/u.test(word));
  return (end === -1 ? words : words.slice(0, end)).map((word) => word.replace(/^(['"])(.*)\1$/su, "$2"));
}

function examplesOf(help: string): readonly string[] {
  const section = /\nExamples:\n((?: {2}\$ .*\n)+)/u.exec(help)?.[1] ?? "";
  return section
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(4));
}

function exitsOf(help: string): readonly string[] {
  return [...(/\nExit codes:\n((?: {2}\d {2}.+\n)+)/u.exec(help)?.[1] ?? "").matchAll(/^ {2}(\d)/gmu)].map(
    ([, code = ""]) => code,
  );
}

describe("the help of every command", () => {
  it("is found", () => expect(COMMANDS.length).toBeGreaterThan(15));

  it.each(COMMANDS)("has examples that $name takes, and exit codes", async ({ name, command, help }) => {
    expect(exitsOf(help)).toEqual(expect.arrayContaining(["0", "2"]));
    const examples = examplesOf(help).filter((line) => line.startsWith("isc-sdkgen "));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example).toMatch(new RegExp(`^isc-sdkgen ${name}(?: |$)`, "u"));
      // A program of its own, whose command does nothing: what is parsed is kept.
      const program = theProgram();
      let chosen = program;
      for (const part of name.split(" ")) chosen = chosen.commands.find((one) => one.name() === part) ?? chosen;
      let ran = false;
      chosen.action(() => void (ran = true)).exitOverride();
      chosen.configureOutput({ writeErr: () => undefined });
      await program.parseAsync(wordsOf(example).slice(1), { from: "user" });
      expect(ran).toBe(true);
      for (const word of wordsOf(example).filter((one) => one.startsWith("--")))
        expect(command.options.map(({ long }) => long)).toContain(word.split("=")[0]);
    }
  });
});

describe("the README's table of commands", () => {
  it("has each command with its description and its exit codes, in the order of the help", () => {
    const rows = [
      ...readFileSync("README.md", "utf8").matchAll(/^\| `isc-sdkgen ([^`]+)` +\| (.+?) +\| ([\d, ]+?) +\|$/gmu),
    ];
    expect(rows.map(([, call, what, exits]) => ({ call, what, exits }))).toEqual(
      COMMANDS.map(({ name, command, help }) => ({
        call: [name, ...command.registeredArguments.map(argumentText)].join(" "),
        what: command.description(),
        exits: exitsOf(help).join(", "),
      })),
    );
  });
});

function argumentText(argument: Argument): string {
  const text = `${argument.name().toUpperCase()}${argument.variadic ? " ..." : ""}`;
  return argument.required ? text : `[${text}]`;
}
