/**
 * Checks folders of emitted pages, each for itself: `node test/docs/check.mjs DIR...`. Every page compiles as MDX and is
 * as prettier prints it with `docs/.prettierrc`; every link and anchor resolves; no cell of a table is empty; redirects lead from nowhere to a page; overlays
 * are OpenAPI Overlays. Exit code 1 tells that something is wrong.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, sep } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const PRETTIER = { proseWrap: "never" };
/** What pages are made of beside Markdown: breaks, tables inside cells, and anchors of former ids. */
const ELEMENTS = new Set(["br", "a", "table", "thead", "tbody", "tr", "th", "td"]);

if (isMainThread) await main();
else await work();

async function main() {
  const folders = process.argv.slice(2);
  if (folders.length === 0) {
    console.error("usage: node test/docs/check.mjs DIR...");
    process.exit(2);
  }
  const start = performance.now();
  const sets = folders.map((folder) => {
    const inner = join(folder, "docs");
    const root = statSync(inner, { throwIfNoEntry: false })?.isDirectory() ? inner : folder;
    return { folder, root, paths: list(root) };
  });
  const pagesByRoot = await readPages(sets);
  let isBad = false;
  for (const { folder, root, paths } of sets) {
    const pages = pagesByRoot.get(root) ?? [];
    const problems = pages.flatMap((page) => page.problems.map((problem) => `${page.path}: ${problem}`));
    problems.push(...checkOptions(root));
    problems.push(...(await checkLinks(pages)), ...checkRedirects(root, paths, pages), ...checkOverlays(root, paths));
    for (const problem of problems.slice(0, 100)) console.error(problem);
    const links = pages.reduce((sum, page) => sum + page.links.length, 0);
    console.log(`${folder}: ${pages.length} pages, ${links} links, ${problems.length} problems`);
    isBad ||= pages.length === 0 || problems.length > 0;
  }
  console.log(`${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (isBad) process.exit(1);
}

function list(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The pages of all folders, by folder. A text that many folders have (most guides are one) is read once. */
async function readPages(sets) {
  const byText = new Map();
  for (const { root, paths } of sets)
    for (const path of paths.filter((entry) => entry.endsWith(".md"))) {
      const text = readFileSync(join(root, path), "utf8");
      byText.set(text, [...(byText.get(text) ?? []), { root, path }]);
    }
  // Large pages first, dealt out in turn: the workers end together.
  const texts = [...byText.keys()].sort((a, b) => b.length - a.length);
  const count = Math.max(1, Math.min(availableParallelism(), 4, Math.ceil(texts.length / 50)));
  const hands = Array.from({ length: count }, (_, hand) => texts.filter((_, index) => index % count === hand));
  const results = await Promise.all(
    hands.map(
      (hand) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: hand });
          worker.once("message", resolve);
          worker.once("error", reject);
        }),
    ),
  );
  const groups = new Map(sets.map(({ root }) => [root, []]));
  for (const [hand, pages] of results.entries())
    for (const [index, page] of pages.entries())
      for (const { root, path } of byText.get(hands[hand][index])) groups.get(root).push({ ...page, path });
  for (const pages of groups.values()) pages.sort((a, b) => (a.path < b.path ? -1 : 1));
  return groups;
}

async function work() {
  const { createProcessor } = await import("@mdx-js/mdx");
  const { default: remarkGfm } = await import("remark-gfm");
  const { default: remarkFrontmatter } = await import("remark-frontmatter");
  const { default: GithubSlugger } = await import("github-slugger");
  const { default: prettier } = await import("prettier");
  const { default: yaml } = await import("js-yaml");
  let page;
  const collect = () => (tree) => {
    const slugger = new GithubSlugger();
    visit(tree, (node) => {
      if (node.type === "heading") page.anchors.push(slugger.slug(textOf(node)));
      if (node.type === "link" || node.type === "image" || node.type === "definition") page.links.push(node.url);
      // Marks around nothing are shown as they stand.
      if (node.type === "tableCell" && /^(?:\*{4}|_{4})?$/u.test(textOf(node).trim()))
        page.problems.push(`empty cell at line ${node.position.start.line}`);
      if (node.type === "mdxjsEsm" || node.type === "mdxFlowExpression" || node.type === "mdxTextExpression")
        page.problems.push(`code in the page at line ${node.position.start.line}: ${String(node.value).slice(0, 60)}`);
      if ((node.type === "mdxJsxTextElement" || node.type === "mdxJsxFlowElement") && !ELEMENTS.has(node.name))
        page.problems.push(`element <${node.name}> at line ${node.position.start.line}`);
    });
  };
  const processor = createProcessor({ remarkPlugins: [remarkFrontmatter, remarkGfm, collect] });
  const pages = [];
  for (const text of workerData) {
    page = { slug: undefined, anchors: [], links: [], problems: [] };
    try {
      await processor.process(text);
    } catch (error) {
      page.problems.push(`no MDX: ${error.message}`);
    }
    const [, head] = /^---\n([\s\S]*?)\n---\n/u.exec(text) ?? [];
    try {
      page.slug = yaml.load(head ?? "")?.slug;
    } catch (error) {
      page.problems.push(`front matter: ${error.message}`);
    }
    if (typeof page.slug !== "string") page.problems.push("no slug");
    const formatted = await prettier.format(text, { parser: "markdown", ...PRETTIER });
    if (formatted !== text) page.problems.push(`prettier writes it otherwise: ${firstDifference(text, formatted)}`);
    pages.push(page);
  }
  parentPort.postMessage(pages);
}

function visit(node, call) {
  call(node);
  for (const child of node.children ?? []) visit(child, call);
}

function textOf(node) {
  if (node.value !== undefined) return node.value;
  return (node.children ?? []).map(textOf).join("");
}

function firstDifference(before, after) {
  const lines = after.split("\n");
  const index = before.split("\n").findIndex((line, at) => line !== lines[at]);
  return `line ${index + 1}: ${JSON.stringify(before.split("\n")[index]?.slice(0, 100))} should be ${JSON.stringify(lines[index]?.slice(0, 100))}`;
}

async function checkLinks(pages) {
  const problems = [];
  const bySlug = new Map();
  const byFile = new Map(pages.map((page) => [page.path, page]));
  for (const page of pages) {
    const other = bySlug.get(page.slug);
    if (other !== undefined) problems.push(`${page.path}: has the slug of ${other.path}`);
    bySlug.set(page.slug, page);
  }
  for (const page of pages) {
    for (const url of page.links) {
      if (/^(?:https?:|mailto:)/u.test(url)) continue;
      const [path, hash] = url.split("#");
      const target = path === "" ? page : find(page, path, byFile);
      if (target === undefined) problems.push(`${page.path}: the link ${url} leads nowhere`);
      else if (hash && !target.anchors.includes(decodeURIComponent(hash)))
        problems.push(`${page.path}: ${target.path} has no #${hash}`);
    }
  }
  return problems;
}

/** Links lead from file to file: they work in editors, on GitHub and in the site. Others work in the site alone. */
function find(page, path, byFile) {
  if (!path.endsWith(".md")) return undefined;
  return byFile.get(decodeURIComponent(new URL(path, `http://x/${page.path}`).pathname.slice(1)));
}

/** The pages say how prettier prints them; this checker does it the same way. */
function checkOptions(root) {
  const path = join(root, ".prettierrc");
  const options = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  return JSON.stringify(options) === JSON.stringify(PRETTIER) ? [] : [".prettierrc: other options than the pages'"];
}

function checkRedirects(root, paths, pages) {
  const problems = [];
  const slugs = new Set(pages.map((page) => page.slug));
  for (const path of paths.filter((entry) => entry === "redirects.json")) {
    for (const { from, to } of JSON.parse(readFileSync(join(root, path), "utf8"))) {
      if (slugs.has(from)) problems.push(`${path}: ${from} is a page`);
      if (!slugs.has(to)) problems.push(`${path}: ${to} is no page`);
    }
  }
  return problems;
}

function checkOverlays(root, paths) {
  const problems = [];
  for (const path of paths.filter((entry) => entry.startsWith("overlays/"))) {
    const { overlay, info, actions } = JSON.parse(readFileSync(join(root, path), "utf8"));
    const targets = new Set(actions.map((action) => action.target));
    const isOverlay = overlay === "1.0.0" && typeof info?.title === "string" && typeof info?.version === "string";
    if (!isOverlay) problems.push(`${path}: no overlay`);
    if (targets.size !== actions.length || actions.length === 0)
      problems.push(`${path}: targets are missing or doubled`);
    for (const { target, update } of actions) {
      const [sample] = update["x-codeSamples"] ?? [];
      if (!/^\$\.paths\['.*'\]\.[a-z]+$/u.test(target) || !sample?.lang || !sample.source)
        problems.push(`${path}: ${target} has no sample`);
    }
  }
  return problems;
}
