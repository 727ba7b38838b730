/**
 * Runs every TypeScript snippet of the emitted pages against a server on this machine: `node test/docs/run-typescript.mjs
 * DIR [--spec VERSION=ROOT ...]`, where DIR has `docs/` and `typescript/`. A snippet that throws is a problem; with the
 * specs given, so is a request that they do not allow.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { buildPackage } from "./build-package.mjs";
import { readContract, takeSpecs } from "./contract.mjs";
import { startMockServer } from "./mock-server.mjs";
import { readSnippets } from "./snippets.mjs";

const { specs, rest } = takeSpecs(process.argv.slice(2));
const [folder] = rest;
if (folder === undefined) {
  console.error("usage: node test/docs/run-typescript.mjs DIR [--spec VERSION=ROOT ...]");
  process.exit(2);
}
const start = performance.now();
const root = resolve(folder);
const work = mkdtempSync(join(tmpdir(), "isc-sdkgen-snippets-"));
const server = await startMockServer(buildPackage(root, work), await readContract(specs));
Object.assign(process.env, { SAIL_BASE_URL: server.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
const snippets = readSnippets(join(root, "docs"), "ts");
mkdirSync(join(work, "code"));
const { log } = console;
console.log = () => {};
const problems = [];
for (const [index, { page, index: own, code }] of snippets.entries()) {
  // What a snippet leaves to its reader.
  for (const [, name] of code.matchAll(/\b(clientId|clientSecret): string/gu)) globalThis[name] = name;
  if (code.includes("declare function currentToken")) globalThis.currentToken = () => Promise.resolve("token");
  const options = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  const path = join(work, "code", `${index}.mjs`);
  writeFileSync(path, ts.transpile(code, options));
  try {
    await import(pathToFileURL(path).href);
  } catch (error) {
    problems.push(`${page} snippet ${own}: ${error.name}: ${String(error.message).slice(0, 300)}`);
  }
}
console.log = log;
await server.stop();
rmSync(work, { recursive: true, force: true });
for (const problem of problems.slice(0, 60)) console.error(problem);
console.log(
  `${snippets.length} TypeScript snippets ran, ${server.requests.length} requests, ${problems.length} problems, ${((performance.now() - start) / 1000).toFixed(1)} s`,
);
process.exit(problems.length > 0 || snippets.length === 0 ? 1 : 0);
