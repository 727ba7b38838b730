/** What a reader chose last. The language's key is that of Docusaurus's tabs, so that tabs and pages agree. */
const KEYS = { language: "docusaurus.tab.language", version: "reference.version" } as const;

export type Choice = keyof typeof KEYS;

export function recall(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(KEYS[choice]) ?? undefined;
  } catch {
    // A browser may refuse storage; then nothing is remembered.
    return undefined;
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(KEYS[choice], value);
  } catch {
    // As above.
  }
}
