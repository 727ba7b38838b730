import type { PublicChange } from "./report-types.ts";

/**
 * The kinds of public changes in the order of the report, with their headings. Changes that break programs come first.
 */
const HEADINGS: readonly (readonly [PublicChange["kind"], string])[] = [
  ["gone", "gone"],
  ["renamed", "renamed"],
  ["moved", "moved, with the name it had"],
  ["tag", "another tag"],
  ["id", "another operationId"],
  ["back", "back"],
  ["new", "new"],
];

/** The section of public changes as lines: a heading with the count of each kind, and a line for each change. */
export function changeLines(changes: readonly PublicChange[]): readonly string[] {
  if (changes.length === 0) return [];
  return [
    `public changes: ${String(changes.length)}`,
    ...HEADINGS.flatMap(([kind, heading]) => {
      const own = changes.filter((change) => change.kind === kind);
      return own.length === 0
        ? []
        : [`  ${heading}: ${String(own.length)}`, ...own.map((change) => `    ${lineOf(change)}`)];
    }),
  ];
}

function lineOf({ version, thing, what, name, before, after, note }: PublicChange): string {
  const change = before === undefined || after === undefined ? "" : `: ${before} -> ${after}`;
  const more = note === undefined ? "" : ` (${note})`;
  const called = name === after ? "" : `, ${name}`;
  return `${version} ${thing} ${what}${called}${change}${more}`;
}
