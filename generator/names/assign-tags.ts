import type { ApiVersion } from "../model/model.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { entryOf, hold, type LedgerTag, type VersionLedger } from "./ledger.ts";
import { markOf } from "./file-stem.ts";
import { nameFiles } from "./file-names.ts";
import { TYPESCRIPT_CLIENT_MEMBERS } from "./reserved.ts";
import { settle, type HeldNames } from "./settle.ts";
import type { TagNames } from "./table.ts";
import {
  camelCase,
  kebabCase,
  pascalCase,
  publishedCamelize,
  publishedKebab,
  splitWords,
  startsWithDigit,
} from "./words.ts";

/** Files beside the tags' in a version's folder: a tag cannot have their names. */
const MODULE_FILES = [
  "aliases",
  "client",
  "events",
  "index",
  "mock",
  "models",
  "operations",
  "runtime",
  "schema",
  "webhooks",
];

/** How signs are said, for tags that differ in them alone. */
const SIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ["+", " Plus "],
  ["#", " Sharp "],
  ["&", " And "],
  ["/", " Slash "],
  ["_", " Underscore "],
  ["-", " Dash "],
  [".", " Dot "],
]);

export interface TagNaming {
  readonly version: ApiVersion;
  readonly ledger: VersionLedger;
  readonly prefix: string;
  /** Names of all types of the version; gains the classes'. */
  readonly types: HeldNames;
}

export interface TagNamingResult {
  readonly names: ReadonlyMap<string, TagNames>;
  /** Names of pages with a mark, by their key in the ledger. A module's name is in the tag's entry. */
  readonly marked: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names a version's tags: the ledger's first. */
export function nameTags({ version, ledger, prefix, types }: TagNaming): TagNamingResult {
  const modules: HeldNames = new Map(MODULE_FILES.map((name) => [name, "a file of the module"]));
  const members: HeldNames = new Map();
  for (const [name, reason] of TYPESCRIPT_CLIENT_MEMBERS) hold(members, name, reason);
  const slugs: HeldNames = new Map([["index", "the index page"]]);
  for (const [wire, entry] of Object.entries(ledger.tags)) {
    hold(modules, entry.module, `the module of ${wire}`);
    hold(members, entry.property, `the property of ${wire}`);
    types.set(entry.class.toLowerCase(), `the class of ${wire}`);
  }
  const fresh = version.tags.filter(({ wire }) => entryOf(ledger.tags, wire) === undefined).map(({ wire }) => wire);
  const classes = pick(fresh, types, (wire) => [
    `${pascalCase(wordsOf(wire))}Api`,
    `${pascalCase(wordsOf(wire))}TagApi`,
    `${pascalCase(spelled(wire))}Api`,
    `${pascalCase(wordsOf(wire))}X${markOf(wire)}Api`,
    `${pascalCase(wordsOf(wire))}X${markOf(wire, 64)}Api`,
  ]);
  const files = nameFiles(
    fresh.map((wire) => ({
      whole: wire,
      wanted: kebabCase(wordsOf(wire)),
      more: [`${kebabCase(wordsOf(wire))}-api`, kebabCase(spelled(wire))],
    })),
    { version, kind: "tag module", locked: {}, held: modules },
  );
  const properties = pick(fresh, members, (wire) => [
    camelCase(wordsOf(wire)),
    `${camelCase(wordsOf(wire))}Api`,
    camelCase(spelled(wire)),
    `${camelCase(wordsOf(wire))}X${markOf(wire)}`,
    `${camelCase(wordsOf(wire))}X${markOf(wire, 64)}`,
  ]);
  const pages = nameFiles(
    version.tags.map(({ wire }) => ({
      whole: wire,
      wanted: publishedKebab(publishedCamelize(wire)) || (wire === "" ? "default" : ""),
      more: [`${kebabCase(wordsOf(wire))}-methods`, kebabCase(spelled(wire))],
    })),
    { version, kind: "tag page", locked: ledger.files, held: slugs },
  );
  const names = new Map(
    version.tags.map(({ wire }): [string, TagNames] => {
      const title = publishedCamelize(wire) || "Default";
      const slug = pages.names.get(wire) ?? "";
      const locked: LedgerTag | undefined = entryOf(ledger.tags, wire);
      const typescript = locked ?? {
        class: classes.get(wire) ?? "",
        module: files.names.get(wire) ?? "",
        property: properties.get(wire) ?? "",
      };
      return [
        wire,
        {
          typescript: { ...typescript },
          docs: { title, id: pageId({ prefix, title, slug }), slug },
        },
      ];
    }),
  );
  return { names, marked: pages.marked, diagnostics: [...files.diagnostics, ...pages.diagnostics] };
}

/** Unique over versions: as published, unless the page has another name than its title. */
function pageId({ prefix, title, slug }: { prefix: string; title: string; slug: string }): string {
  return publishedKebab(title) === slug ? publishedKebab(prefix + title) : `${publishedKebab(prefix)}-${slug}`;
}

function pick(
  wires: readonly string[],
  held: HeldNames,
  candidates: (wire: string) => readonly string[],
): ReadonlyMap<string, string> {
  const settled = settle(
    wires.map((wire) => ({ id: wire, rank: "", candidates: candidates(wire) })),
    held,
  );
  return new Map([...settled.names].map(([wire, { name }]) => [wire, name] as const));
}

function wordsOf(wire: string): readonly string[] {
  const words = splitWords(wire);
  if (words.length === 0) return ["Default"];
  return startsWithDigit(words[0] ?? "") ? ["Tag", ...words] : words;
}

function spelled(wire: string): readonly string[] {
  return wordsOf([...wire].map((sign) => SIGN_WORDS.get(sign) ?? sign).join(""));
}
