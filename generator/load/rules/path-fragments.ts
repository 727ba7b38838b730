import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { REQUEST_PATH, sentPathOf } from "./version-in-path.ts";

const code = "path-fragments";

const fragment = defineDiagnostic<{ path: string; sent: string }>({
  code,
  message: ({ path }) => `the path ${path} has a fragment ("#"), which clients never send`,
  action: ({ sent }) => `requests are sent to ${sent}; use a parameter to distinguish the operations`,
});

export const pathFragments: RepairRule = {
  id: code,
  on: ["pathItem"],
  apply: ({ node, path, isEvent }, { report }) => {
    if (path === undefined || isEvent || typeof node["$ref"] === "string") return;
    const stated = sentPathOf(path, node);
    const at = stated.indexOf("#");
    if (at < 0) return;
    const sent = stated.slice(0, at);
    node[REQUEST_PATH] = sent;
    report(fragment, { path, sent });
  },
};
