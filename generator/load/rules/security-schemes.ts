import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type RawObject } from "../tree.ts";

const code = "security-schemes";

const undeclaredScheme = defineDiagnostic<{ names: string; substitute: string }>({
  code,
  message: ({ names }) => `the security scheme "${names}" is not declared`,
  action: ({ substitute }) => `"${substitute}" is used instead`,
});

export const securitySchemes: RepairRule = {
  id: code,
  on: ["operation"],
  apply: ({ node, isEvent }, { report, root }) => {
    const declared = schemesOf(root);
    if (isEvent || !Array.isArray(node["security"]) || declared.length === 0) return;
    const substitute = defaultScheme(root, declared);
    node["security"] = node["security"].flatMap((requirement: unknown, index) => {
      if (!isObject(requirement)) return [];
      const unknown = Object.keys(requirement).filter((name) => !declared.includes(name));
      if (unknown.length === 0) return [requirement];
      const repaired: RawObject = {};
      for (const [name, scopes] of Object.entries(requirement))
        repaired[declared.includes(name) ? name : substitute] = scopes;
      report(undeclaredScheme, { names: unknown.join('", "'), substitute }, ["security", index]);
      return [repaired];
    });
  },
};

function schemesOf(root: RawObject): readonly string[] {
  const components = root["components"];
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  return isObject(schemes) ? Object.keys(schemes) : [];
}

function defaultScheme(root: RawObject, declared: readonly string[]): string {
  const security: unknown[] = Array.isArray(root["security"]) ? root["security"] : [];
  const used = security.filter(isObject).flatMap((requirement) => Object.keys(requirement));
  return (
    used.find((name) => declared.includes(name)) ??
    [...declared].sort((left, right) => Number(/user/iu.test(right)) - Number(/user/iu.test(left)))[0] ??
    ""
  );
}
