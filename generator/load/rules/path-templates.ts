import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

const code = "path-templates";

const unpairedBraces = defineDiagnostic<{ path: string }>({
  code,
  severity: "warning",
  message: ({ path }) => `the path ${path} has unmatched braces`,
  action: () => "the path is ignored",
});

const blankPlaceholder = defineDiagnostic<{ path: string; named: string }>({
  code,
  message: ({ path }) => `a placeholder of the path ${path} has no name`,
  action: ({ named }) => `read as ${named}`,
});

export const pathTemplates: RepairRule = {
  id: code,
  on: ["root"],
  apply: ({ node }, { report }) => {
    const paths = node["paths"];
    if (!isObject(paths)) return;
    for (const path of Object.keys(paths)) {
      if (!path.startsWith("/") || paths[path] === null) continue;
      const tokens = ["paths", path];
      if (/[{}]/u.test(path.replaceAll(/\{[^{}]*\}/gu, ""))) {
        // The model leaves out a path item that is null and adds it to the omissions.
        paths[path] = null;
        report(unpairedBraces, { path }, tokens);
      } else if (/\{\s*\}/u.test(path)) {
        const named = nameBlanks(path, (other) => Object.hasOwn(paths, other));
        paths[named] = paths[path];
        delete paths[path];
        report(blankPlaceholder, { path, named }, tokens);
      }
    }
  },
};

/** The template with its blank placeholders named `value`, or `other_value` and so on where that is taken. */
function nameBlanks(path: string, isTaken: (path: string) => boolean): string {
  let name = "";
  const next = (): string => {
    do name = name === "" ? "value" : `other_${name}`;
    while (path.includes(`{${name}}`));
    return `{${name}}`;
  };
  for (;;) {
    const named = path.replaceAll(/\{\s*\}/gu, next);
    if (!isTaken(named)) return named;
  }
}
