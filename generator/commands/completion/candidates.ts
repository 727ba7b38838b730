import type { Argument, Command, Option } from "commander";

/** One possible word at the cursor. */
export interface Candidate {
  /** The whole word, even if its beginning is already typed. */
  readonly value: string;
  readonly description: string;
}

/** The possible words at the cursor. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Whether a path is possible too. */
  readonly wantsFiles: boolean;
}

/** Values that depend on the project and not on the tree of commands. */
export interface Values {
  readonly labels: readonly string[];
  readonly codes: readonly string[];
}

/** A command line that is being typed, as the shell has split it. */
export interface Line {
  /** The words between the program's name and the word at the cursor. */
  readonly before: readonly string[];
  /** The typed part of the word at the cursor. */
  readonly current: string;
}

const NOTHING: Completion = { candidates: [], wantsFiles: false };
const FILES: Completion = { candidates: [], wantsFiles: true };

/**
 * Completes the word at the cursor. The candidates come from the tree of commands, so a new option is completed without
 * further code.
 */
export function completeLine(program: Command, { before, current }: Line, values: Values): Completion {
  const { command, open, position } = walk(program, before);
  if (open !== undefined) return starting(current, valuesOf(open, current, values));
  const [, flag = "", value] = /^(--[a-z-]+)=(.*)$/su.exec(current) ?? [];
  if (value !== undefined) {
    const option = optionOf(command, flag);
    if (option === undefined) return NOTHING;
    const found = starting(value, valuesOf(option, value, values));
    return { ...found, candidates: found.candidates.map((one) => ({ ...one, value: `${flag}=${one.value}` })) };
  }
  if (current.startsWith("-")) return starting(current, { candidates: flagsOf(command), wantsFiles: false });
  const commands = position === 0 ? commandsOf(command) : [];
  const argument =
    command.registeredArguments[position] ?? command.registeredArguments.find(({ variadic }) => variadic);
  const own = argument === undefined ? NOTHING : argumentValues(argument, values);
  return starting(current, { ...own, candidates: [...commands, ...own.candidates] });
}

interface Place {
  readonly command: Command;
  /** The option whose value comes next. */
  readonly open: Option | undefined;
  /** The number of arguments before the cursor. */
  readonly position: number;
}

function walk(program: Command, words: readonly string[]): Place {
  let place: Place = { command: program, open: undefined, position: 0 };
  for (const word of words) {
    const { command, open, position } = place;
    if (open !== undefined) place = { ...place, open: undefined };
    else if (word.startsWith("-")) {
      const option = word.includes("=") ? undefined : optionOf(command, word);
      place = { ...place, open: option !== undefined && takesValue(option) ? option : undefined };
    } else {
      const below = position === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      place =
        below === undefined ? { ...place, position: position + 1 } : { command: below, open: undefined, position: 0 };
    }
  }
  return place;
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function optionOf(command: Command, flag: string): Option | undefined {
  return command.options.find(({ long, short }) => flag === long || flag === short);
}

function commandsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ value: one.name(), description: one.description() }));
}

function flagsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long === undefined ? [] : [{ value: long, description }]));
}

/** The values of an option; after a comma the list continues. */
function valuesOf(option: Option, current: string, values: Values): Completion {
  if (option.long === "--spec") {
    if (current.includes("=")) return FILES;
    return plain(values.labels.map((label) => `${label}=`));
  }
  if (option.long === "--version-label") return plain(values.labels);
  if (option.argChoices !== undefined) {
    const done = current.slice(0, current.lastIndexOf(",") + 1);
    return plain(option.argChoices.map((choice) => `${done}${choice}`));
  }
  return /<(?:file|dir)[|>]/u.test(option.flags) ? FILES : NOTHING;
}

/** The values of an argument. If the tree of commands does not list them, the name of the argument decides. */
function argumentValues(argument: Argument, values: Values): Completion {
  if (argument.argChoices !== undefined) return plain(argument.argChoices);
  switch (argument.name()) {
    case "version":
    case "from":
    case "to":
      return plain(values.labels);
    case "code":
      return plain(values.codes);
    case "old":
    case "new":
    case "base":
    case "ours":
    case "theirs":
    case "document":
      return FILES;
    default:
      return NOTHING;
  }
}

function plain(values: readonly string[]): Completion {
  return { candidates: values.map((value) => ({ value, description: "" })), wantsFiles: false };
}

function starting(current: string, { candidates, wantsFiles }: Completion): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(current)), wantsFiles };
}
