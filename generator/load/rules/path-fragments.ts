import type { RepairRule } from "../rule.ts";
import { REQUEST_PATH, sentPathOf } from "./version-in-path.ts";

export const pathFragments: RepairRule = {
  id: "path-fragments",
  on: ["pathItem"],
  title: "A path has no fragment",
  why: "Some specs write `/#action=Create` to keep operations of one path apart. What follows a `#` is never sent (RFC 3986, 3.5), so the request would go elsewhere than it reads.",
  apply: ({ node, path, isEvent }, { report }) => {
    if (path === undefined || isEvent || typeof node["$ref"] === "string") return;
    const stated = sentPathOf(path, node);
    const at = stated.indexOf("#");
    if (at < 0) return;
    node[REQUEST_PATH] = stated.slice(0, at);
    report({
      message: `the path ${path} has a "#", and what follows it is never sent`,
      action: `sent to ${stated.slice(0, at)}; use a parameter to tell the operations apart`,
      severity: "warning",
    });
  },
};
