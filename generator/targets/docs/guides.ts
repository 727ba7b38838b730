import { formatTypeScript } from "../../emit/typescript/format-pool.ts";
import type { OutputFile } from "../../emit/output.ts";
import { codeSpan, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import { tidyMarkdown } from "../../emit/markdown/tidy-markdown.ts";
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

/** The guides of each SDK. Prettier formats their TypeScript code blocks in worker threads. */
export function guideFiles(
  library: Library,
  render: Render,
  versions: readonly VersionGuide[],
): Promise<readonly OutputFile[]> {
  const guides = guidesOf(library);
  const files = LANGUAGES.flatMap((language) => {
    const examples = guideExamples(library, language);
    return guides.map(([slug, title], index) =>
      guideFile(library, { render, versions, language, examples, slug, title, position: index + 1 }),
    );
  });
  return formatCode(files);
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

const CODE_BLOCK = /(?<=^```(?:ts|js)\n)[\s\S]*?(?=^```$)/gmu;

/** Formats the TypeScript blocks of pages. */
async function formatCode(files: readonly OutputFile[]): Promise<readonly OutputFile[]> {
  const blocks = files.flatMap(({ content }) => content.match(CODE_BLOCK) ?? []);
  const formatted = await formatTypeScript(blocks);
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
  readonly versions: readonly VersionGuide[];
  readonly language: Language;
  readonly examples: GuideExamples;
  readonly slug: string;
  readonly title: string;
  readonly position: number;
}

function guideFile(library: Library, input: GuideInput): OutputFile {
  const { render, language, examples, slug, title, position } = input;
  const page = [language.id, slug];
  const head = headView(library, language, { id: `${language.id}-${slug}`, title, words: [title], page });
  const view = {
    ...language.guide.product(library.config),
    ...examples,
    ...(slug === "migration" ? { ...migrationFlows(library, language), tables: tablesOfNames(library, input) } : {}),
    retries: retryTable(library.retry),
    schemes: schemesTable(library),
  };
  const body = tidyMarkdown(render(`docs/guides/${language.id}/${slug}.md.hbs`, view));
  return { path: fileOf(page), content: render("docs/guides/guide.md.hbs", { head, position, body }) };
}

/** The tables of old names at the end of the guide on migration. */
function tablesOfNames(library: Library, { versions, language }: GuideInput): string {
  return [
    ...versionGuideLinks(versions, language),
    ...(hasPublished(library, language) ? language.shapeTables(library) : []),
    migrationTables(library, language),
  ].join("\n\n");
}
