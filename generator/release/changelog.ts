import { CHANGELOG_SECTIONS, type Sections } from "./sections.ts";

/** The content of a changelog's entry for a version. */
export interface ChangelogEntry {
  /** `1.2.0` */
  readonly version: string;
  /** `2026-01-31` */
  readonly date: string;
  /** A line before the headings, used by a first release. */
  readonly summary?: string;
  readonly sections: Sections;
}

const HEAD = `# Changelog

All notable changes of this package. The format is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), and versions follow [Semantic Versioning](https://semver.org/spec/v2.0.0.html).
`;

interface Heading {
  /** The index of its line. */
  readonly line: number;
  readonly title: string;
}

/** The headings of one level, except those inside a code block. */
function headingsOf(lines: readonly string[], level: 2 | 3): readonly Heading[] {
  const pattern = new RegExp(`^#{${String(level)}}[ \\t]+(.+?)[ \\t#]*$`, "u");
  const headings: Heading[] = [];
  let fence = "";
  for (const [line, text] of lines.entries()) {
    const [, mark = ""] = /^ {0,3}(`{3,}|~{3,})/u.exec(text) ?? [];
    if (fence === "") {
      fence = mark;
      const [, title] = pattern.exec(text) ?? [];
      if (mark === "" && title !== undefined) headings.push({ line, title });
    } else if (mark.startsWith(fence) && /^[\s`~]*$/u.test(text)) fence = "";
  }
  return headings;
}

/** The version that a heading names: `## [1.2.0] - 2026-01-31`, `## v1.2.0`. */
function versionOf({ title }: Heading): string | undefined {
  return /^\[?v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)\]?(?:[ (:].*)?$/u.exec(title)?.[1];
}

function isUnreleased({ title }: Heading): boolean {
  return /^\[?unreleased\]?$/iu.test(title);
}

/** A changelog as lines. */
interface Parts {
  readonly lines: readonly string[];
  readonly headings: readonly Heading[];
  readonly end: string;
}

function read(text: string): Parts {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(/\r?\n/u);
  return { lines, headings: headingsOf(lines, 2), end };
}

/** The text below a heading, up to the next heading; undefined if there is no such heading. */
function bodyBelow({ lines, headings }: Omit<Parts, "end">, index: number): string | undefined {
  const heading = headings[index];
  if (heading === undefined) return undefined;
  return trimLines(lines.slice(heading.line + 1, headings[index + 1]?.line)).join("\n");
}

/** The notes below `## [Unreleased]`; empty if there are none. */
export function unreleasedNotes(text: string): string {
  const parts = read(text);
  return bodyBelow(parts, parts.headings.findIndex(isUnreleased)) ?? "";
}

/** Whether the changelog has an entry for a version. */
export function hasEntry(text: string, version: string): boolean {
  return read(text).headings.some((heading) => versionOf(heading) === version);
}

/** The body of a version's entry, without its heading; undefined if there is no entry. */
export function changelogEntry(text: string, version: string): string | undefined {
  const parts = read(text);
  const index = parts.headings.findIndex((heading) => versionOf(heading) === version);
  return bodyBelow(parts, index);
}

/**
 * Adds an entry at the top of a changelog, below `## [Unreleased]` if the file has that heading. The notes below that
 * heading become part of the entry. If the version already has an entry, the text stays unchanged, because a person may
 * have edited it. An absent file is started.
 */
export function addEntry(text: string | undefined, entry: ChangelogEntry): string {
  if (text === undefined || text.trim() === "") return `${HEAD}\n${printEntry(entry, "").join("\n")}\n`;
  if (hasEntry(text, entry.version)) return text;
  const { lines, headings, end } = read(text);
  const index = headings.findIndex(isUnreleased);
  const unreleased = headings[index];
  const added = printEntry(entry, unreleasedNotes(text));
  const at = unreleased?.line ?? headings[0]?.line ?? lines.length;
  const before = trimEnd(unreleased === undefined ? lines.slice(0, at) : lines.slice(0, at + 1));
  const after = trimLines(lines.slice(unreleased === undefined ? at : (headings[index + 1]?.line ?? lines.length)));
  const parts = [before, added, after].filter((part) => part.length > 0).map((part) => part.join(end));
  return `${parts.join(`${end}${end}`)}${end}`;
}

function printEntry({ version, date, summary, sections }: ChangelogEntry, notes: string): readonly string[] {
  return [
    `## [${version}] - ${date}`,
    "",
    ...entryBody({ ...(summary === undefined ? {} : { summary }), sections }, notes),
  ];
}

/** The body of an entry. Notes that people wrote come first, each below its own heading. */
function entryBody(
  { summary, sections }: Pick<ChangelogEntry, "summary" | "sections">,
  notes: string,
): readonly string[] {
  const own = splitNotes(notes);
  const titles = [...new Set([...CHANGELOG_SECTIONS, ...own.sections.keys()])];
  const parts = [
    ...(own.head === "" ? [] : [own.head]),
    ...(summary === undefined ? [] : [summary]),
    ...titles.flatMap((title) => {
      const written = own.sections.get(title) ?? "";
      const made = ((sections as ReadonlyMap<string, readonly string[]>).get(title) ?? []).join("\n");
      const body = [written, made].filter((part) => part !== "").join("\n");
      return body === "" ? [] : [`### ${title}\n\n${body}`];
    }),
  ];
  return parts.join("\n\n").split("\n");
}

/** Splits notes by their headings of the third level; the text before the first heading is the head. */
function splitNotes(notes: string): { readonly head: string; readonly sections: ReadonlyMap<string, string> } {
  const lines = notes.split("\n");
  const headings = headingsOf(lines, 3);
  const sections = new Map<string, string>();
  for (const [index, { title }] of headings.entries()) {
    const parts = [sections.get(title) ?? "", bodyBelow({ lines, headings }, index) ?? ""];
    sections.set(title, parts.filter((part) => part !== "").join("\n\n"));
  }
  return { head: trimLines(lines.slice(0, headings[0]?.line)).join("\n"), sections };
}

function trimLines(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.trim() !== "");
  return start === -1 ? [] : trimEnd(lines.slice(start));
}

function trimEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
