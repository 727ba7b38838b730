import { createRenderer, type Render } from "../../emit/render.ts";
import type { StageResult } from "../../diagnostics/diagnostic.ts";
import type { OutputFile, TargetOutput } from "../../emit/output.ts";
import { sortFiles, type HalfInput, type Target } from "../target.ts";
import { eventSnippet } from "./event-view.ts";
import { guideDrafts, guideFiles, guidesOf } from "./guides.ts";
import type { Language } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import { buildLibrary, type Library } from "./library.ts";
import { llmsFiles } from "./llms.ts";
import { overlayFiles } from "./overlays.ts";
import { pageIndex } from "./page-index.ts";
import { eventPages, homePage, methodPages, modelPages, type PageInput } from "./pages.ts";
import { redirectsFile } from "./redirects.ts";
import { codesOf as codesOfGuide } from "./version-guide/code.ts";
import { codeOfGuide, versionGuidePage, versionGuides, type VersionGuide } from "./version-guide/pages.ts";
import { createTexts, type Texts } from "./texts.ts";
import { formatSnippets, isFormatted, PLAIN_SNIPPETS, type SnippetFormatter } from "./snippets.ts";

/**
 * The Markdown reference of both SDKs, in the structure of the published pages, with OpenAPI Overlays of the code
 * samples. The first half is the languages whose code prettier does not format; the second half is everything else.
 */
export const docsTarget = {
  name: "docs",
  pages: (input) => Promise.resolve(pageIndex(input)),
  run: async (input) => {
    const share = shareOf(input);
    // The formatters work while this thread makes the pages that need no formatter.
    const formatted = formattedFiles(share);
    const files = plainFiles(share);
    return outputOf([...files, ...(await formatted)]);
  },
  half: async (input, half) => {
    const share = shareOf(input);
    return outputOf(half === "first" ? plainFiles(share) : await formattedFiles(share));
  },
} satisfies Target;

function outputOf(files: readonly OutputFile[]): StageResult<TargetOutput> {
  return { value: { target: "docs", files: sortFiles(files) }, diagnostics: [] };
}

/** What both halves are made from. */
interface Share {
  readonly library: Library;
  readonly render: Render;
  readonly texts: Texts;
  readonly guides: readonly VersionGuide[];
}

function shareOf(input: HalfInput): Share {
  const library = buildLibrary(input, LANGUAGES);
  return { library, render: createRenderer(input.assets), texts: createTexts(library), guides: versionGuides(library) };
}

/** The files of the languages whose code is printed as it is. */
function plainFiles(share: Share): readonly OutputFile[] {
  return LANGUAGES.filter(({ code }) => !isFormatted(code)).flatMap((language) => {
    const tools = { ...share, snippets: PLAIN_SNIPPETS };
    return [...languageFiles(tools, language), ...guidePages(tools, guideCodes(share, language))];
  });
}

/** All other files. The formatters have the code and the guides when this function waits for the first time. */
async function formattedFiles(share: Share): Promise<readonly OutputFile[]> {
  const { library, render, guides } = share;
  const languages = LANGUAGES.filter(({ code }) => isFormatted(code));
  const codes = languages.flatMap((language) => guideCodes(share, language));
  const formattedCode = formatSnippets([...codesOf(library), ...codes.flatMap(({ code }) => codesOfGuide(code))]);
  const [snippets, drafts] = await Promise.all([formattedCode, guideDrafts(library, render)]);
  const formatting = guideFiles(library, drafts, guides);
  const tools = { ...share, snippets };
  const files = languages.flatMap((language) => languageFiles(tools, language));
  files.push(...guidePages(tools, codes));
  files.push(homePage(library, render, guides), redirectsFile(library), PRETTIER_OPTIONS);
  files.push(...llmsFiles(library, guidesOf(library)), ...(await formatting));
  return files;
}

interface GuideWithCode {
  readonly guide: VersionGuide;
  readonly code: ReturnType<typeof codeOfGuide>;
}

function guideCodes({ library, guides }: Share, language: Language): readonly GuideWithCode[] {
  return guides.map((guide) => ({ guide, code: codeOfGuide(library, guide, language) }));
}

/** The guides from version to version in one language. */
function guidePages({ library, render, snippets }: Tools, codes: readonly GuideWithCode[]): readonly OutputFile[] {
  return codes.map(({ guide, code }) => versionGuidePage({ library, render, snippets, guide, code }));
}

/** The prettier options of the pages, for editors and for format checks. */
const PRETTIER_OPTIONS: OutputFile = { path: "docs/.prettierrc", content: '{ "proseWrap": "never" }\n' };

interface Tools {
  readonly library: Library;
  readonly render: Render;
  readonly snippets: SnippetFormatter;
  readonly texts: Texts;
}

function languageFiles(tools: Tools, language: Language): readonly OutputFile[] {
  return tools.library.shelves.flatMap((shelf) => {
    const input: PageInput = { ...tools, shelf, language };
    return [...methodPages(input), ...modelPages(input), ...eventPages(input), ...overlayFiles(tools.library, input)];
  });
}

/** Every code sample of the pages in a language that prettier formats. */
function* codesOf(library: Library): Generator<string> {
  for (const language of LANGUAGES.filter(({ code }) => isFormatted(code)))
    for (const shelf of library.shelves) {
      for (const entry of shelf.entries.values()) yield language.operationSnippet(library, shelf, entry);
      for (const declaration of shelf.version.declarations)
        for (const { code } of language.modelSnippets(library, shelf, declaration)) yield code;
      for (const event of shelf.version.events) yield eventSnippet({ library, shelf }, language, event);
    }
}
