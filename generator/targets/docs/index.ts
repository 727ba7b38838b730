import { createRenderer, type Render } from "../../emit/render.ts";
import type { OutputFile } from "../../emit/output.ts";
import { sortFiles, type Target } from "../target.ts";
import { eventSnippet } from "./event-view.ts";
import { guideFiles, guidesOf } from "./guides.ts";
import type { Language } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import { buildLibrary, type Library } from "./library.ts";
import { llmsFiles } from "./llms.ts";
import { overlayFiles } from "./overlays.ts";
import { pageIndex } from "./page-index.ts";
import { eventPages, homePage, methodPages, modelPages, type PageInput } from "./pages.ts";
import { redirectsFile } from "./redirects.ts";
import { codesOf as codesOfGuide } from "./version-guide/code.ts";
import { codeOfGuide, versionGuidePage, versionGuides } from "./version-guide/pages.ts";
import { createTexts, type Texts } from "./texts.ts";
import { formatSnippets, isFormatted, PLAIN_SNIPPETS, type SnippetFormatter } from "./snippets.ts";

/**
 * The Markdown reference of both SDKs, in the structure of the published pages, with OpenAPI Overlays of the code
 * samples.
 */
export const docsTarget = {
  name: "docs",
  pages: (input) => Promise.resolve(pageIndex(input)),
  run: async (input) => {
    const files: OutputFile[] = [];
    for await (const batch of docsTarget.batches(input)) files.push(...batch);
    return { value: { target: "docs", files: sortFiles(files) }, diagnostics: [] };
  },
  batches: async function* (input) {
    const library = buildLibrary(input, LANGUAGES);
    const render = createRenderer(input.assets);
    const guides = versionGuides(library);
    const codes = guides.flatMap((guide) =>
      LANGUAGES.map((language) => ({ guide, code: codeOfGuide(library, guide, language) })),
    );
    // A worker thread formats code while this thread makes pages: first those without formatted code.
    const formattedCode = formatSnippets([
      ...codesOf(library),
      ...codes.flatMap(({ code }) => (isFormatted(code.language.code) ? codesOfGuide(code) : [])),
    ]);
    const guidesWithCode = guideFiles(library, render, guides);
    const tools = { library, render, texts: createTexts(library) };
    for (const language of LANGUAGES.filter(({ code }) => !isFormatted(code)))
      yield* inBatches(languageFiles({ ...tools, snippets: PLAIN_SNIPPETS }, language));
    const [snippets, guidePages] = await Promise.all([formattedCode, guidesWithCode]);
    for (const language of LANGUAGES.filter(({ code }) => isFormatted(code)))
      yield* inBatches(languageFiles({ ...tools, snippets }, language));
    yield [
      ...codes.map(({ guide, code }) => versionGuidePage({ library, render, snippets, guide, code })),
      homePage(library, render, guides),
      redirectsFile(library),
      PRETTIER_OPTIONS,
      ...llmsFiles(library, guidesOf(library)),
      ...guidePages,
    ];
  },
} satisfies Target;

/** The number of pages in a batch: some hundred thousand characters. */
const BATCH = 100;

function* inBatches(files: Iterable<OutputFile>): Generator<readonly OutputFile[]> {
  let batch: OutputFile[] = [];
  for (const file of files) {
    batch.push(file);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** The prettier options of the pages, for editors and for format checks. */
const PRETTIER_OPTIONS: OutputFile = { path: "docs/.prettierrc", content: '{ "proseWrap": "never" }\n' };

interface Tools {
  readonly library: Library;
  readonly render: Render;
  readonly snippets: SnippetFormatter;
  readonly texts: Texts;
}

function* languageFiles(tools: Tools, language: Language): Generator<OutputFile> {
  for (const shelf of tools.library.shelves) {
    const input: PageInput = { ...tools, shelf, language };
    yield* methodPages(input);
    yield* modelPages(input);
    yield* eventPages(input);
    yield* overlayFiles(tools.library, input);
  }
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
