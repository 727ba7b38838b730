import { formatTypeScript } from "./format-pool.ts";
import type { OutputFile } from "../output.ts";
import type { Printer } from "./printer.ts";
import { printWithLibrary } from "./print-library.ts";
import { printStructure } from "./print-structure.ts";
import type { SourceFile } from "./structures.ts";

/** TypeScript files between structure and formatted text. */
export interface TypeScriptFiles {
  /** Prints a file immediately, unless ts-morph is needed. */
  readonly add: (path: string, structure: SourceFile) => void;
  /** All files, in the order in which they were added. */
  readonly finish: () => Promise<OutputFile[]>;
}

/**
 * Prints TypeScript files from structures, in prettier's style. ts-morph and prettier print all files if `printer` says
 * so, and otherwise only files with a structure that `printStructure` does not know.
 */
export function createTypeScriptFiles(printer: Printer = "documents"): TypeScriptFiles {
  const files: { readonly path: string; readonly structure: SourceFile; readonly content: string | undefined }[] = [];
  return {
    add: (path, structure) => {
      const content = printer === "documents" ? printStructure(structure) : undefined;
      files.push({ path, structure, content });
    },
    finish: async () => {
      const others = files.filter(({ content }) => content === undefined);
      const printed = others.length === 0 ? new Map<string, string>() : await printWithPrettier(others);
      return files.map(({ path, content }) => ({ path, content: content ?? printed.get(path) ?? "" }));
    },
  };
}

async function printWithPrettier(
  files: readonly { readonly path: string; readonly structure: SourceFile }[],
): Promise<ReadonlyMap<string, string>> {
  const printed = [...(await printWithLibrary(files))];
  const formatted = await formatTypeScript(printed.map(([, text]) => text));
  return new Map(printed.map(([path, text], index) => [path, formatted[index] ?? text]));
}
