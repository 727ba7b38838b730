import { formatChunks } from "../../emit/typescript/format-pool.ts";
import type { OutputFile } from "../../emit/output.ts";
import { codeSpan, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import type { Render } from "../../emit/render.ts";
import { ownSchemes, schemeText } from "../../model/security.ts";
import type { RetryPolicy } from "../../model/retry-policy.ts";
import { fileOf } from "./address.ts";
import { guideExamples, type GuideExamples } from "./guide-examples.ts";
import { headView } from "./front-matter.ts";
import type { Language } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import type { Library } from "./library.ts";
import { hasPublished, migrationFlows } from "./migration-flows.ts";
import { migrationTables, versionGuideLinks } from "./migration.ts";
import type { VersionGuide } from "./version-guide/pages.ts";

/** The guides of each SDK, in the order of the sidebar. */
const GUIDES = [
  ["getting-started", "Getting started"],
  ["authentication", "Authentication"],
  ["paging", "Paging"],
  ["filtering", "Filtering and sorting"],
  ["errors", "Errors"],
  ["jobs", "Wait for jobs"],
  ["raw-requests", "Send any request"],
  ["logging", "Hooks and logging"],
  ["testing", "Test without a tenant"],
  ["network", "Proxy and rate limit"],
  ["migration", "Migration"],
] as const;

/** The guides of a run. The guide on jobs is left out if the API has no jobs. */
export function guidesOf({ shelves }: Library): readonly (typeof GUIDES)[number][] {
  const hasJobs = shelves.some(({ version }) => version.operations.some(({ job }) => job !== undefined));
  return GUIDES.filter(([slug]) => slug !== "jobs" || hasJobs);
}

/** Renders the guides of each SDK. Prettier formats their TypeScript code blocks. */
export function guideDrafts(library: Library, render: Render): Promise<readonly OutputFile[]> {
  const guides = guidesOf(library);
  const drafts = LANGUAGES.flatMap((language) => {
    const examples = guideExamples(library, language);
    return guides.map(([slug, title], index) =>
      draft(library, { render, language, examples, slug, title, position: index + 1 }),
    );
  });
  return formatCode(drafts);
}

/** The finished guides. They are few, so prettier formats their Markdown in worker threads. */
export async function guideFiles(
  library: Library,
  withCode: readonly OutputFile[],
  versions: readonly VersionGuide[],
): Promise<readonly OutputFile[]> {
  const guides = guidesOf(library);
  const formatted = await formatChunks(withCode.map(({ content }) => ({ text: content, parser: "markdown" })));
  return withCode.map(({ path, content }, index) => {
    const language = LANGUAGES[Math.floor(index / guides.length)];
    const tables = (): string =>
      language === undefined
        ? ""
        : [
            ...versionGuideLinks(versions, language),
            ...(hasPublished(library, language) ? language.shapeTables(library) : []),
            migrationTables(library, language),
          ].join("\n\n");
    return { path, content: (formatted[index] ?? content).replace(TABLES_MARK, tables) };
  });
}

/** The table of failures after which the SDKs retry a request. */
function retryTable({ always, withRetryAfter, ifRepeatable }: RetryPolicy): string {
  return compactTable([
    ["Failure", "Retried for"],
    [
      `${always.join(", ")}, or ${withRetryAfter.join(", ")} with \`Retry-After\``,
      "every call, after the time that the response states",
    ],
    [`${ifRepeatable.join(", ")}, or a lost connection`, "calls that are safe to send twice"],
  ]);
}

/**
 * The placeholder for the tables of old names. The tables are inserted after formatting: they already have prettier's
 * style, and they are long.
 */
const TABLES_MARK = "TABLES-OF-NAMES";

const CODE_BLOCK = /(?<=^```(?:ts|js)\n)[\s\S]*?(?=^```$)/gmu;

/** Formats the TypeScript blocks separately, because the workers format only the text of a page. */
async function formatCode(files: readonly OutputFile[]): Promise<readonly OutputFile[]> {
  const blocks = files.flatMap(({ content }) => content.match(CODE_BLOCK) ?? []);
  const formatted = await formatChunks(blocks.map((text) => ({ text, parser: "typescript" })));
  const byText = new Map(blocks.map((text, index) => [text, formatted[index] ?? text]));
  return files.map(({ path, content }) => ({
    path,
    content: content.replaceAll(CODE_BLOCK, (text) => `${(byText.get(text) ?? text).trimEnd()}\n`),
  }));
}

/** The table of security schemes. Returns "" if one access token is enough in every version. */
function schemesTable({ shelves }: Library): string {
  const schemes = ownSchemes({ versions: shelves.map(({ version }) => version) });
  if (schemes.size === 0) return "";
  return compactTable([
    ["Scheme", "Asks for"],
    ...[...schemes].map(([name, own]) => [
      codeSpan(name, true),
      plainText([...new Set(own.map(schemeText))].join(", or "), true),
    ]),
  ]);
}

interface GuideInput {
  readonly render: Render;
  readonly language: Language;
  readonly examples: GuideExamples;
  readonly slug: string;
  readonly title: string;
  readonly position: number;
}

function draft(library: Library, { render, language, examples, slug, title, position }: GuideInput): OutputFile {
  const page = [language.id, slug];
  const head = headView(library, language, { id: `${language.id}-${slug}`, title, words: [title], page });
  const view = {
    ...language.guide.product(library.config),
    ...examples,
    ...(slug === "migration" ? migrationFlows(library, language) : {}),
    tables: TABLES_MARK,
    retries: retryTable(library.retry),
    schemes: schemesTable(library),
  };
  const body = render(`docs/guides/${language.id}/${slug}.md.hbs`, view);
  return { path: fileOf(page), content: render("docs/guides/guide.md.hbs", { head, position, body: body.trim() }) };
}
