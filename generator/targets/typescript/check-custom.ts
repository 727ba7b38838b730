import { posix } from "node:path";
import ts from "typescript";
import type { OutputFile } from "../../emit/output.ts";
import type { CustomProblem } from "../custom.ts";
import { CUSTOM_FOLDER, placedCustom } from "./custom-files.ts";

/** The virtual folder of the package. The package is checked before it is written. */
const ROOT = "/isc-sdkgen-package";

/**
 * Checks custom code with the package's compiler options, against the files that the run will write. The compiler reads
 * only files that the custom code imports. Imports of the raw OpenAPI types are not checked, because another target
 * writes them.
 */
export function checkCustom(custom: readonly OutputFile[], generated: readonly OutputFile[]): readonly CustomProblem[] {
  const folder = `src/${CUSTOM_FOLDER}/`;
  if (generated.some(({ path }) => path.startsWith(folder)))
    return custom.slice(0, 1).map((file) => ({
      file,
      offset: 0,
      problem: `a version of the API has the folder "${CUSTOM_FOLDER}", which custom code needs: give the version another label`,
    }));
  const placed = placedCustom(custom);
  const texts = new Map([...generated, ...placed].map((file) => [posix.join(ROOT, file.path), file.content]));
  const sources = new Map(placed.map((file, index) => [posix.join(ROOT, file.path), custom[index]] as const));
  const program = ts.createProgram([...sources.keys()], optionsOf(texts), hostOf(texts));
  return [...sources].flatMap(([path, file]) => {
    const source = program.getSourceFile(path);
    if (source === undefined || file === undefined) return [];
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter((found) => found.category === ts.DiagnosticCategory.Error && !isOfRawTypes(found))
      .map(({ start, messageText }) => ({
        file,
        offset: start ?? 0,
        problem: ts.flattenDiagnosticMessageText(messageText, " "),
      }));
  });
}

/** The compiler options of the package. */
function optionsOf(texts: ReadonlyMap<string, string>): ts.CompilerOptions {
  const path = posix.join(ROOT, "tsconfig.esm.json");
  const { config } = ts.parseConfigFileTextToJson(path, texts.get(path) ?? "{}") as { readonly config?: unknown };
  const { compilerOptions = {} } = (config ?? {}) as { readonly compilerOptions?: object };
  return { ...ts.convertCompilerOptionsFromJson(compilerOptions, ROOT).options, noEmit: true, skipLibCheck: true };
}

/** A compiler host that contains only the package and TypeScript's own libraries. */
function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const library = posix.dirname(ts.getDefaultLibFilePath({}).replaceAll("\\", "/"));
  const read = (path: string): string | undefined =>
    texts.get(path) ?? (path.startsWith(`${library}/`) ? ts.sys.readFile(path) : undefined);
  return {
    getSourceFile: (path, options) => {
      const text = read(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, options);
    },
    getDefaultLibFileName: (options) => posix.join(library, ts.getDefaultLibFileName(options)),
    getDefaultLibLocation: () => library,
    writeFile: () => undefined,
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => read(path) !== undefined,
    readFile: read,
    directoryExists: (path) =>
      path.startsWith(library) || [...texts.keys()].some((file) => file.startsWith(`${path}/`)),
  };
}

/** Error 2307: cannot find a module. */
function isOfRawTypes({ code, messageText }: ts.Diagnostic): boolean {
  return code === 2307 && /\/openapi\//u.test(ts.flattenDiagnosticMessageText(messageText, " "));
}
