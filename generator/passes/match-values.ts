/**
 * Matches enumeration values to names that mean the same: `ACCOUNTS` to `accounts-export-report-arguments`, `concat` to
 * `Concatenation`, `normalizeNames` to `NameNormalizer`. A value gets at most one name: the comparisons run from strict
 * to loose, and the first one that finds exactly one name decides. Several values may get the same name. Returns the
 * index of the name for each matched value.
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
  // `EVENT` matches `EventAttributes` after its common ending is removed; `uuid` matches `UUIDGenerator`.
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

/** Removes the words that all names end in (`...-report-arguments`, `...Attributes`, `...Documents`). */
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
