/** Reserved names with the reason. Keys are in lower case where the language ignores case. */
export type ReservedNames = ReadonlyMap<string, string>;

/** Reserved names with the same reason, as entries of {@link ReservedNames}. `names` separates them by spaces. */
export function reserve(reason: string, names: string): readonly (readonly [string, string])[] {
  return names.split(" ").map((name) => [name, reason] as const);
}

/** Names that no file may have on Windows, whatever its extension. */
export const WINDOWS_FILE_NAMES: ReservedNames = new Map(
  reserve(
    "a device name on Windows",
    "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9",
  ),
);
