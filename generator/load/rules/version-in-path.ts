import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type RawObject } from "../tree.ts";

const code = "version-in-path";

const repeatedBase = defineDiagnostic<{ path: string; base: string; sent: string }>({
  code,
  message: ({ base, path }) => `the path ${path} repeats the server's base path ${base}`,
  action: ({ sent }) => `requests are sent to ${sent}`,
});

/**
 * Set on a path item or an operation whose calls are sent to another path than the spec writes. The value is that path.
 */
export const REQUEST_PATH = "x-sdkgen-request-path";

/** The path that calls are sent to: the mark of the first node that has one, else the path of the spec. */
export function sentPathOf(path: string, ...nodes: readonly (RawObject | undefined)[]): string {
  for (const node of nodes) if (typeof node?.[REQUEST_PATH] === "string") return node[REQUEST_PATH];
  return path;
}

export const versionInPath: RepairRule = {
  id: code,
  on: ["pathItem"],
  apply: ({ node, path }, { report, root }) => {
    // The walk visits the reference and then its target. The mark belongs on the target.
    if (path === undefined || typeof node["$ref"] === "string") return;
    const server: unknown = Array.isArray(root["servers"]) ? root["servers"][0] : undefined;
    const url = isObject(server) && typeof server["url"] === "string" ? server["url"] : "";
    const base = url.replace(/^[a-z+.-]*:?\/\/[^/]*/iu, "").replace(/\/+$/u, "");
    if (base === "" || base.includes("{") || !path.startsWith(`${base}/`)) return;
    const rest = path.slice(base.length);
    node[REQUEST_PATH] = rest;
    report(repeatedBase, { path, base, sent: base + rest });
  },
};
