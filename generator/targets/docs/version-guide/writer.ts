import type { MatchedModel, MatchedOperation } from "../../../migration/facts.ts";
import type { Language } from "../language.ts";
import type { BeforeAndAfter } from "./snippets.ts";

/** The language, the links and the code of a guide. */
export interface GuideWriter {
  readonly language: Language;
  /** The names of the two versions. */
  readonly names: { readonly from: string; readonly to: string };
  /** The level of the guide's own headings. */
  readonly level: number;
  readonly anchors: { readonly tag: (tag: string) => string };
  /** The name of an operation in a table, with a link if the guide has links. */
  readonly operation: (side: "from" | "to", key: string, name: string) => string;
  readonly model: (side: "from" | "to", id: string, name: string) => string;
  /** A code block in the language. */
  readonly block: (code: string) => string;
  /** The code block in front of all calls. Returns undefined if the language or the guide has none. */
  readonly prelude: () => string | undefined;
  readonly callSnippets: (operation: MatchedOperation) => BeforeAndAfter | undefined;
  readonly modelSnippets: (model: MatchedModel) => BeforeAndAfter | undefined;
  /** Whether the code before and after differs only in the version's own names. */
  readonly isSame: (before: string, after: string) => boolean;
}
