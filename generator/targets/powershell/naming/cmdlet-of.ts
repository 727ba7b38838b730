import type { Operation } from "../../../model/model.ts";
import type { SettledNames } from "../../../names/target-naming.ts";

export const TARGET = "powershell";

/** An operation's cmdlet without the version's prefix. */
export function cmdletOf(at: Pick<SettledNames, "nameOf">, { key }: Pick<Operation, "key">): string {
  return at.nameOf(TARGET, "cmdlet", key);
}

/** `Role` of `Get-Role`. */
export function nounOf(cmdlet: string): string {
  return cmdlet.slice(cmdlet.indexOf("-") + 1);
}
