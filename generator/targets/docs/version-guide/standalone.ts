import type { MigrationFacts } from "../../../migration/facts.ts";
import { anchorCounter } from "../address.ts";
import type { Language } from "../language.ts";
import { LANGUAGES } from "../languages/index.ts";
import { buildLibrary, shelfOf, type LibraryInput } from "../library.ts";
import { formatSnippets, isFormatted } from "../snippets.ts";
import { heading } from "./blocks.ts";
import { codesOf, guideCode, type GuideCode } from "./code.ts";
import { createGuideWriter } from "./create-writer.ts";
import { guideBlocks } from "./guide-text.ts";
import type { GuideSides } from "./snippets.ts";

/** The input of a standalone guide. */
export interface StandaloneInput {
  readonly facts: MigrationFacts;
  /**
   * The input for the docs of both sides. Absent if one side is only a surface, because a surface has no sample values.
   */
  readonly docs?: { readonly from: LibraryInput; readonly to: LibraryInput };
  /** The names of the two sides. */
  readonly names: { readonly from: string; readonly to: string };
}

/** The code of a guide in each of its languages. */
export function standaloneCode({ facts, docs }: StandaloneInput): readonly GuideCode[] {
  const sides = docs === undefined ? undefined : sidesOf(facts, docs);
  return languagesOf(facts).map((language) => guideCode(facts, sides, language));
}

/** A guide as one Markdown text, language by language, without links to pages. */
export async function standaloneGuide(input: StandaloneInput): Promise<string> {
  const { facts, names } = input;
  const codes = standaloneCode(input);
  const snippets = await formatSnippets(
    codes.flatMap((code) => (isFormatted(code.language.code) ? codesOf(code) : [])),
  );
  const title = `From ${names.from} to ${names.to}`;
  const anchorOf = anchorCounter();
  const blocks = [heading(1, title)];
  anchorOf(title);
  for (const code of codes) {
    blocks.push(heading(2, code.language.label));
    anchorOf(code.language.label);
    const own = guideBlocks(facts, createGuideWriter({ facts, code, names, level: 3, snippets, anchorOf }));
    // The anchors of the tags are already counted. The headings from "Models" on are counted here, so that the anchors
    // of the next language continue from them.
    const counted = headingsOf(own);
    const last = counted.indexOf(MODELS);
    for (const text of last === -1 ? [] : counted.slice(last)) anchorOf(text);
    blocks.push(...own);
  }
  return `${blocks.join("\n\n")}\n`;
}

const MODELS = "Models";

function headingsOf(blocks: readonly string[]): readonly string[] {
  return blocks.flatMap((block) => /^#+ (.*)$/u.exec(block)?.[1] ?? []);
}

function languagesOf({ targets }: MigrationFacts): readonly Language[] {
  return LANGUAGES.filter(({ id }) => targets.includes(id));
}

function sidesOf(facts: MigrationFacts, docs: NonNullable<StandaloneInput["docs"]>): GuideSides | undefined {
  const from = buildLibrary(docs.from, LANGUAGES);
  const to = docs.to === docs.from ? from : buildLibrary(docs.to, LANGUAGES);
  const [fromShelf, toShelf] = [shelfOf(from, facts.from.version), shelfOf(to, facts.to.version)];
  return fromShelf === undefined || toShelf === undefined
    ? undefined
    : { from: { library: from, shelf: fromShelf }, to: { library: to, shelf: toShelf } };
}
