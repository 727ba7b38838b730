import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toHtml } from "hast-util-to-html";
import { h } from "./hast";
import { highlightCode } from "./highlight";
import { cutSections, plainText, withoutFrontMatter } from "./markdown-text";
import { languageLabel, type Page, type Tree } from "./tree";

/** What the home page shows of a language. The steps come out of its guide, whose snippets the project's tests run. */
export interface FirstSteps {
  readonly language: string;
  readonly label: string;
  readonly start: string;
  readonly steps: readonly Step[];
  readonly guides: readonly { readonly to: string; readonly title: string }[];
  readonly versions: readonly {
    readonly label: string;
    readonly parts: readonly { readonly to: string; readonly title: string }[];
  }[];
}

interface Step {
  readonly title: string;
  /** The step's code, coloured. */
  readonly html: string;
}

/** Install, credentials, first call. */
const STEPS = 3;

export function readFirstSteps(tree: Tree): FirstSteps[] {
  const pages = [...tree.pages.values()];
  return tree.rooms
    .filter((room) => room.language !== undefined && room.version === undefined)
    .map((room) => {
      const guides = pages.filter((page) => page.room === room);
      const start = guides.find((page) => page.slug.endsWith("/getting-started")) ?? guides[0];
      const language = room.language ?? "";
      const versions = tree.rooms.filter((other) => other.language === language && other.version !== undefined);
      return {
        language,
        label: languageLabel(language),
        start: start?.slug ?? room.base,
        steps: start === undefined ? [] : readSteps(tree, start),
        guides: guides.map(({ slug, title }) => ({ to: slug, title })),
        versions: versions.map((other) => ({
          label: other.version ?? "",
          parts: pages
            .filter((page) => page.room === other && page.isIndex)
            .map(({ slug, title }) => ({ to: slug, title })),
        })),
      };
    });
}

/** The first block of code of each of the guide's first sections. */
function readSteps(tree: Tree, page: Page): Step[] {
  const text = withoutFrontMatter(readFileSync(join(tree.root, page.path), "utf8"));
  return cutSections(text, 2)
    .slice(1)
    .flatMap(({ heading, text: body }): Step[] => {
      const [, language = "", code] = /^```(\w+)[^\n]*\n([\s\S]*?)\n```$/mu.exec(body) ?? [];
      return code === undefined ? [] : [{ title: plainText(heading), html: colour(code, language) }];
    })
    .slice(0, STEPS);
}

function colour(code: string, language: string): string {
  const block = h("pre", {}, h("code", { className: [`language-${language}`] }, code));
  return toHtml(highlightCode(block), { allowDangerousHtml: true });
}
