import type { OutputFile } from "../../../emit/output.ts";
import type { Render } from "../../../emit/render.ts";
import { findMigration } from "../../../migration/find-migration.ts";
import type { MigrationFacts } from "../../../migration/facts.ts";
import { newestFirst } from "../../../names/rules/newest.ts";
import { anchorCounter, fileOf, type Address } from "../address.ts";
import { headView } from "../front-matter.ts";
import type { Language } from "../language.ts";
import type { Library, Shelf } from "../library.ts";
import type { SnippetFormatter } from "../snippets.ts";
import { guideCode, type GuideCode } from "./code.ts";
import { createGuideWriter } from "./create-writer.ts";
import { guideBlocks } from "./guide-text.ts";

/** A guide from one version of the package to the next. */
export interface VersionGuide {
  readonly from: Shelf;
  readonly to: Shelf;
  readonly facts: MigrationFacts;
}

/**
 * The guides of a package: from each version to the next newer one, if the two have operations in common. Versions are
 * ordered by the number in their label.
 */
export function versionGuides({ shelves, surface }: Library): readonly VersionGuide[] {
  const ordered = newestFirst(shelves, ({ version }) => version.label).toReversed();
  return ordered.slice(1).flatMap((to, index) => {
    const from = ordered[index];
    if (from === undefined) return [];
    const release = (shelf: Shelf): Parameters<typeof findMigration>[0]["from"] => ({
      surface,
      version: shelf.version.label,
    });
    const facts = findMigration({ from: release(from), to: release(to) });
    return facts.operations.length === 0 ? [] : [{ from, to, facts }];
  });
}

/** The address of a guide: in the folder of the newer version. */
export function guideAddress(language: Language, { to }: Pick<VersionGuide, "to">): Address {
  return [language.id, to.names.folder, "migration"];
}

/** The title of a migration guide: `From beta to v2024`. */
export function guideTitle({ from, to }: Pick<VersionGuide, "from" | "to">): string {
  return `From ${from.version.label} to ${to.version.label}`;
}

/** The code of a guide in one language. */
export function codeOfGuide(library: Library, guide: VersionGuide, language: Language): GuideCode {
  return guideCode(guide.facts, sidesOf(library, guide), language);
}

function sidesOf(library: Library, { from, to }: VersionGuide): Parameters<typeof guideCode>[1] & object {
  return { from: { library, shelf: from }, to: { library, shelf: to } };
}

/** A guide in one language, and the tools that make its page. */
export interface GuidePageInput {
  readonly library: Library;
  readonly render: Render;
  readonly snippets: SnippetFormatter;
  readonly guide: VersionGuide;
  readonly code: GuideCode;
}

/** The page of a guide. */
export function versionGuidePage({ library, render, snippets, guide, code }: GuidePageInput): OutputFile {
  const { language } = code;
  const address = guideAddress(language, guide);
  const title = guideTitle(guide);
  const id = `${guide.to.names.folder}-migration`;
  const names = { from: guide.from.version.label, to: guide.to.version.label };
  const anchorOf = anchorCounter();
  anchorOf(title);
  const writer = createGuideWriter({
    facts: guide.facts,
    code,
    names,
    level: 2,
    snippets,
    anchorOf,
    page: { address, sides: sidesOf(library, guide) },
  });
  const head = headView(library, language, {
    id,
    title,
    words: [title, "Migration"],
    page: address,
    version: names.to,
  });
  const body = guideBlocks(guide.facts, writer).join("\n\n");
  return { path: fileOf(address), content: render("docs/guides/guide.md.hbs", { head, position: 1, body }) };
}
