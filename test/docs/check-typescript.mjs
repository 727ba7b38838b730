/**
 * Compiles every TypeScript snippet of the emitted pages and of the package's README strictly against the emitted package,
 * with the compiler's default libraries (a browser's) and with Node's types alone:
 * `node test/docs/check-typescript.mjs DIR`, where DIR has `docs/` and `typescript/`.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { readSnippets } from "./snippets.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node test/docs/check-typescript.mjs DIR");
  process.exit(2);
}
const start = performance.now();
const root = resolve(folder);
const readme = readSnippets(join(root, "typescript"), "ts").filter(({ page }) => page === "README.md");
const snippets = [...readSnippets(join(root, "docs"), "ts"), ...readme];
const { name, exports } = JSON.parse(readFileSync(join(root, "typescript/package.json"), "utf8"));

/** Each subpath of the package with the source it is built from. */
const paths = Object.fromEntries(
  Object.entries(exports).flatMap(([subpath, target]) => {
    const types = target?.import?.types ?? target?.types;
    const [, module] = /^\.\/dist\/esm\/(.*)\.d\.ts$/u.exec(types ?? "") ?? [];
    return module === undefined
      ? []
      : [[subpath.replace(/^\./u, name), [join(root, "typescript/src", `${module}.ts`)]]];
  }),
);
const common = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  paths,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  skipLibCheck: true,
};
/** What a program has around it. */
const LIBRARIES = {
  "default lib": { types: [] },
  "Node's types": { lib: ["lib.es2022.d.ts"], types: ["node"], typeRoots: [resolve("node_modules/@types")] },
};
const files = new Map(snippets.map((snippet, index) => [join(root, `snippets/${index}.mts`), snippet]));
/** Parsed once for both: all but the libraries is the same. */
const parsed = new Map();
const problems = [];
for (const [libraries, own] of Object.entries(LIBRARIES)) {
  const options = { ...common, ...own };
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, language) => {
    const snippet = files.get(path);
    if (!parsed.has(path))
      parsed.set(
        path,
        snippet === undefined
          ? getSourceFile.call(host, path, language)
          : ts.createSourceFile(path, snippet.code, language, true),
      );
    return parsed.get(path);
  };
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.readFile = (path) => files.get(path)?.code ?? readFile.call(host, path);
  const program = ts.createProgram([...files.keys()], options, host);
  for (const diagnostic of [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()])
    problems.push(`${libraries}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`);
  for (const [path, snippet] of files) {
    const source = program.getSourceFile(path);
    for (const diagnostic of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      const { line } = ts.getLineAndCharacterOfPosition(source, diagnostic.start ?? 0);
      const text = snippet.code.split("\n")[line]?.trim() ?? "";
      problems.push(
        `${libraries}: ${snippet.page} snippet ${snippet.index}: ${text}\n    ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n    ")}`,
      );
    }
  }
}
for (const problem of problems.slice(0, 60)) console.error(problem);
console.log(
  `${snippets.length} TypeScript snippets, ${problems.length} problems, ${((performance.now() - start) / 1000).toFixed(1)} s`,
);
if (snippets.length === 0 || problems.length > 0) process.exit(1);
