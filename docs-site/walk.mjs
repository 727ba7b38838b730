/**
 * Walks the built site in headless Chromium: pages and their parts, search, keyboard, axe, themes, phone and paper.
 * Screenshots land in `build/screenshots`, or in the folder that SCREENSHOTS names.
 */
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { answers } from "./test/queries.mjs";

const executablePath = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));
if (executablePath === undefined) {
  console.error("there is no Chromium: install Debian's package chromium, or set CHROMIUM");
  process.exit(3);
}
const port = 3457;
/** How long something may take to appear, in milliseconds: a busy machine takes seconds. */
const PATIENCE = 60_000;
const site = `http://localhost:${port}`;
const screenshots = process.env.SCREENSHOTS ?? join(import.meta.dirname, "build/screenshots");
mkdirSync(screenshots, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The real specs have their own questions; `putSource` tells them from the embedded ones. */
const isReal = readFileSync(join(import.meta.dirname, "build/search/typescript-v2024.names.json"), "utf8").includes(
  '"putSource"',
);
const queries = JSON.parse(
  readFileSync(join(import.meta.dirname, `test/queries-${isReal ? "real" : "embedded"}.json`), "utf8"),
);
const bin = join(import.meta.dirname, "node_modules/@docusaurus/core/bin/docusaurus.mjs");
const server = spawn(process.execPath, [bin, "serve", "--port", String(port), "--no-open"], {
  cwd: import.meta.dirname,
  stdio: "ignore",
});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const failures = [];
const errors = [];
let count = 0;

const ts = "/tools/sdk/typescript/v2024";
const roles = `${ts}/methods/roles`;
const PAGES = {
  home: "/",
  references: "/tools/sdk",
  guide: "/tools/sdk/typescript/getting-started",
  methods: `${ts}/methods`,
  method: roles,
  powershell: "/tools/sdk/powershell/v2024/methods/roles",
  models: `${ts}/models`,
  model: `${ts}/models/role`,
};

try {
  await waitFor(site);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("console", (message) => message.type() === "error" && errors.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));

  await walkHome(page);
  await walkMethods(page);
  await walkSwitch(page);
  await walkModels(page);
  await walkSearch(page);
  await walkKeyboard(page);
  expect(page, errors.length === 0, `no errors in the console${errors.map((error) => `\n  ${error}`).join("")}`);
  await walkLostPage(page);
  for (const theme of ["light", "dark"]) await walkTheme(page, theme);
  await walkLoad(page);
  await walkWidths(page);
  await walkPaper(page);
} catch (error) {
  console.error(error.message);
  failures.push(error.message);
} finally {
  await browser.close();
  server.kill();
}
console.log(`${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);

async function walkHome(page) {
  await page.goto(site);
  await page.getByRole("tab", { name: "TypeScript" }).click();
  await expectVisible(page, page.getByText("npm install").first(), "the home page says how to install");
  await page.getByRole("tab", { name: "PowerShell" }).click();
  await expectVisible(page, page.getByText("Install-").first(), "the home page has the other language in a tab");
  await page.reload();
  const tab = page.getByRole("tab", { name: "PowerShell", selected: true });
  await expectVisible(page, tab, "the home page remembers the language");
  await page.getByRole("tab", { name: "TypeScript" }).click();
  await shoot(page, "home");
  await page.getByRole("link", { name: "All references" }).first().click();
  await page.waitForURL("**/tools/sdk");
  await expectVisible(page, page.getByRole("heading", { name: "PowerShell" }), "a link leads to all references");
}

async function walkMethods(page) {
  await open(page, roles);
  const closed = page.locator("details.operation:not([open])");
  expect(page, (await closed.count()) > 3, "the operations of a long page are folded");
  const contents = await page.locator(".table-of-contents a").allTextContents();
  const operations = await page.locator("details.operation h2").allTextContents();
  expect(page, contents.join() === operations.join(), "the table of contents lists operations only");
  await shoot(page, "method-folded");
  await open(page, `${roles}#patch-role`);
  await expectVisible(page, page.locator("details[open] #patch-role"), "a hash opens its operation");
  await page.waitForFunction(() => document.querySelector("#patch-role").getBoundingClientRect().top < innerHeight);
  await shoot(page, "method-open");
  await open(page, `${roles}#list-roles-parameters-limit`);
  const row = page.locator("#list-roles-parameters-limit");
  await expectVisible(page, row, "a hash opens the operation around a parameter");
  await open(page, `${roles}#create-role`);
  const tree = page.locator("details.operation[open] details[data-tree]").first();
  await tree.locator("summary").first().click();
  const inside = tree.locator(".tree-body details[data-tree]").first();
  await expectVisible(page, inside, "the properties of a model open below its row");
  await inside.locator("summary").first().click();
  await expectVisible(page, inside.locator(".tree-body .shaped").first(), "properties of properties open too");
  await shoot(page, "tree");
  await tree.locator("a[href*='/models/']").first().click();
  await page.waitForURL("**/models/**");
  await expectVisible(page, page.locator("article h1"), "a link inside a page leads to a model");
  await page.goBack();
  await page.waitForURL("**/methods/roles*");
  await page.getByRole("button", { name: "Open all" }).click();
  expect(page, (await closed.count()) === 0, "one button opens all operations");
}

async function walkSwitch(page) {
  await open(page, `${roles}#list-roles`);
  await page.getByRole("navigation", { name: "Language" }).getByRole("link", { name: "PowerShell" }).click();
  await page.waitForURL("**/powershell/v2024/methods/roles#list-roles");
  await expectVisible(
    page,
    page.locator("details[open] #list-roles"),
    "the switch leads to the operation's other language",
  );
  const remembered = await page.evaluate(() => localStorage.getItem("docusaurus.tab.language"));
  expect(page, remembered === "powershell", "the switch remembers the language");
  await page.getByRole("navigation", { name: "Version" }).getByRole("link", { name: "beta" }).click();
  await page.waitForURL("**/powershell/beta/methods/roles#list-roles");
  expect(page, true, "the switch leads to the operation's other version");
  await page.evaluate(() => localStorage.clear());
}

async function walkModels(page) {
  await open(page, PAGES.models);
  expect(page, (await page.locator("details.model-group").count()) > 3, "models stand in groups by tag");
  await page.getByLabel("Filter by name or tag").fill("rolemembership");
  const items = page.locator("details.model-group li:visible");
  const names = await items.allTextContents();
  expect(page, names.length > 0 && names.every((name) => /rolemembership/iu.test(name)), "the filter leaves what fits");
  await shoot(page, "models-filtered");
  await items.first().getByRole("link").click();
  await page.waitForURL("**/models/role-membership*");
  await expectVisible(
    page,
    page.getByRole("heading", { name: "Properties" }).or(page.getByRole("heading", { name: "Enum" })),
    "an entry leads to its model",
  );
  const from = await page.locator(".made-from").textContent();
  expect(page, /v2024, .+/u.test(from), "a page says what it was made from");
}

async function walkSearch(page) {
  await open(page, PAGES.references);
  const input = await openSearch(page);
  await page.waitForFunction(
    () => Number(document.querySelector("[data-search-parts]").dataset.searchParts) > 5,
    undefined,
    { timeout: PATIENCE },
  );
  let found = 0;
  for (const { query, kind, pages } of queries) {
    await input.fill(query);
    const first = page.locator("a[data-hit]").first();
    const address = await first.getAttribute("href");
    if (answers(address, pages)) found += 1;
    else failures.push(`search: ${kind} "${query}" finds ${address}`);
  }
  expect(page, found === queries.length, `the search finds ${found} of ${queries.length} pages first`);
  await input.fill("list identities");
  await shoot(page, "search");
  const where = await page.locator("a[data-hit]").first().textContent();
  expect(page, /TypeScript.*v2024/u.test(where), "a result says its language and version");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/methods/identities#list-identities");
  await expectVisible(page, page.locator("details[open] #list-identities"), "Enter opens the first result");
}

/** Without a mouse: to the search, through its results, into a folded operation. */
async function walkKeyboard(page) {
  await open(page, roles);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement?.textContent);
  expect(page, /skip/iu.test(skip), "the first stop of the keyboard skips to the content");
  await openSearch(page);
  await page.keyboard.type("createRole");
  await page.locator("a[data-hit]").first().waitFor();
  await page.keyboard.press("ArrowDown");
  expect(
    page,
    await page.evaluate(() => document.activeElement?.hasAttribute("data-hit")),
    "arrow keys reach the results",
  );
  await page.keyboard.press("Escape");
  expect(page, (await page.locator("dialog[open]").count()) === 0, "Escape closes the search");
  const summary = page.locator("details.operation > summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  await expectVisible(page, page.locator("details.operation[open]").first(), "Enter opens an operation");
}

async function walkLostPage(page) {
  await open(page, `${ts}/methods/role#createrole`);
  await expectVisible(page, page.getByRole("heading", { name: "This page does not exist" }), "a lost page says so");
  await expectVisible(
    page,
    page.getByRole("heading", { name: "Pages with a similar name" }),
    "a lost page shows similar ones",
  );
  await shoot(page, "lost");
}

async function walkTheme(page, theme) {
  for (const [name, path] of Object.entries(PAGES)) {
    await open(page, `${path}?docusaurus-theme=${theme}`);
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    if (name === "method") await page.getByRole("button", { name: "Open all" }).click();
    await expectAccessible(page, `${name}, ${theme}`);
    await shoot(page, `${theme}-${name}`);
  }
  await openSearch(page);
  await page.keyboard.type("role");
  await page.locator("a[data-hit]").first().waitFor();
  await expectAccessible(page, `search, ${theme}`);
}

/** Nothing but code may be wider than the screen. */
async function walkWidths(page) {
  for (const width of [1280, 768, 375]) {
    await page.setViewportSize({ width, height: width < 500 ? 800 : 900 });
    for (const [name, path] of Object.entries(PAGES)) {
      await open(page, path);
      const all = page.getByRole("button", { name: "Open all" });
      if ((await all.count()) > 0) await all.click();
      const wide = await page.evaluate(() => [
        ...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : []),
        ...[...document.querySelectorAll("main table")]
          .filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1 && table.offsetParent !== null)
          .map((table) => `a table (${table.textContent.slice(0, 40)})`),
      ]);
      expect(page, wide.length === 0, `${name} fits ${width} px${wide.map((what) => `\n  ${what}`).join("")}`);
      if (width === 375) await shoot(page, `phone-${name}`);
    }
  }
  await open(page, `${roles}#list-roles`);
  const cells = await page
    .locator("details[open] .fields tbody tr:first-child > *")
    .evaluateAll((all) => all.slice(0, 2).map((cell) => cell.getBoundingClientRect().left));
  expect(page, cells.length === 2 && cells[0] === cells[1], "cells of a row are stacked on a phone");
  await shoot(page, "phone-operation");
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** What a browser asks for until a page is at rest, prefetches included, in bytes of gzip. */
async function walkLoad(page) {
  for (const [name, path] of Object.entries(PAGES)) {
    const asked = new Set();
    const note = (request) => asked.add(new URL(request.url()).pathname);
    page.on("request", note);
    await open(page, path);
    await page.waitForTimeout(1000);
    page.off("request", note);
    const bytes = [...asked].reduce((sum, one) => sum + gzipSize(one), 0);
    const isSmall = bytes <= 500_000 && asked.size > 3;
    expect(page, isSmall, `${name} loads ${Math.round(bytes / 1000)} kB in ${asked.size} files`);
  }
}

function gzipSize(path) {
  const build = join(import.meta.dirname, "build");
  const file = [path, `${path}.html`, `${path}index.html`].map((one) => join(build, one)).find(isFile);
  return file === undefined ? 0 : gzipSync(readFileSync(file)).length;
}

function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}

async function walkPaper(page) {
  await open(page, `${ts}/methods/accounts`);
  await page.pdf({ path: join(screenshots, "paper.pdf"), format: "A4" });
  await page.emulateMedia({ media: "print" });
  const hidden = await page
    .locator(".page-switch, .navbar")
    .evaluateAll((all) => all.filter((one) => one.offsetHeight > 0).length);
  expect(page, hidden === 0, "paper has no bars");
  await shoot(page, "paper");
  await page.emulateMedia({ media: "screen" });
}

async function openSearch(page) {
  await page
    .getByRole("button", { name: /^Search/u })
    .first()
    .click();
  const input = page.locator("#reference-search");
  await input.waitFor();
  return input;
}

async function open(page, path) {
  // An address that differs in its hash only would not load the page anew.
  if (page.url().split("#")[0] === site + path.split("#")[0]) await page.goto("about:blank");
  await page.goto(site + path, { waitUntil: "networkidle" });
}

async function expectAccessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, help, nodes }) =>
          `${id}: ${help}: ${nodes
            .slice(0, 3)
            .map(
              ({ html, failureSummary }) =>
                `${html.slice(0, 160)} ${failureSummary.replaceAll("\n", " ").slice(0, 200)}`,
            )
            .join(" | ")}`,
      );
  });
  expect(page, found.length === 0, `axe finds nothing serious: ${what}${found.map((line) => `\n  ${line}`).join("")}`);
}

function expect(page, isTrue, what) {
  console.log(`${isTrue ? "ok" : "FAILED"}: ${what}`);
  if (!isTrue) failures.push(`${page.url()}: ${what}`);
}

// The address changes before the page has been drawn, so what is to be seen is waited for.
async function expectVisible(page, locator, what) {
  const isVisible = await locator
    .first()
    .waitFor({ timeout: PATIENCE })
    .then(
      () => true,
      () => false,
    );
  expect(page, isVisible, what);
}

function shoot(page, name) {
  count += 1;
  return page.screenshot({ path: join(screenshots, `${String(count).padStart(2, "0")}-${name}.png`) });
}

async function waitFor(url) {
  for (let attempt = 0; attempt < PATIENCE / 500; attempt += 1) {
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("the site was not served");
}
