/** The state of js-yaml when it has read a node. */
export interface NodeState {
  readonly input: string;
  readonly lineStart: number;
  readonly position: number;
  /** The value of the node. js-yaml uses what a listener assigns. */
  result: unknown;
}

/** A plain key that YAML reads as a number, a truth or null. */
const KEYS = /(?<=^|[\s{[,])(?:[-+]?\.?\d[\w.+]*|~|true|false|null)(?=[ \t]*:(?:\s|$))/gimu;

/**
 * Whether a text has a key that changes when it becomes a value and a string again: `1.10` becomes `1.1`, `0x1F` becomes
 * `31`, `NULL` becomes `null`. Most documents have none, and a listener slows js-yaml.
 */
export function hasChangingKey(source: string): boolean {
  for (const [key] of source.matchAll(KEYS))
    if (/^\d/u.test(key) ? String(Number(key)) !== key : !isSame(key)) return true;
  return false;
}

function isSame(key: string): boolean {
  return key === "true" || key === "false" || key === "null";
}

/** The most characters that a key without a question mark has (YAML 1.2, 7.4.2). A whole document may be one line, so no more of a line is searched. */
const LONGEST_KEY = 1024;

/**
 * Replaces the value of a key by its source text. Call it from js-yaml's listener when a node closes. A discriminator
 * mapping with `1.10: Cat` is a mapping of the value "1.10", because keys of JSON are strings.
 */
export function keepKeyText(state: NodeState): void {
  const { result } = state;
  if (typeof result === "string" || (typeof result === "object" && result !== null)) return;
  const end = state.input.slice(state.position, state.position + 80);
  if (!/^[ \t]*:(?:[\s\0]|$)/u.test(end)) return;
  const text = /[^\s{}[\],]+(?=[ \t]*$)/u.exec(
    state.input.slice(Math.max(state.lineStart, state.position - LONGEST_KEY), state.position),
  )?.[0];
  if (text !== undefined) state.result = text;
}
