/**
 * Matches enumeration values to names that mean the same: `ACCOUNTS` to `accounts-export-report-arguments`,
 * `concat` to `Concatenation`, `normalizeNames` to `NameNormalizer`. Each value gets at most one name, by the
 * strictest comparison that finds exactly one; names may have several values.
 */
export function matchValues(values: readonly string[], names: readonly string[]): ReadonlyMap<string, number> {
  const nameWords = names.map(wordsOf);
  const core = withoutCommonEnding(nameWords);
  const matches = new Map<string, number>();
  const taken = new Set<number>();
  for (const isMatch of COMPARISONS) {
    for (const value of values) {
      if (matches.has(value) || value === "") continue;
      const words = wordsOf(value);
      const found = core.flatMap((name, index) => (!taken.has(index) && isMatch(words, name) ? [index] : []));
      const [only] = found;
      if (found.length === 1 && only !== undefined) matches.set(value, only);
    }
    for (const index of matches.values()) taken.add(index);
  }
  return new Map(
    values.flatMap((value) => {
      const index = matches.get(value);
      return index === undefined ? [] : [[value, index] as const];
    }),
  );
}

const COMPARISONS: readonly ((value: readonly string[], name: readonly string[]) => boolean)[] = [
  (value, name) => value.join("") === name.join(""),
  (value, name) => singular(value.join("")) === singular(name.join("")),
  // `EVENT` and `EventAttributes` once the common ending is gone; `uuid` and `UUIDGenerator`.
  (value, name) => value.join("").length >= 4 && name.join("").startsWith(value.join("")),
  (value, name) => stems(value) === stems(name),
];

function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== "");
}

/** `...-report-arguments`, `...Attributes`, `...Documents`: what all names end in says nothing. */
function withoutCommonEnding(names: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let ending = 0;
  while (names.every((name) => name.length > ending + 1 && name.at(-1 - ending) === names[0]?.at(-1 - ending)))
    ending += 1;
  return names.map((name) => name.slice(0, name.length - ending));
}

function singular(word: string): string {
  return word.replace(/s$/u, "");
}

function stems(words: readonly string[]): string {
  return words
    .map((word) => word.slice(0, 4))
    .sort()
    .join(" ");
}
