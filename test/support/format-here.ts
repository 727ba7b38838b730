import { format } from "prettier";

/**
 * Stands for the generator's pool of formatters in the tool's bundle: a thread of its own for every run would load
 * prettier anew, which takes longer than most runs. The pool has tests of its own.
 */
const known = new Map<string, string>();

export async function formatTypeScript(texts: readonly string[]): Promise<readonly string[]> {
  const results: string[] = [];
  for (const text of texts) {
    try {
      const result = known.get(text) ?? (await format(text, { parser: "typescript" }));
      // Only short texts: the long ones are those of large specs, and no two runs share them.
      if (text.length < 20_000) known.set(text, result);
      results.push(result);
    } catch (error) {
      throw new Error(`${String(error)}\nwhile formatting:\n${text.slice(0, 2000)}`, { cause: error });
    }
  }
  return results;
}

export function warmFormatter(): void {
  // There is no worker to start.
}

export function closeFormatter(): Promise<void> {
  return Promise.resolve();
}
