import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

/** The specs named on a checker's command line: `--spec beta=PATH`. Takes them out of the arguments. */
export function takeSpecs(args) {
  const specs = [];
  const rest = [];
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] !== "--spec") rest.push(args[at]);
    else {
      const [, version, path] = /^([^=]+)=(.*)$/u.exec(args[(at += 1)] ?? "") ?? [];
      if (version === undefined) throw new Error("usage: --spec VERSION=ROOT");
      specs.push({ version, path: resolve(path) });
    }
  }
  return { specs, rest };
}

/**
 * What the raw files say a request must be: the reader and the validator of the contract test, which share no code with
 * the generator. They are TypeScript, and Node 20 reads none, so they are turned into JavaScript first.
 */
export async function readContract(specs) {
  if (specs.length === 0) return undefined;
  const source = resolve(import.meta.dirname, "../contract");
  // Below the checkout, for their imports are looked up from where they stand.
  const folder = mkdtempSync(join(import.meta.dirname, ".contract-"));
  try {
    for (const name of ["raw-spec", "repairs", "validator"]) {
      const text = readFileSync(join(source, `${name}.ts`), "utf8");
      const options = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
      writeFileSync(
        join(folder, `${name}.mjs`),
        ts.transpile(text, options).replaceAll(/(from "\.\/[\w-]+)\.ts"/gu, '$1.mjs"'),
      );
    }
    const load = (name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href);
    const [{ readRawSpec }, { REPAIRS }, { checkRequest }] = await Promise.all(
      ["raw-spec", "repairs", "validator"].map(load),
    );
    const operations = specs.flatMap(({ version, path }) => readRawSpec(path, version, REPAIRS[version] ?? NO_REPAIRS));
    return { check: (request) => checkAgainst(operations, checkRequest, request) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NO_REPAIRS = { renamed: {}, synthesised: {}, dropped: {}, sentPaths: {}, patchLists: [], patchItems: [] };

function checkAgainst(operations, checkRequest, request) {
  const segments = request.url.split("?")[0].split("/");
  const fitting = operations.filter(
    (operation) => operation.method === request.method && fits(`/${operation.version}${operation.sentPath}`, segments),
  );
  // `/roles/bulk-delete` is not a role whose id is "bulk-delete".
  const [operation] = fitting.sort((left, right) => placeholders(left) - placeholders(right));
  return operation === undefined
    ? [`no operation is ${request.method} ${request.url}`]
    : checkRequest(operation, request);
}

function fits(template, segments) {
  const own = template.split("/");
  return own.length === segments.length && own.every((part, index) => part.includes("{") || part === segments[index]);
}

function placeholders({ sentPath }) {
  return sentPath.split("{").length;
}
