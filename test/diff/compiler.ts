import { resolve } from "node:path";
import ts from "typescript";

/** How consumers compile; see `test/compile/matrix.ts`. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noFallthroughCasesInSwitch: true,
  skipLibCheck: true,
  noEmit: true,
};

/** One language service for any number of packages and programs: what they share is read once. */
export class Compiler {
  private readonly versions = new Map<string, { version: number; text: string }>();
  private programs: readonly string[] = [];
  private exports = new Map<string, string>();
  private readonly service: ts.LanguageService;

  constructor() {
    this.service = ts.createLanguageService(
      {
        getCompilationSettings: () => OPTIONS,
        getScriptFileNames: () => [...this.programs],
        getScriptVersion: (path) => String(this.versions.get(path)?.version ?? 0),
        getScriptSnapshot: (path) => {
          const text = this.versions.get(path)?.text ?? ts.sys.readFile(path);
          return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
        },
        getCurrentDirectory: () => resolve("."),
        getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
        fileExists: (path) => this.versions.has(path) || ts.sys.fileExists(path),
        readFile: (path) => this.versions.get(path)?.text ?? ts.sys.readFile(path),
        resolveModuleNameLiterals: (literals, containingFile) =>
          literals.map(({ text }) => ({ resolvedModule: this.resolve(text, containingFile) })),
      },
      ts.createDocumentRegistry(),
    );
  }

  /** Compiles programs against a package. Gives what the compiler says of each, by its path; nothing of a sound one. */
  check(
    files: ReadonlyMap<string, string>,
    programs: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, readonly string[]> {
    for (const path of this.versions.keys())
      if (path.startsWith("/pkg/") && !files.has(path.slice("/pkg/".length))) this.versions.delete(path);
    for (const [path, text] of files) if (path.endsWith(".ts")) this.put(`/pkg/${path}`, text);
    this.exports = exportsOf(files.get("package.json") ?? "{}");
    for (const [path, text] of programs) this.put(`/use/${path}.ts`, text);
    this.programs = [...programs.keys()].map((path) => `/use/${path}.ts`);
    return new Map(
      [...programs.keys()].map((path) => [
        path,
        [
          ...this.service.getSyntacticDiagnostics(`/use/${path}.ts`),
          ...this.service.getSemanticDiagnostics(`/use/${path}.ts`),
        ].map(({ messageText, code }) => `TS${String(code)} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
      ]),
    );
  }

  private put(path: string, text: string): void {
    const known = this.versions.get(path);
    if (known?.text !== text) this.versions.set(path, { version: (known?.version ?? 0) + 1, text });
  }

  private resolve(name: string, from: string): ts.ResolvedModuleFull | undefined {
    const path = name.startsWith(".")
      ? resolve(from, "..", name).replace(/\.js$/u, ".ts")
      : `/pkg/${this.exports.get(name) ?? ""}`;
    return this.versions.has(path)
      ? { resolvedFileName: path, extension: ts.Extension.Ts, isExternalLibraryImport: false }
      : undefined;
  }
}

/** The source file of each subpath of a package. */
function exportsOf(text: string): Map<string, string> {
  const { exports = {} } = JSON.parse(text) as { exports?: Record<string, { import?: { default: string } }> };
  return new Map(
    Object.entries(exports).flatMap(([subpath, entry]) =>
      entry.import === undefined
        ? []
        : [
            [
              subpath.replace(/^\./u, "isc-sdk"),
              entry.import.default.replace("./dist/esm/", "src/").replace(/\.js$/u, ".ts"),
            ],
          ],
    ),
  );
}
