import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is. Debian's package is installed where it is missing and the tests may do so, as in CI. */
export function findChromium() {
  const find = () => [process.env.CHROMIUM, ...PATHS].find((path) => path !== undefined && existsSync(path));
  const found = find();
  if (found !== undefined || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found;
  const install = ["install", "--yes", "--no-install-recommends", "-qq", "chromium"];
  if (spawnSync("apt-get", install, { stdio: "ignore", timeout: 120_000 }).status !== 0) {
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", timeout: 60_000 });
    spawnSync("apt-get", install, { stdio: "ignore", timeout: 120_000 });
  }
  return find();
}

/** Opens `page.html` in a browser, from a server that has the package's files and answers like the service. */
export async function browse(executablePath, packageFolder) {
  const requests = [];
  const people = Array.from({ length: 7 }, (_, index) => ({ name: `person ${index}` }));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    requests.push(`${request.method} ${pathname}`);
    const reply = (status, type, text) => response.writeHead(status, { "content-type": type }).end(text);
    if (pathname === "/") return reply(200, "text/html", readFileSync(join(import.meta.dirname, "page.html"), "utf8"));
    if (pathname.startsWith("/dist/"))
      return reply(200, "text/javascript", readFileSync(join(packageFolder, pathname), "utf8"));
    if (pathname === "/slow") return;
    if (pathname === "/beta/moved") return response.writeHead(307, { location: "/beta/identities?limit=1" }).end();
    if (pathname === "/oauth/token") return reply(200, "application/json", '{"access_token":"t","expires_in":700}');
    if (pathname !== "/beta/identities")
      return reply(404, "application/json", '{"messages":[{"locale":"en-US","text":"gone"}]}');
    const offset = Number(searchParams.get("offset") ?? 0);
    reply(200, "application/json", JSON.stringify(people.slice(offset, offset + Number(searchParams.get("limit")))));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      // The 404 that the page asks for, and the icon that it does not have.
      if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction("window.report !== undefined");
    return { report: await page.evaluate("window.report"), errors, requests };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
