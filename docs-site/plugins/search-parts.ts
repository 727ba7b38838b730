import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DetailsPart, NamesPart, SearchRecord } from "../src/search/record";
import { slugOf } from "./hast";
import { cutSections, plainText, readRows, withoutFrontMatter } from "./markdown-text";
import type { Page, Room, Tree } from "./tree";

/** How much of a text the index keeps: enough for a summary and the first paragraphs. */
const TEXT_LENGTH = 700;

interface Entry {
  readonly record: SearchRecord;
  readonly fields: readonly string[];
  readonly text: string;
}

/** The files of the index by name: for each room its names, and its details. */
export function createSearchParts(tree: Tree): Map<string, string> {
  const files = new Map<string, string>();
  for (const room of tree.rooms) {
    const entries = readRoom(tree, room);
    const names: NamesPart = { room: room.id, records: entries.map(({ record }) => record) };
    const details: DetailsPart = {
      room: room.id,
      fields: entries.map(({ fields }) => [...new Set(fields)].filter((field) => field !== "")),
      texts: entries.map(({ text }) => text),
    };
    files.set(`${room.id}.names.json`, JSON.stringify(names));
    files.set(`${room.id}.details.json`, JSON.stringify(details));
  }
  return files;
}

function readRoom(tree: Tree, room: Room): Entry[] {
  return [...tree.pages.values()]
    .filter((page) => page.room === room)
    .flatMap((page) => {
      const text = withoutFrontMatter(readFileSync(join(tree.root, page.path), "utf8"));
      if (page.isIndex && page.kind !== "migration") return [pageEntry(page, "")];
      if (page.kind === "method") return readMethods(page, text);
      if (page.kind === "model") return [readModel(page, text)];
      return page.kind === "event" ? [pageEntry(page, text)] : readGuide(page, text);
    });
}

function pageEntry(page: Page, text: string): Entry {
  const body = shorten(proseOf(text));
  return {
    record: { kind: page.kind, name: page.title, to: page.slug, ...summaryOf(body) },
    fields: codesOf(text),
    text: body,
  };
}

/** The page of a tag, and each of its operations. */
function readMethods(page: Page, text: string): Entry[] {
  const [intro, ...sections] = cutSections(text, 2);
  const bodies = new Map(sections.map((section) => [section.heading, section.text]));
  const operations = readRows(intro?.text ?? "", "Method").flatMap(
    ([method = "", request = "", summary = ""]): Entry[] => {
      const [, name = "", anchor = ""] = /^\[\*\*(.+?)\*\*\]\(#(.+)\)$/u.exec(method) ?? [];
      const body = bodies.get(anchor);
      if (body === undefined) return [];
      const record: SearchRecord = {
        kind: "method",
        name: plainText(name),
        also: [anchor],
        to: `${page.slug}#${anchor}`,
        page: page.title,
        summary: plainText(summary),
        request: plainText(request),
      };
      const parameters = readRows(body, "Param Type").map((row) => plainText(row[1] ?? ""));
      const access = cutSections(body, 3).find(({ heading }) => heading === "Access")?.text ?? "";
      return [{ record, fields: [...parameters, ...codesOf(access)], text: withErrorCodes(body) }];
    },
  );
  return [pageEntry(page, intro?.text.split("| Method |")[0] ?? ""), ...operations];
}

/** The service's own error codes stand deep in examples; readers search for them whole. */
function withErrorCodes(body: string): string {
  const codes = new Set(body.match(/\b\d{3}\.\d+\.\d+\b/gu) ?? []);
  return [shorten(proseOf(body)), ...codes].join(" ");
}

function readModel(page: Page, text: string): Entry {
  const entry = pageEntry(page, cutSections(text, 2)[0]?.text ?? "");
  const properties = readRows(text, "Name").map((row) => plainText(row[0] ?? ""));
  const values = cutSections(text, 2)
    .filter(({ heading }) => heading === "Enum")
    .flatMap((section) => codesOf(section.text));
  return { ...entry, fields: [...properties, ...values] };
}

/** A guide is found by its sections; the first is the page itself. */
function readGuide(page: Page, text: string): Entry[] {
  return cutSections(text, 2).map(({ heading, text: body }) => {
    const title = plainText(heading);
    const prose = shorten(proseOf(body));
    const record: SearchRecord = {
      kind: page.kind,
      name: title === "" ? page.title : title,
      to: title === "" ? page.slug : `${page.slug}#${slugOf(title)}`,
      ...(title === "" ? {} : { page: page.title }),
      ...summaryOf(prose),
    };
    return { record, fields: page.kind === "guide" ? codesOf(body) : [], text: prose };
  });
}

function summaryOf(text: string): { readonly summary?: string } {
  const first = /^.{1,140}?(?:[.:](?=\s|$)|$)/u.exec(text)?.[0] ?? text.slice(0, 140);
  return first === "" ? {} : { summary: first };
}

/** Text without headings, fences and the rules of tables. */
function proseOf(text: string): string {
  const withoutFences = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1\s*$/gmu, " ");
  const lines = withoutFences.split("\n").filter((line) => !/^(?:#|\|[\s:|-]+\|$|\[\[Back)/u.test(line));
  return plainText(lines.join("\n").replace(/\|/gu, " "));
}

function shorten(text: string): string {
  return text.length <= TEXT_LENGTH ? text : text.slice(0, text.lastIndexOf(" ", TEXT_LENGTH));
}

function codesOf(text: string): string[] {
  const withoutFences = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1\s*$/gmu, " ");
  return [...withoutFences.matchAll(/`([^`\s]{2,60})`/gu)].map(([, code = ""]) => code);
}
