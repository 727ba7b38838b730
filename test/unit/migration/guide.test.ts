import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Command, CommanderError } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExitCode, Host } from "../../../generator/commands/host.ts";
import { addMigrate } from "../../../generator/commands/migrate-command.ts";
import { surfaceText } from "../../../generator/contract/surface-text.ts";
import { closeFormatter } from "../../../generator/emit/typescript/format-pool.ts";
import { MIGRATION_SCHEMA, migrationSchemaText } from "../../../generator/migration/schema.ts";
import { runChecker } from "../../docs/emit.ts";
import { emitAll } from "../../support/emit-all.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { createMdxParser, codeIn } from "../../support/mdx.ts";
import { treeOf } from "../../support/spec.ts";
import { contractOf } from "../../support/surface.ts";
import { itWhole } from "../../support/whole.ts";
import { BETA, NEXT } from "./two-versions.ts";

const CONFIG = JSON.stringify({ specs: { beta: { roots: ["beta.yaml"] }, v2024: { roots: ["v2024.yaml"] } } });
const folder = temporaryFolder("migrate");
const git = (...args: readonly string[]): void =>
  void execFileSync("git", ["-c", "user.name=n", "-c", "user.email=n@x", ...args], { cwd: folder });

beforeAll(async () => {
  const files = { "beta.yaml": BETA, "v2024.yaml": NEXT, "isc-sdkgen.config.json": CONFIG };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "old");
  const trees = [treeOf({ "beta.yaml": BETA }), treeOf({ "v2024.yaml": NEXT }, "v2024")];
  writeFileSync(join(folder, "surface.json"), surfaceText((await contractOf(trees)).surface));
});
afterAll(async () => {
  await closeFormatter();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly told: string;
}

async function run(...args: readonly string[]): Promise<Run> {
  let [output, told] = ["", ""];
  let exitCode: ExitCode = 0;
  const host: Host = {
    cwd: folder,
    packageRoot: ".",
    process: { pid: process.pid, isAlive: () => false },
    today: () => "2026-01-31",
    hasColor: false,
    print: (text) => void (output += text),
    tell: (text) => void (told += text),
    showProgress: () => undefined,
    end: (code) => void (exitCode = code),
  };
  const program = new Command().exitOverride();
  addMigrate(program, host);
  const quiet = { writeErr: (text: string) => void (told += text), writeOut: (text: string) => void (output += text) };
  for (const command of [program, ...program.commands, ...program.commands.flatMap((own) => own.commands)])
    command.exitOverride().configureOutput(quiet);
  try {
    await program.parseAsync(["node", "isc-sdkgen", "migrate", "guide", ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 2, output, told };
  }
  return { exitCode, output, told };
}

describe("migrate guide", () => {
  it("tells what a program changes, in each language, with code before and after", async () => {
    const { exitCode, output } = await run("beta", "v2024");
    expect(exitCode).toBe(0);
    for (const text of [
      "# From beta to v2024",
      "- The property `isc.beta` becomes `isc.v2024`.",
      "in place of `Beta`, behind the verb.",
      "await isc.beta.roles.getRoles({ id: ",
      "await isc.v2024.roles.getRole({ roleId: ",
      "Get-BetaRole -Id ",
      "Get-V2024Role -RoleId ",
      "| `DELETE /roles/{id}` | `roles.deleteRole` | none stated |",
      "| `OwnerRef` | `Owner` |",
    ])
      expect(output.replaceAll(/ {2,}/gu, " ")).toContain(text);
  });

  it("is Markdown in which a text of the spec runs nothing", async () => {
    const { output } = await run("beta", "v2024");
    const parse = await createMdxParser();
    expect(codeIn(parse(output))).toEqual([]);
    expect(output).toContain("People");
  });

  it("tells the same as JSON that its schema takes", async () => {
    const { output } = await run("beta", "v2024", "--format", "json");
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(MIGRATION_SCHEMA);
    validate(JSON.parse(output));
    expect(validate.errors).toBeNull();
    const { operations } = JSON.parse(output) as {
      readonly operations: readonly { readonly to: { readonly key: string }; readonly code: object }[];
    };
    expect(operations.find(({ to }) => to.key === "GET /roles/{}")?.code).toEqual({
      powershell: {
        before: "Get-BetaRole -Id '2c9180835d191a86015d28455b4a2329'",
        after: "Get-V2024Role -RoleId '2c9180835d191a86015d28455b4a2329'",
      },
      typescript: {
        before: 'await isc.beta.roles.getRoles({ id: "2c9180835d191a86015d28455b4a2329" });',
        after: 'await isc.v2024.roles.getRole({ roleId: "2c9180835d191a86015d28455b4a2329" });',
      },
    });
  });

  it("has its schema in the docs", async () => {
    await expect(migrationSchemaText()).toMatchFileSnapshot(join("..", "..", "..", "docs", "migration.schema.json"));
  });

  it("reads a git revision, and a surface, for which it has no values to call with", async () => {
    const ofGit = await run("git:HEAD#beta", "v2024", "--target", "typescript");
    expect([ofGit.exitCode, ofGit.told]).toEqual([0, ""]);
    expect(ofGit.output).toContain("# From beta to v2024");
    const ofOneVersion = await run("git:HEAD#beta", "beta", "--target", "typescript");
    expect(ofOneVersion.output).toContain("# From git:HEAD#beta to beta");
    expect(ofGit.output).toContain("await isc.v2024.roles.getRole(");
    expect(ofGit.output).not.toContain("## PowerShell");
    const ofSurface = await run("surface.json#beta", "surface.json#v2024");
    expect(ofSurface.exitCode).toBe(0);
    expect(ofSurface.output).toContain("`roles.getRoles` becomes `roles.getRole`.");
    expect(ofSurface.output).not.toContain("```");
  });

  it("writes a file with --out, and nothing else", async () => {
    const { exitCode, output } = await run("beta", "v2024", "--out", "guide.md");
    expect([exitCode, output]).toEqual([0, ""]);
    expect(readFileSync(join(folder, "guide.md"), "utf8")).toMatch(/^# From beta to v2024\n/u);
  });

  it.each([
    [["v3", "v2024"], 1, "v3: it does not exist, and it is no version: the project's versions are beta, v2024"],
    [["surface.json", "v2024"], 1, "surface.json: say which version is meant, such as #beta; it has beta, v2024"],
    [["surface.json#v9", "v2024"], 1, "surface.json#v9: there is no version v9; it has beta, v2024"],
    [["beta"], 2, "missing required argument 'to'"],
    [["beta", "v2024", "--format", "html"], 2, "Allowed choices are markdown, json"],
  ] as const)("refuses %j", async (args, exitCode, message) => {
    const result = await run(...args);
    expect(result.exitCode).toBe(exitCode);
    expect(result.told).toContain(message);
  });

  it("shows an example with --help", async () => {
    expect((await run("--help")).output).toContain("$ isc-sdkgen migrate guide beta v2024");
  });
});

/** All code of a guide's JSON, with what stands in front of it. */
function codesIn(json: string, target: string): readonly string[] {
  type Coded = { readonly code: Readonly<Record<string, { readonly before: string; readonly after: string }>> };
  const { prelude, operations, models } = JSON.parse(json) as {
    readonly prelude: Readonly<Record<string, string>>;
    readonly operations: readonly Coded[];
    readonly models: readonly Coded[];
  };
  const pairs = [...operations, ...models].flatMap(({ code }) => code[target] ?? []);
  return [...(prelude[target] === undefined ? [] : [prelude[target]]), ...pairs.flatMap((pair) => Object.values(pair))];
}

function writeBlocks(path: string, language: string, codes: readonly string[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, codes.map((code) => `\`\`\`${language}\n${code}\n\`\`\``).join("\n\n"));
}

describe("the guide's pages", () => {
  let emitted: string;
  beforeAll(async () => {
    const { files } = await emitAll({ v2024: join(folder, "v2024.yaml"), beta: join(folder, "beta.yaml") });
    emitted = temporaryFolder("guide-pages");
    for (const [path, content] of files) {
      mkdirSync(dirname(join(emitted, path)), { recursive: true });
      writeFileSync(join(emitted, path), content);
    }
  });
  afterAll(() => rmSync(emitted, { recursive: true, force: true }));

  it("lead from the older version to the newer one, whatever the order of the specs, and are linked", () => {
    const page = readFileSync(join(emitted, "docs/typescript/v2024/migration/index.md"), "utf8");
    expect(page).toContain("# From beta to v2024");
    for (const path of ["docs/typescript/migration.md", "docs/powershell/migration.md"])
      expect(readFileSync(join(emitted, path), "utf8")).toContain("[From beta to v2024](v2024/migration/index.md)");
    expect(readFileSync(join(emitted, "docs/index.md"), "utf8")).toContain(
      "[from beta](typescript/v2024/migration/index.md)",
    );
  });

  itWhole("are MDX in prettier's style, and every link and anchor resolves", async () => {
    expect((await runChecker("check.mjs", [emitted])).text).toContain(" 0 problems");
  });

  itWhole("have code that compiles in TypeScript, and binds and runs in PowerShell", async (context) => {
    // The other pages have tests of their own.
    for (const path of readdirSync(join(emitted, "docs"), { recursive: true, encoding: "utf8" }))
      if (path.endsWith(".md") && !path.endsWith(join("migration", "index.md"))) rmSync(join(emitted, "docs", path));
    const { output } = await run("beta", "v2024", "--format", "json");
    for (const [target, language] of [
      ["typescript", "ts"],
      ["powershell", "powershell"],
    ] as const)
      writeBlocks(join(emitted, "docs", target, "json", "migration", "index.md"), language, codesIn(output, target));
    const { text: typescript } = await runChecker("check-typescript.mjs", [emitted]);
    expect(typescript).toContain(" 0 problems");
    expect(Number.parseInt(typescript, 10)).toBeGreaterThan(12);
    const { exitCode, text } = await runChecker("check-powershell.mjs", [emitted]);
    if (exitCode === 3) context.skip("neither PowerShell nor .NET is here");
    expect(text).toContain(" 0 problems");
  });
});

it("versions with nothing in common have no guide", async () => {
  const other = BETA.replaceAll(/\/(roles|people|teams)/gu, "/other-$1").replaceAll(
    /operationId: /gu,
    "operationId: other",
  );
  writeFileSync(join(folder, "other.yaml"), other);
  const { files } = await emitAll({ beta: join(folder, "beta.yaml"), other: join(folder, "other.yaml") });
  expect([...files.keys()].filter((path) => path.includes("/migration/"))).toEqual([]);
});
