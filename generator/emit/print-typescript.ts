import type { SourceFileStructure, StatementStructures } from "ts-morph";
import { formatTypeScript } from "./format.ts";
import type { OutputFile } from "./output.ts";
import { printStructure } from "./print-structure.ts";
import { StructureKind } from "./structures.ts";

export interface TypeScriptFile {
  readonly path: string;
  readonly structure: SourceFileStructure;
}

/** Files on their way from structure to formatted text. */
export interface TypeScriptFiles {
  /** Prints a file at once and has it formatted while the next ones are made. */
  readonly add: (path: string, structure: SourceFileStructure) => void;
  /** All files, in the order they were added. */
  readonly finish: () => Promise<OutputFile[]>;
}

/**
 * Prints TypeScript files from ts-morph's structures, and formats them. ts-morph itself is loaded for files with a
 * structure that `printStructure` does not know: loading it, and parsing what it has printed, would be a third of the
 * whole run (ADR 1).
 */
export function createTypeScriptFiles(): TypeScriptFiles {
  const files: Promise<OutputFile>[] = [];
  return {
    add: (path, structure) => {
      const text = printStructure(structure);
      const file =
        text === undefined
          ? printWithLibrary([{ path, structure }]).then((printed) =>
              formatTypeScript({ path, content: printed.get(path) ?? "" }),
            )
          : formatTypeScript({ path, content: text });
      // A failure is met where the files are asked for.
      file.catch(() => undefined);
      files.push(file);
    },
    finish: () => Promise.all(files),
  };
}

/** The same through ts-morph: for structures of any kind, and what the tests hold `printStructure` against. */
export async function printWithLibrary(files: readonly TypeScriptFile[]): Promise<ReadonlyMap<string, string>> {
  const { IndentationText, NewLineKind, Project, QuoteKind } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
      quoteKind: QuoteKind.Double,
    },
  });
  const printed = new Map<string, string>();
  for (const { path, structure } of files) {
    const file = project.createSourceFile(path, withSpaces(structure));
    printed.set(path, file.getFullText());
    // Nothing refers to the file again; its tree would fill the memory.
    project.removeSourceFile(file);
  }
  return printed;
}

/** ts-morph puts no empty line before type aliases and variables. */
function withSpaces(structure: SourceFileStructure): SourceFileStructure {
  if (!Array.isArray(structure.statements)) return structure;
  return {
    ...structure,
    statements: structure.statements.map((statement) =>
      typeof statement === "object" && isUnspaced(statement) ? { ...statement, leadingTrivia: "\n" } : statement,
    ),
  };
}

function isUnspaced(statement: StatementStructures): boolean {
  return statement.kind === StructureKind.TypeAlias || statement.kind === StructureKind.VariableStatement;
}
