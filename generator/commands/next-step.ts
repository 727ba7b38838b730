import { isError } from "../diagnostics/diagnostic.ts";
import { visibleLine } from "../text/characters.ts";
import type { ExitCode, Host } from "./host.ts";

/** The end of a command that failed. */
export interface Ending {
  /** The command: `names rename`. */
  readonly command: string;
  readonly exitCode: Exclude<ExitCode, 0>;
  /** The code of the first error that was shown; undefined if there was none. */
  readonly code: string | undefined;
}

/** The command to run next, on one line. */
export function nextStep({ command, exitCode, code }: Ending): string {
  const explain = code === undefined ? `isc-sdkgen ${command} --help` : `isc-sdkgen explain ${visibleLine(code)}`;
  switch (exitCode) {
    case 1:
      return `next: ${explain}; correct the errors above, then run isc-sdkgen ${command} again`;
    case 2:
      return `next: isc-sdkgen ${command} --help`;
    case 3:
      return `next: ${ASKED[command] ?? explain}`;
  }
}

/** The next step for exit code 3, a condition that is not an error. */
const ASKED: Readonly<Record<string, string>> = {
  generate: "isc-sdkgen generate (without --check) writes the changes",
  lint: "isc-sdkgen explain CODE, or isc-sdkgen lint --update-baseline to accept the findings",
  diff: "isc-sdkgen explain RULE, or isc-sdkgen diff --ignore FILE to accept the changes",
};

/** A host that adds the command to run next to errors. `commandOf` returns the current command. */
export function withNextStep(host: Host, commandOf: () => string): Host {
  let code: string | undefined;
  let hasStep = false;
  const look = (text: string): void => {
    // A command with a more specific next step has already printed it.
    hasStep = /\bisc-sdkgen [a-z]/u.test(text.trimEnd().split("\n").at(-1) ?? "");
  };
  return {
    ...host,
    noteFindings: (diagnostics) => void (code ??= diagnostics.find(isError)?.code),
    print: (text) => {
      look(text);
      host.print(text);
    },
    tell: (text) => {
      look(text);
      host.tell(text);
    },
    end: (exitCode) => {
      if (exitCode !== 0 && !hasStep) host.tell(`${nextStep({ command: commandOf(), exitCode, code })}\n`);
      host.end(exitCode);
    },
  };
}
