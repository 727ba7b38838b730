import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { emitAll } from "../support/emit-all.ts";
import { temporaryFolder } from "../support/generated.ts";
import {
  changesOf,
  documentOf,
  drawFrom,
  drawValue,
  drawVersions,
  schemasOn,
  sidesOf,
  withOpenEnums,
  type Draw,
  type RandomVersion,
  type Schemas,
  type Side,
} from "../support/random-versions.ts";

/** `ISC_VERSION_RUNS=500 npx vitest run test/compile/versions.test.ts` tries more; `ISC_VERSION_SEED` tries others. */
const RUNS = Number(process.env["ISC_VERSION_RUNS"] ?? 10);
const SEED = Number(process.env["ISC_VERSION_SEED"] ?? 1);

/** Values tried of each schema, version and side. */
const VALUES = 3;
/** Changed values tried of each value. */
const CHANGES = 12;

/** A value that is held against a declaration, and what the schema says of it. */
interface Trial {
  readonly version: string;
  readonly schema: string;
  readonly side: Side;
  readonly value: unknown;
  readonly isValid: boolean;
}

interface Case {
  readonly versions: readonly RandomVersion[];
  readonly trials: readonly Trial[];
}

/** Cases are drawn before any is tried, so that one program of the compiler serves all. */
function drawCases(): readonly Case[] {
  const cases: Case[] = [];
  fc.assert(
    fc.property(fc.gen(), (generator) => {
      const draw = drawFrom(generator);
      const versions = drawVersions(draw);
      cases.push({ versions, trials: versions.flatMap((version) => drawTrials(draw, version)) });
    }),
    { seed: SEED, numRuns: RUNS },
  );
  return cases;
}

function drawTrials(draw: Draw, version: RandomVersion): readonly Trial[] {
  const met = sidesOf(version);
  return (["read", "sent"] as const).flatMap((side) => {
    const schemas = schemasOn(version.schemas, side);
    return Object.keys(schemas)
      .filter((name) => met.get(name)?.has(side) === true)
      .flatMap((name) => {
        const judge = judgeOf(side === "read" ? withOpenEnums(schemas) : schemas, name);
        return Array.from({ length: VALUES }, () => drawValue(draw, schemas[name] ?? {}, { schemas })).flatMap(
          (value) => {
            const at = { version: version.label, schema: name, side };
            // The judge knows nothing of how values are drawn.
            if (!judge(value)) throw new Error(`no instance of ${name}: ${JSON.stringify([value, schemas])}`);
            const changed = changesOf(value).filter((other) => !judge(other));
            const start = changed.length > CHANGES ? draw.number(0, changed.length - CHANGES) : 0;
            return [
              { ...at, value, isValid: true },
              ...changed.slice(start, start + CHANGES).map((other) => ({ ...at, value: other, isValid: false })),
            ];
          },
        );
      });
  });
}

/** An independent judge of what a schema allows. */
function judgeOf(schemas: Schemas, name: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  return ajv.compile({ $id: "judge", components: { schemas }, $ref: `#/components/schemas/${name}` });
}

describe("several versions in one package", () => {
  const folder = temporaryFolder("versions");
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("declare for every version exactly what its own schemas allow", { timeout: 600_000 + RUNS * 5000 }, async () => {
    const cases = drawCases();
    const files = new Map<string, string>();
    const lines = new Map<string, readonly Trial[]>();
    let [shared, twice] = [0, 0];
    for (const [index, { versions, trials }] of cases.entries()) {
      const roots = versions.map((version) => {
        const path = join(folder, String(index), `${version.label}.json`);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(documentOf(version)));
        return [version.label, path] as const;
      });
      const emitted = await emitAll(Object.fromEntries(roots), [typescriptTarget]);
      const top = `/cases/${String(index)}`;
      for (const [path, text] of emitted.files) {
        const [, own] = /^typescript\/src\/(.*\.ts)$/u.exec(path) ?? [];
        if (own === undefined) continue;
        // All packages have one runtime.
        files.set(own.startsWith("core/") ? `/${own}` : `${top}/${own}`, text);
        if (own.startsWith("shared/")) shared += 1;
        if (/^shared\/.*-v\d/u.test(own)) twice += 1;
      }
      const check = `${top}/check.ts`;
      lines.set(check, trials);
      files.set(
        check,
        checkText({ versions, trials }, (version) => files.get(`${top}/${version}/index.ts`) ?? ""),
      );
    }
    const problems = compile(files, lines);
    expect(problems.slice(0, 5).join("\n\n"), `seed ${String(SEED)}, ${String(problems.length)} problems`).toBe("");
    // What is drawn must have what can go wrong: shared types, two shapes of one name, and values of both sorts.
    expect(shared).toBeGreaterThan(RUNS / 2);
    expect(twice).toBeGreaterThan(0);
    const invalid = cases.flatMap(({ trials }) => trials).filter(({ isValid }) => !isValid).length;
    expect(invalid).toBeGreaterThan(RUNS * 100);
  });
});

/** A module with one trial to a line, behind a line of imports. */
function checkText({ versions, trials }: Case, indexOf: (version: string) => string): string {
  const imports = versions.map(({ label }) => `import type * as ${label} from "./${label}/index.js";`).join(" ");
  const typeOf = ({ version, schema, side }: Trial): string => {
    const hasInput = new RegExp(`\\b${schema}Input\\b`, "u").test(indexOf(version));
    return `${version}.${schema}${side === "sent" && hasInput ? "Input" : ""}`;
  };
  const rows = trials.map(
    (trial, at) => `export const t${String(at)}: ${typeOf(trial)} = ${JSON.stringify(trial.value)};`,
  );
  return [imports, ...rows].join("\n");
}

/** What the compiler says that the judge does not, and the other way round. */
function compile(files: ReadonlyMap<string, string>, lines: ReadonlyMap<string, readonly Trial[]>): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    noEmit: true,
    skipLibCheck: true,
  };
  const disk = ts.createCompilerHost(options);
  const libraries = resolve("node_modules/typescript/lib");
  const host: ts.CompilerHost = {
    ...disk,
    getDefaultLibLocation: () => libraries,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version) => {
      const text = files.get(path) ?? disk.readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version);
    },
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const path = join(dirname(from), text).replace(/\.js$/u, ".ts");
        const resolvedFileName = path.replace(/^\/cases\/\d+\/core\//u, "/core/");
        return { resolvedModule: files.has(resolvedFileName) ? { resolvedFileName, extension: ".ts" } : undefined };
      }),
  };
  const roots = [...files.keys()].filter((path) => path.startsWith("/cases/"));
  const program = ts.createProgram(roots, options, host);
  const problems: string[] = [];
  for (const path of roots) {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    const trials = lines.get(path);
    const messages = new Map<number, string>();
    for (const { start = 0, messageText } of found) {
      const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(messageText, "\n");
      if (trials === undefined || line === 0) problems.push(`${path}:${String(line + 1)} ${message}`);
      else messages.set(line - 1, message);
    }
    for (const [at, trial] of (trials ?? []).entries()) {
      const message = messages.get(at);
      const { version, schema, side, isValid } = trial;
      if ((message === undefined) !== isValid)
        problems.push(
          `${path} ${version} ${schema} ${side}: ${JSON.stringify(trial.value)} is ${isValid ? "valid" : "invalid"}, and the compiler says ${message ?? "nothing"}`,
        );
    }
  }
  return problems;
}
