import type { ExitCode } from "./host.ts";

/** The end of a command's help: examples and exit codes. */
export interface Usage {
  /** Complete command lines, each beginning with `isc-sdkgen`. */
  readonly examples: readonly string[];
  /** For each exit code, when the command ends with it. The command never ends with a code that is absent. */
  readonly exits: Readonly<Partial<Record<ExitCode, string>>>;
}

/** Exit codes that mean the same for most commands. */
export const DONE = { 0: "done" } as const;
export const MISUSE = { 2: "wrong usage; nothing was read" } as const;
export const FAILED = { 1: "errors; nothing was changed", ...MISUSE } as const;

/** The text below the options in the help of every command. */
export function usageText({ examples, exits }: Usage): string {
  return [
    "",
    "Examples:",
    ...examples.map((example) => `  $ ${example}`),
    "",
    "Exit codes:",
    ...Object.entries(exits).map(([code, meaning]) => `  ${code}  ${meaning}`),
    "",
  ].join("\n");
}
