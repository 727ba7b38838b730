// How much of a published package a codemod moves: programs that use all of it once are moved and compiled against the
// package that is generated now. usage: npm run migrate:measure -- [--sdk FOLDER] [--only VERSION] [--reasons]
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { makePrograms } from "./programs.mjs";
import { makeSdk, option, root } from "./sdk.mjs";

const table = JSON.parse(readFileSync(option("table") ?? join(root, "old-packages/sailpoint-api-client.json"), "utf8"));
const folder = option("work") ?? mkdtempSync(join(tmpdir(), "migrate-measure-"));
mkdirSync(folder, { recursive: true });
const sdk = resolve(option("sdk") ?? makeSdk(folder));
const only = option("only");
const programs = makePrograms(table).filter(({ version }) => only === undefined || version === only);
// Without an option for it, TypeScript decides on what it checks.
const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

rmSync(join(folder, "src"), { recursive: true, force: true });
for (const { path, text } of programs) {
  mkdirSync(dirname(join(folder, "src", path)), { recursive: true });
  writeFileSync(join(folder, "src", path), text);
}
writeFileSync(
  join(folder, "package.json"),
  JSON.stringify({ type: "module", dependencies: { [table.package]: table.version } }),
);
mkdirSync(join(folder, "node_modules"), { recursive: true });
const link = join(folder, "node_modules", JSON.parse(readFileSync(join(sdk, "typescript/package.json"), "utf8")).name);
rmSync(link, { force: true });
symlinkSync(join(sdk, "typescript"), link, "junction");
move(folder, "src");
const results = compile();
print(results);
printFlows();
if (option("work") === undefined) rmSync(folder, { recursive: true, force: true });

/** Moves a folder by the command. */
function move(cwd, path) {
  const args = ["migrate", "code", path, "--to", sdk, "--from", option("table") ?? table.package, "--write", "--force"];
  execFileSync(process.execPath, [join(root, "dist/cli.js"), ...args], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 2 ** 28,
  });
}

/** A program with the usual flows, moved and compiled file by file. */
function printFlows() {
  const flows = join(folder, "flows");
  rmSync(flows, { recursive: true, force: true });
  cpSync(join(root, "test/migrate/flows"), flows, { recursive: true });
  move(flows, "src");
  const files = readdirSync(join(flows, "src")).map((name) => join(flows, "src", name));
  // A program may use what Node has; the types of this project stand in for those that it would install.
  const types = { types: ["node"], typeRoots: [join(root, "node_modules/@types")], allowJs: true };
  const program = ts.createProgram({ rootNames: files, options: { ...OPTIONS, ...types } });
  const failed = files.filter((path) => {
    const source = program.getSourceFile(path);
    const problems = program.getSemanticDiagnostics(source).concat(program.getSyntacticDiagnostics(source));
    for (const { messageText } of problems)
      process.stdout.write(`  ${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}\n`);
    return problems.length > 0 || source.text.includes("TODO(isc-sdkgen)") || source.text.includes(table.package);
  });
  process.stdout.write(`flows: ${files.length - failed.length} of ${files.length} files\n`);
}

/** Every use with the reason why it is not moved; none where it is. */
function compile() {
  const files = programs.map(({ path }) => join(folder, "src", path));
  const program = ts.createProgram({ rootNames: files, options: OPTIONS });
  return programs.flatMap(({ path, version, text: before, uses }) => {
    const source = program.getSourceFile(join(folder, "src", path));
    const text = source.text;
    const marks = [...text.matchAll(/^\/\/ use (\d+)$/gmu)].map((match) => ({
      use: Number(match[1]),
      start: match.index,
    }));
    const endOf = (index) => marks[index + 1]?.start ?? text.length;
    const reasons = new Map();
    const blame = (use, reason) => reasons.set(use, [...(reasons.get(use) ?? []), reason]);
    for (const diagnostic of program.getSemanticDiagnostics(source).concat(program.getSyntacticDiagnostics(source))) {
      const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
      const reason = `TS${diagnostic.code}: ${message}`;
      const index = marks.findLastIndex(({ start }) => start <= diagnostic.start);
      if (index >= 0) {
        blame(marks[index].use, reason);
        continue;
      }
      // An import that fails is the fault of all that use its name.
      const name = text
        .slice(diagnostic.start, diagnostic.start + diagnostic.length)
        .split(/\s+as\s+/u)
        .pop()
        .trim();
      const users = marks.filter(({ start }, place) =>
        new RegExp(`\\b${name}\\b`, "u").test(text.slice(start, endOf(place))),
      );
      for (const { use } of users.length > 0 ? users : marks) blame(use, reason);
    }
    const originals = [...before.matchAll(/^\/\/ use (\d+)$/gmu)].map((match) => match.index);
    const weak = (part) => (part.match(/\bany\b|@ts-|\bas (?!const\b)/gu) ?? []).length;
    for (const [index, { use, start }] of marks.entries()) {
      const part = text.slice(start, endOf(index));
      const todo = /TODO\(isc-sdkgen\): (.*)/u.exec(part)?.[1];
      if (todo !== undefined) blame(use, `TODO: ${todo}`);
      if (weak(part) > weak(before.slice(originals[index], originals[index + 1] ?? before.length)))
        blame(use, "a cast or any");
    }
    return uses.map((use, index) => ({ ...use, version, path, reasons: reasons.get(index) ?? [] }));
  });
}

function print(all) {
  const kinds = ["class", "method", "argument", "model", "constant"];
  for (const version of [...new Set(all.map((use) => use.version))]) {
    const own = all.filter((use) => use.version === version);
    const rate = (uses) => {
      const moved = uses.filter(({ reasons }) => reasons.length === 0).length;
      return `${((100 * moved) / Math.max(1, uses.length)).toFixed(1)} % (${moved} of ${uses.length})`;
    };
    process.stdout.write(`${version}: ${rate(own)}\n`);
    const left = own.filter(({ reasons }) => reasons.length > 0);
    const silent = left.filter(({ reasons }) => !reasons.some((reason) => reason.startsWith("TODO: ")));
    process.stdout.write(`  left and listed with a comment: ${left.length - silent.length} of ${left.length}\n`);
    for (const { path, name, reasons } of silent)
      process.stdout.write(`    not listed: ${path} ${name}: ${reasons[0]}\n`);
    for (const kind of kinds) process.stdout.write(`  ${kind}: ${rate(own.filter((use) => use.kind === kind))}\n`);
    const groups = new Map();
    for (const use of own)
      for (const reason of use.reasons.slice(0, 1)) {
        const group = reason
          .replaceAll(/'[^']*'|"[^"]*"/gu, "…")
          .replace(/ (?:Type|Types of property|Object literal|The types)\b[\s\S]*$/u, "");
        groups.set(group, [...(groups.get(group) ?? []), { ...use, reason }]);
      }
    for (const [group, members] of [...groups].sort((one, other) => other[1].length - one[1].length)) {
      process.stdout.write(`  ${members.length} ${group.slice(0, 140)}\n`);
      if (process.argv.includes("--reasons"))
        for (const { name, reason } of members.slice(0, 400))
          process.stdout.write(`      ${name}: ${reason.slice(0, 700)}\n`);
    }
  }
}
