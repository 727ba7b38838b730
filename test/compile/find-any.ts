import ts from "typescript";

/** Every `any`, `@ts-nocheck` and `@ts-ignore` in some sources, as `path:line`. */
export function findAny(files: readonly { readonly path: string; readonly text: string }[]): string[] {
  const found: string[] = [];
  for (const { path, text } of files) {
    if (/@ts-(?:nocheck|ignore|expect-error)/u.test(text)) found.push(`${path}: a compiler directive`);
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword)
        found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}
