import { IndentationText, NewLineKind, Project, QuoteKind, type SourceFileStructure } from "ts-morph";

/** Prints TypeScript files from structures; the text is the printer's, formatting comes after. */
export function printTypeScript(files: readonly { readonly path: string; readonly structure: SourceFileStructure }[]): ReadonlyMap<string, string> {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, newLineKind: NewLineKind.LineFeed, quoteKind: QuoteKind.Double },
  });
  const printed = new Map<string, string>();
  for (const { path, structure } of files) {
    const file = project.createSourceFile(path, structure);
    printed.set(path, file.getFullText());
    // Nothing refers to the file again; its tree would fill the memory.
    project.removeSourceFile(file);
  }
  return printed;
}
