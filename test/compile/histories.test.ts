import { dirname, join, resolve } from "node:path";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { readAssets } from "../../generator/commands/assets.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { Ledger } from "../../generator/names/ledger/ledger.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { temporaryFolder } from "../support/generated.ts";
import { historyBySeed } from "../support/random-history.ts";

/** `npm run histories` compiles more. */
const HISTORIES = Number(process.env["ISC_COMPILED_HISTORIES"] ?? "1");
const STEPS = HISTORIES > 1 ? 8 : 3;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** One compiler over all steps: what a step did not touch is not checked again. */
class StepCompiler {
  readonly #sources = new Map<string, ts.SourceFile & { version: string }>();
  #builder: ts.SemanticDiagnosticsBuilderProgram | undefined;

  /** What is wrong with the files of a step. */
  check(folder: string, files: ReadonlyMap<string, string>): readonly string[] {
    const at = new Map([...files].map(([path, text]) => [join(folder, path), text]));
    const host = ts.createCompilerHost(OPTIONS);
    const { fileExists, readFile } = host;
    host.fileExists = (path) => at.has(path) || fileExists(path);
    // The folders of a step exist in memory alone.
    host.directoryExists = () => true;
    host.readFile = (path) => at.get(path) ?? readFile(path);
    host.getSourceFile = (path, language) => {
      const text = host.readFile(path);
      if (text === undefined) return undefined;
      const known = this.#sources.get(path);
      if (known?.text === text) return known;
      const source = Object.assign(ts.createSourceFile(path, text, language), {
        version: ts.sys.createHash?.(text) ?? text,
      });
      this.#sources.set(path, source);
      return source;
    };
    const roots = [...at.keys()].filter((path) => path.endsWith(".ts"));
    const builder = ts.createSemanticDiagnosticsBuilderProgram(roots, OPTIONS, host, this.#builder);
    this.#builder = builder;
    const found = [...builder.getSyntacticDiagnostics(), ...builder.getSemanticDiagnostics()];
    return found.map(
      ({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  }
}

describe("the package of each state of a random history", () => {
  const folder = temporaryFolder("histories");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("compiles after every step", async () => {
    const assets = await readAssets(resolve("."));
    const compiler = new StepCompiler();
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      let ledger: Ledger | undefined;
      for (const [index, state] of historyBySeed(seed, STEPS).entries()) {
        const base = join(folder, `${String(seed)}-${String(index)}`);
        for (const [path, text] of Object.entries(state.files)) {
          mkdirSync(dirname(join(base, path)), { recursive: true });
          writeFileSync(join(base, path), text);
        }
        const result = await runPipeline({
          specs: [{ version: "beta", roots: [join(base, "root.yaml")] }],
          base,
          config: withDefaults({}, base),
          ledger,
          overrides: NO_OVERRIDES,
          frozen: false,
          retire: false,
          targets: [typescriptTarget],
          companions: new Set(["typescript"]),
          assets,
          onStage: () => undefined,
        });
        const outputs = result.outputs?.flatMap((output) => output.files) ?? [];
        const sources = new Map(
          outputs.flatMap(({ path, content }) =>
            /^typescript\/(?:src\/|package\.json$)/u.test(path) ? [[path, content] as const] : [],
          ),
        );
        expect(sources.size, "files of the package").toBeGreaterThan(10);
        expect(compiler.check(folder, sources), `seed ${String(seed)}, step ${String(index)}`).toEqual([]);
        ledger = result.naming?.ledger;
      }
    }
  });
});
