import type { MatchedModel, MatchedOperation } from "../../../migration/facts.ts";
import type { Language } from "../language.ts";
import type { BeforeAndAfter } from "./snippets.ts";

/** What a guide is written with: its language, its links and its code. */
export interface GuideWriter {
  readonly language: Language;
  /** What the two versions are called. */
  readonly names: { readonly from: string; readonly to: string };
  /** Of the guide's own headings. */
  readonly level: number;
  readonly anchors: { readonly tag: (tag: string) => string };
  /** An operation's name in a table, with a link where the guide has any. */
  readonly operation: (side: "from" | "to", key: string, name: string) => string;
  readonly model: (side: "from" | "to", id: string, name: string) => string;
  /** A code block of the language. */
  readonly block: (code: string) => string;
  /** The code block in front of all calls; undefined where the language or the guide has none. */
  readonly prelude: () => string | undefined;
  readonly callSnippets: (operation: MatchedOperation) => BeforeAndAfter | undefined;
  readonly modelSnippets: (model: MatchedModel) => BeforeAndAfter | undefined;
  /** Whether two codes differ in the version's own names alone. */
  readonly isSame: (before: string, after: string) => boolean;
}
