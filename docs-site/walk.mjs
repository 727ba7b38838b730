/** Walks the built site in headless Chromium: home, a method page, a model and back, search, both themes. */
import { existsSync, mkdirSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { chromium } from "playwright-core";

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
const bin = join(import.meta.dirname, "node_modules/@docusaurus/core/bin/docusaurus.mjs");
const server = spawn(process.execPath, [bin, "serve", "--port", String(port), "--no-open"], {
  cwd: import.meta.dirname,
  stdio: "ignore",
});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let exitCode = 0;
try {
  await waitFor(site);
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
  let count = 0;
  const shoot = (name) =>
    page.screenshot({ path: join(screenshots, `${String(++count).padStart(2, "0")}-${name}.png`) });
  const expect = (isTrue, what) => {
    if (!isTrue) throw new Error(`${page.url()}: ${what}`);
    console.log(`ok: ${what}`);
  };
  // The address changes before the page has been drawn, so what is to be seen is waited for.
  const expectVisible = async (locator, what) => {
    const isVisible = await locator.waitFor({ timeout: PATIENCE }).then(
      () => true,
      () => false,
    );
    expect(isVisible, what);
  };

  await page.goto(site);
  await page.getByRole("link", { name: "SDKs", exact: true }).first().click();
  await page.waitForURL("**/tools/sdk");
  await expectVisible(page.getByRole("heading", { name: "PowerShell" }), "the home page lists the SDKs");
  await shoot("home");

  const methods = "/tools/sdk/powershell/beta/methods/identities";
  await page.goto(site + methods);
  await expectVisible(page.locator("#get-identity"), "a method page has its anchors");
  await shoot("method");
  const model = page.locator('article a[href$="/beta/models/identity"]').first();
  await model.click();
  await page.waitForURL("**/beta/models/identity");
  await expectVisible(page.getByRole("heading", { name: "Properties" }), "an operation links to its model");
  await shoot("model");
  await page.locator('article a[href*="/methods/identities#"]').first().click();
  await page.waitForURL("**/methods/identities#*");
  expect(page.url().includes(methods), "the model links back to its operations");

  await page.locator("input[type=search], .navbar__search-input").first().fill("synchronize");
  const hit = page
    .locator('[class*="dropdown"], [class*="suggestion"]')
    .filter({ hasText: /synchroni/iu })
    .first();
  await expectVisible(hit, 'the search finds "synchronize"');
  await shoot("search");
  await page.keyboard.press("Escape");

  for (const theme of ["light", "dark"]) {
    await page.goto(`${site}${methods}?docusaurus-theme=${theme}`);
    await expectVisible(page.locator(`html[data-theme="${theme}"]`), `the ${theme} theme`);
    await shoot(`theme-${theme}`);
  }
  expect(errors.length === 0, `no errors in the console${errors.map((error) => `\n  ${error}`).join("")}`);
} catch (error) {
  console.error(error.message);
  exitCode = 1;
} finally {
  await browser.close();
  server.kill();
}
process.exit(exitCode);

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
