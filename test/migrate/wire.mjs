// Sends calls by the published package and by the same program moved, and compares the requests.
// usage: npm run migrate:wire -- [--sdk FOLDER] [--count 100] [--old FOLDER with the published package installed]
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { callText } from "./programs.mjs";
import { makeSdk, option, root } from "./sdk.mjs";

const COUNT = Number(option("count") ?? 100);
const table = JSON.parse(readFileSync(join(root, "old-packages/sailpoint-api-client.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "migrate-wire-"));
const sdk = resolve(option("sdk") ?? makeSdk(folder));
const surface = JSON.parse(readFileSync(join(sdk, "surface.json"), "utf8"));

try {
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ type: "module", dependencies: { [table.package]: table.version } }),
  );
  const modules = join(folder, "node_modules");
  if (option("old") === undefined)
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", `${table.package}@${table.version}`], {
      cwd: folder,
    });
  else symlinkSync(resolve(option("old"), "node_modules"), modules, "junction");
  const before = await record("before", program());
  const text = moved();
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules);
  symlinkSync(
    join(sdk, "typescript"),
    join(modules, JSON.parse(readFileSync(join(sdk, "typescript/package.json"), "utf8")).name),
    "junction",
  );
  const after = await record("after", text);
  report(before, after, text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One call of each of some operations, spread over all of them; some more than are wanted, for some cannot be moved. */
function program() {
  const wanted = Math.ceil(COUNT * 1.2);
  const chosen = Array.from(
    { length: wanted },
    (_, index) => table.operations[Math.floor((index * table.operations.length) / wanted)],
  );
  const imports = new Set(["Configuration"]);
  const calls = chosen.map(
    (operation) =>
      `  // call ${nameOf(operation)}\n  ${JSON.stringify(nameOf(operation))}: async () => {\n    await ${callText(table, operation, imports)};\n  },`,
  );
  return `import { ${[...imports].join(", ")} } from "${table.package}";

const config = new Configuration({ baseurl: process.env.BASE_URL, accessToken: "token" });
config.experimental = true;

const calls = {
${calls.join("\n")}
};

for (const [name, call] of Object.entries(calls)) {
  await fetch(process.env.BASE_URL + "/mark", { method: "POST", body: name });
  await call().catch((error) => fetch(process.env.BASE_URL + "/failed", { method: "POST", body: String(error) }));
}
`;
}

function nameOf({ class: owner, method }) {
  return `${owner}.${method}`;
}

function moved() {
  writeFileSync(join(folder, "program.mjs"), program());
  const args = ["migrate", "code", "program.mjs", "--to", sdk, "--write", "--force"];
  execFileSync(process.execPath, [join(root, "dist/cli.js"), ...args], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 2 ** 26,
  });
  return readFileSync(join(folder, "program.mjs"), "utf8");
}

/** Runs a program against a server of this machine; gives the requests of each call. */
async function record(name, text) {
  const requests = new Map();
  let current = "";
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      if (request.url === "/mark") requests.set((current = body), []);
      else if (request.url === "/failed") requests.get(current).push({ failed: body });
      else requests.get(current).push(readRequest(request, body));
      response.writeHead(200, { "content-type": "application/json" });
      response.end("[]");
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  const BASE_URL = `http://127.0.0.1:${server.address().port}`;
  await new Promise((done, fail) => {
    execFile(process.execPath, [path], { cwd: folder, env: { ...process.env, BASE_URL } }, (error, _, errors) =>
      error === null ? done() : fail(new Error(errors)),
    );
  });
  server.close();
  return requests;
}

/** What of a request its meaning hangs on. */
function readRequest({ method, url, headers }, body) {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const [type = "", ...rest] = (headers["content-type"] ?? "").split(";");
  const boundary = /boundary=(.*)$/u.exec(rest.join(";"))?.[1]?.replaceAll('"', "");
  return {
    method,
    path: decodeURIComponent(pathname),
    query: [...searchParams].map(([key, value]) => `${key}=${value}`).sort(),
    authorization: headers.authorization,
    experimental: headers["x-sailpoint-experimental"],
    type: body === "" ? undefined : type.trim(),
    body:
      boundary !== undefined
        ? readParts(body, boundary)
        : type.includes("json") && body !== ""
          ? JSON.parse(body)
          : body,
  };
}

/** The parts of a form: name, file name and content. */
function readParts(body, boundary) {
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head, ...content] = part.split("\r\n\r\n");
      return {
        name: / name="([^"]*)"/u.exec(head)?.[1],
        file: / filename="([^"]*)"/u.exec(head)?.[1],
        content: content.join("\r\n\r\n").trimEnd(),
      };
    });
}

function report(before, after, text) {
  const names = [...before.keys()]
    .filter(
      (name) =>
        after.has(name) &&
        !new RegExp(`TODO[^\\n]*\\n\\s*(?:await|"${name}"|// call ${name}\\n)`, "u").test(blockOf(text, name)),
    )
    .slice(0, COUNT);
  const corrections = new Map();
  const different = [];
  let same = 0;
  for (const name of names) {
    const [old, now] = [before.get(name), after.get(name)];
    if (JSON.stringify(old) === JSON.stringify(now)) {
      same += 1;
      continue;
    }
    const reason = correctionOf(name, old[0] ?? {}, now[0] ?? {});
    if (reason === undefined) different.push([name, old, now]);
    else corrections.set(reason, [...(corrections.get(reason) ?? []), name]);
  }
  process.stdout.write(`calls: ${names.length}, the same request: ${same}\n`);
  for (const [reason, members] of corrections)
    process.stdout.write(`corrected, ${reason}: ${members.length} (${members.join(", ")})\n`);
  for (const [name, old, now] of different)
    process.stdout.write(`different: ${name}\n  before ${JSON.stringify(old)}\n  after  ${JSON.stringify(now)}\n`);
  if (different.length > 0 || names.length < COUNT) process.exitCode = 1;
}

function blockOf(text, name) {
  const start = text.indexOf(`// call ${name}\n`);
  const end = text.indexOf("// call ", start + 8);
  return text.slice(start, end < 0 ? text.length : end);
}

/** Why a request is another one on purpose. */
function correctionOf(name, old, now) {
  if (now.failed !== undefined) return undefined;
  const differs = (key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]);
  const keys = ["method", "path", "query", "authorization", "experimental", "type", "body"].filter(differs);
  if (keys.length === 0) return undefined;
  const reasons = keys.map((key) => {
    if (key === "path") {
      if (old.path?.includes("{")) return "a placeholder that was sent as it was has its value";
      const [, oldVersion, ...oldRest] = old.path.split("/");
      const [, , ...rest] = now.path.split("/");
      const isMapped = !surface.versions.some(({ basePath }) => basePath === `/${oldVersion}`);
      return isMapped && oldRest.join("/") === rest.join("/") ? "the version is another one" : undefined;
    }
    if (key === "experimental") {
      // Where the spec asks for the header, it must be there.
      const isAsked = surface.operations.some(
        ({ id, sentPath, constantHeaders = [] }) =>
          name.endsWith(`.${id}`) && sentPath.split("/")[1] === now.path.split("/")[1] && constantHeaders.length > 0,
      );
      if (isAsked)
        return now.experimental === "true" ? "the header of experimental operations is always sent" : undefined;
      return now.experimental === undefined
        ? "an operation that is experimental no more has no header for it"
        : undefined;
    }
    if (key === "type" && old.body !== "" && now.body !== "") return "the media type is the one of the spec";
    if (key === "body")
      return JSON.stringify(now.body) === JSON.stringify(withoutReadOnly(old.body, now.body))
        ? "what only the service sets is not sent"
        : undefined;
    return undefined;
  });
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join(", and ");
}

/** A body without the properties that the new one has left out; a set, which was sent as nothing, is what it is now. */
function withoutReadOnly(old, now) {
  if (Array.isArray(old) && Array.isArray(now)) return old.map((item, index) => withoutReadOnly(item, now[index]));
  if (old === null || typeof old !== "object" || now === null || typeof now !== "object") return old;
  if (Array.isArray(now) && Object.keys(old).length === 0) return now;
  return Object.fromEntries(
    Object.keys(now).map((key) => [key, key in old ? withoutReadOnly(old[key], now[key]) : "another"]),
  );
}
