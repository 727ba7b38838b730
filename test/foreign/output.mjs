/** Checks of what was written that need no run of it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Text of all pages of a language, without the signs that escape others. */
export function readPages(out, language) {
  const folder = join(out, "docs", language);
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n")
    .replaceAll(/\\([!-/:-@[-`{-~])/gu, "$1");
}

/** Operations of the document that a target lacks, unless a finding says that they are left out. */
export function missingOperations({ raw, surface, diagnostics, pages }) {
  const problems = [];
  const byKey = new Map(surface.operations.map((entry) => [`${entry.method.toUpperCase()} ${entry.path}`, entry]));
  const explained = diagnostics.filter(({ severity }) => severity === "warning" || severity === "error");
  for (const { method, path, key } of raw) {
    const entry = byKey.get(key);
    if (entry === undefined) {
      const pointer = `/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      const isTold = explained.some(
        ({ origin }) =>
          origin?.pointer === pointer || origin?.pointer?.startsWith(`${pointer}/${method.toLowerCase()}`),
      );
      if (!isTold) problems.push(`${key} is not generated, and no finding says so`);
      continue;
    }
    if (!pages.typescript.includes(`**${entry.targets.typescript.name}**`))
      problems.push(`${key} is not on the pages of TypeScript`);
    if (!pages.powershell.includes(entry.targets.powershell.name))
      problems.push(`${key} is not on the pages of PowerShell`);
  }
  if (surface.operations.length > raw.length)
    problems.push(`${surface.operations.length} operations of ${raw.length} in the document`);
  return problems;
}

/** Declarations of models that say `unknown` where no finding tells why. */
export function unexplainedUnknowns({ out, surface, diagnostics }) {
  const folder = join(out, "typescript/src/v1/models");
  const pointers = diagnostics.flatMap(({ origin }) => (origin === undefined ? [] : [origin.pointer]));
  const pointersOf = new Map(
    surface.models.map(({ targets: { typescript }, id, also = [] }) => [
      typescript.name,
      [id, ...also].map((one) => one.replace(/^[^#]*#/u, "")),
    ]),
  );
  const problems = [];
  // Only a document that describes no type has no folder of models.
  if (!existsSync(folder)) return surface.models.length === 0 ? [] : ["there is no folder of models"];
  for (const name of readdirSync(folder, { recursive: true }).filter((entry) => entry.endsWith(".ts"))) {
    const source = ts.createSourceFile(name, readFileSync(join(folder, name), "utf8"), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) continue;
      const own = pointersOf.get(statement.name.text);
      for (const member of unknownMembers(statement)) {
        const part =
          member === undefined ? undefined : `/properties/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        const isTold = pointers.some((pointer) =>
          part === undefined
            ? own === undefined || own.some((one) => pointer.startsWith(one))
            : pointer.endsWith(part) || pointer.includes(`${part}/`),
        );
        if (!isTold)
          problems.push(
            `${statement.name.text}${member === undefined ? "" : `.${member}`} is unknown, and no finding says why`,
          );
      }
    }
  }
  return problems;
}

/** The members whose type says `unknown`; undefined stands for the declaration itself. */
function unknownMembers(statement) {
  const found = new Set();
  const visit = (node, member) => {
    if (ts.isPropertySignature(node)) {
      const { name } = node;
      ts.forEachChild(node, (child) =>
        visit(child, ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : member),
      );
      return;
    }
    // An object that may hold more than it lists says so by its index.
    if (ts.isIndexSignatureDeclaration(node)) return;
    if (node.kind === ts.SyntaxKind.UnknownKeyword) found.add(member);
    ts.forEachChild(node, (child) => visit(child, member));
  };
  ts.forEachChild(statement, (child) => visit(child, undefined));
  return [...found];
}
