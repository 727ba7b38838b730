import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { SHORTENED } from "../support/left-out.ts";

/** The rooms of the house, in the order data flows; a room imports from itself and from rooms before it. */
const ROOMS = [
  "text",
  "files",
  "model types",
  "diagnostics",
  "emit",
  "load",
  "model",
  "passes",
  "names",
  "config",
  "contract",
  "diff",
  "lint",
  "release",
  "migration",
  "targets",
  "pipeline",
  "commands",
  "cli",
] as const;

function roomOf(path: string): (typeof ROOMS)[number] | undefined {
  if (/^model\/[^/]+$/u.test(path)) return "model types";
  if (path === "cli.ts") return "cli";
  if (["analyse.ts", "pipeline.ts", "publish.ts", "run-targets.ts", "stopwatch.ts"].includes(path)) return "pipeline";
  return ROOMS.find((room) => path.startsWith(`${room}/`));
}

const files = readdirSync("generator", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("runtime"))
  .map((path) => path.replaceAll("\\", "/"));

/** The code of a file, without comments and texts. */
function codeOf(path: string): string {
  return readFileSync(join("generator", path), "utf8")
    .replaceAll(/\/\*[\s\S]*?\*\//gu, "")
    .replaceAll(/\/\/.*$/gmu, "")
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/gu, '""');
}

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join("generator", from), "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/gu)].map(([, specifier = ""]) => ({
    from,
    to: normalize(join(dirname(from), specifier)).replaceAll("\\", "/"),
  }));
});

/** What the runtime's files import of one another; they are shipped, and say `.js`. */
function runtimeImports(): Import[] {
  const paths = readdirSync("generator/runtime/typescript", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join("runtime/typescript", path).replaceAll("\\", "/"));
  return paths.flatMap((from) =>
    [...readFileSync(join("generator", from), "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/gu)].map(
      ([, specifier = ""]) => ({ from, to: `${normalize(join(dirname(from), specifier)).replaceAll("\\", "/")}.ts` }),
    ),
  );
}

/**
 * The exported functions, classes and types of a file without a docstring directly above. The file is parsed, because
 * texts of the codemod contain exported declarations too.
 */
function withoutDocstring(path: string): readonly string[] {
  const text = readFileSync(join("generator", path), "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isDescribable =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    if (!isDescribable || !statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    const comment = ts.getLeadingCommentRanges(text, statement.getFullStart())?.at(-1);
    const isDescribed =
      comment !== undefined &&
      /^\/\*\*[\s*]*[^\s*/]/u.test(text.slice(comment.pos, comment.end)) &&
      /^\r?\n$/u.test(text.slice(comment.end, statement.getStart(source)));
    return isDescribed ? [] : [statement.name?.text ?? "default"];
  });
}

describe("the architecture", () => {
  it("has every file in a room", () => {
    expect(files.filter((path) => roomOf(path) === undefined)).toEqual([]);
  });

  it("lets imports point one way", () => {
    const wrong = imports.filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)];
      return here === undefined || there === undefined || ROOMS.indexOf(there) > ROOMS.indexOf(here);
    });
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("has no files that import one another in a circle", () => {
    const inRuntime = runtimeImports();
    const runtime = [...new Set(inRuntime.flatMap(({ from, to }) => [from, to]))];
    const all = [...files, ...runtime];
    const next = new Map(
      all.map((path) => [path, [...imports, ...inRuntime].filter(({ from }) => from === path).map(({ to }) => to)]),
    );
    const done = new Set<string>();
    const circleFrom = (path: string, way: readonly string[]): readonly string[] | undefined => {
      if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
      if (done.has(path)) return undefined;
      for (const target of next.get(path) ?? []) {
        const circle = circleFrom(target, [...way, path]);
        if (circle !== undefined) return circle;
      }
      done.add(path);
      return undefined;
    };
    expect(all.map((path) => circleFrom(path, [])).find((circle) => circle !== undefined)).toBeUndefined();
  });

  it("keeps targets apart, and the generator and the runtimes", () => {
    const targetOf = (path: string): string | undefined => /^targets\/([^/]+)\//u.exec(path)?.[1];
    expect(
      imports.filter(
        ({ from, to }) => targetOf(from) !== undefined && targetOf(to) !== undefined && targetOf(from) !== targetOf(to),
      ),
    ).toEqual([]);
    expect(imports.filter(({ to }) => to.startsWith("runtime"))).toEqual([]);
    const outside = runtimeImports().filter(({ to }) => !to.startsWith("runtime/typescript/"));
    expect(outside).toEqual([]);
  });

  it("names no language in the docs outside its own adapter", () => {
    const LANGUAGE = /typescript|powershell/iu;
    const docs = files.filter((path) => path.startsWith("targets/docs/"));
    const inOthers = docs.filter((path) => {
      const own = /^targets\/docs\/languages\/([^/]+)\//u.exec(path)?.[1];
      const text = readFileSync(join("generator", path), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, "");
      return LANGUAGE.test(own === undefined ? text : text.replaceAll(new RegExp(own, "giu"), ""));
    });
    // The list of the adapters, and prettier's own word for the parser of code blocks.
    expect(inOthers.sort()).toEqual(
      ["guides.ts", "languages/index.ts", "snippets.ts"].map((path) => `targets/docs/${path}`),
    );
  });

  it("names no target in the naming stage, but where format 1 of the ledger is read or shown", () => {
    const inNames = files.filter((path) => path.startsWith("names/") && /typescript|powershell/iu.test(codeOf(path)));
    expect(inNames.sort()).toEqual(["names/commands.ts"]);
  });

  it("gives no two things in two rooms one exported name", () => {
    const holders = new Map<string, string[]>();
    for (const path of files)
      for (const [, name = ""] of readFileSync(join("generator", path), "utf8").matchAll(
        /^export (?:async )?(?:function\*?|const|interface|type|class) (\w+)/gmu,
      ))
        holders.set(name, [...(holders.get(name) ?? []), path]);
    // An overloaded function stands several times in one file.
    expect([...holders].filter(([, paths]) => new Set(paths).size > 1)).toEqual([]);
  });

  it("describes every exported function, class and type in a docstring", () => {
    expect(files.flatMap((path) => withoutDocstring(path).map((name) => `${path} ${name}`))).toEqual([]);
  });

  it("says of every test that npm test leaves out", () => {
    const shortened = readdirSync("test", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
      .map((path) => join("test", path).replaceAll("\\", "/"))
      .filter((path) => readFileSync(path, "utf8").match(/from "[./]+support\/whole\./u) !== null);
    expect(shortened.sort()).toEqual(SHORTENED.map(({ file }) => file).sort());
  });

  it("touches the process in cli.ts only", () => {
    const touching = files.filter((path) => path !== "cli.ts" && /(?<![.\w])process\./u.test(codeOf(path)));
    expect(touching).toEqual([]);
  });

  it("has no OpenAPI word and no casing in the model's types", () => {
    const text =
      readFileSync("generator/model/model.ts", "utf8") + readFileSync("generator/model/declaration.ts", "utf8");
    const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//gu, "").replaceAll(/\/\/.*$/gmu, "");
    expect(code).not.toMatch(
      /\b(?:oneOf|anyOf|allOf|requestBody|responses|operationId|camelCase|pascalCase|cmdlet)\b/u,
    );
  });

  it("has no file above 400 lines, and no template above 75 but the guides, which are prose", () => {
    const long = files.filter((path) => readFileSync(join("generator", path), "utf8").split("\n").length > 401);
    expect(long).toEqual([]);
    const templates = readdirSync("templates", { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".hbs"),
    );
    // The guide on migration shows ten flows, each before and after; prettier lays package.json out.
    const special: Readonly<Record<string, number>> = { "typescript/package.json.hbs": 90 };
    const most = (path: string): number =>
      /^docs[\\/]guides[\\/]/u.test(path)
        ? path.includes("migration")
          ? 350
          : 110
        : (special[path.replaceAll("\\", "/")] ?? 75);
    const linesOf = (path: string): number => readFileSync(join("templates", path), "utf8").split("\n").length - 1;
    expect(templates.filter((path) => linesOf(path) > most(path))).toEqual([]);
  });

  it("writes no clock, locale or machine into the output", () => {
    const found = files.filter((path) => /Date\.now|new Date\(|toLocale|localeCompare|hostname\(/u.test(codeOf(path)));
    // A release is dated at the edge of the command line. Locks are named after the machine; nothing else may ask which it is.
    expect(found).toEqual(["cli.ts", "files/machine.ts"]);
    expect(files.filter((path) => /thisMachine\(/u.test(codeOf(path))).sort()).toEqual(["cli.ts", "files/machine.ts"]);
  });
});
