import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

export const pathTemplates: RepairRule = {
  id: "path-templates",
  on: ["root"],
  title: "Every placeholder of a path has a name, and its braces pair",
  why: "No parameter can fill `{}` or `{id`, and the URL would be sent with the brace in it. A placeholder without a name needs only one; what braces that do not pair mean, nobody knows.",
  apply: ({ node }, { report }) => {
    const paths = node["paths"];
    if (!isObject(paths)) return;
    for (const path of Object.keys(paths)) {
      if (!path.startsWith("/") || paths[path] === null) continue;
      const tokens = ["paths", path];
      if (/[{}]/u.test(path.replaceAll(/\{[^{}]*\}/gu, ""))) {
        // The model leaves out what is null, and lists it among what is left out.
        paths[path] = null;
        report({
          message: `the braces of the path ${path} do not pair`,
          action: "left out",
          tokens,
          severity: "warning",
        });
      } else if (/\{\s*\}/u.test(path)) {
        const named = nameBlanks(path, (other) => Object.hasOwn(paths, other));
        paths[named] = paths[path];
        delete paths[path];
        report({ message: `a placeholder of the path ${path} has no name`, action: `read as ${named}`, tokens });
      }
    }
  },
};

/** A template whose placeholders without a name are called `value`, made longer where that is taken. */
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
