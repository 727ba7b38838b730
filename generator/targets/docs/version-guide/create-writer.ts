import { codeSpan, link } from "../../../emit/markdown/escape-markdown.ts";
import type { SurfaceVersionNames } from "../../../contract/surface-format.ts";
import type { MigrationFacts } from "../../../migration/facts.ts";
import { relativeUrl, type Address } from "../address.ts";
import { modelAddress, operationTarget } from "../library.ts";
import type { SnippetFormatter } from "../snippets.ts";
import type { GuideCode } from "./code.ts";
import { tagAnchors } from "./guide-text.ts";
import type { GuideSides } from "./snippets.ts";
import type { GuideWriter } from "./writer.ts";

/** The input of `createGuideWriter`: the changes and the code of a guide, and the place where it is printed. */
export interface GuideWriterInput {
  readonly facts: MigrationFacts;
  readonly code: GuideCode;
  readonly names: GuideWriter["names"];
  /** The level of the guide's own headings. */
  readonly level: number;
  readonly snippets: SnippetFormatter;
  /** Returns the anchor of a heading. It has already counted the headings above the guide. */
  readonly anchorOf: (heading: string) => string;
  /** The page that links start from, and the docs of both sides. Absent for a standalone guide. */
  readonly page?: { readonly address: Address; readonly sides: GuideSides };
}

/** Creates the writer for a guide in one language. */
export function createGuideWriter({
  facts,
  code,
  names,
  level,
  snippets,
  anchorOf,
  page,
}: GuideWriterInput): GuideWriter {
  const { language } = code;
  const { id } = language;
  const linked = (name: string, target: Parameters<typeof relativeUrl>[1] | undefined): string =>
    page === undefined || target === undefined
      ? codeSpan(name, true)
      : link(codeSpan(name, true), relativeUrl(page.address, target));
  const block = (text: string): string => snippets.block(language.code, text);
  return {
    language,
    names,
    level,
    anchors: { tag: tagAnchors(facts, language, anchorOf) },
    operation: (side, key, name) => {
      const shelf = page?.sides[side].shelf;
      const entry = shelf?.entries.get(key);
      return linked(name, shelf === undefined || entry === undefined ? undefined : operationTarget(shelf, id, entry));
    },
    model: (side, model, name) => {
      const shelf = page?.sides[side].shelf;
      return linked(
        name,
        shelf?.declarations.has(model) === true ? { page: modelAddress(shelf, id, model) } : undefined,
      );
    },
    block,
    prelude: () => (code.prelude === undefined || code.calls.size === 0 ? undefined : block(code.prelude)),
    callSnippets: (operation) => code.calls.get(operation),
    modelSnippets: (model) => code.models.get(model),
    isSame: (before, after) => withNames(before, facts.from.targets[id], facts.to.targets[id]) === after,
  };
}

/** The code after its version names are replaced by those of the other side. */
function withNames(code: string, from: SurfaceVersionNames | undefined, to: SurfaceVersionNames | undefined): string {
  if (from === undefined || to === undefined) return code;
  const { prefix, property } = from;
  const moved = code.replaceAll(`"${from.module}"`, `"${to.module}"`);
  const reached = property === undefined ? moved : moved.replaceAll(`isc.${property}.`, `isc.${to.property ?? ""}.`);
  return prefix === undefined || prefix === ""
    ? reached
    : reached.replaceAll(new RegExp(`(?<=^|\\s)([A-Z][a-z]+-)${prefix}`, "gmu"), `$1${to.prefix ?? ""}`);
}
