import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { MAXIMUM_PATH } from "../limits.ts";
import type { RepairRule } from "../rule.ts";
import { shownValue } from "../shown-value.ts";
import { isObject } from "../tree.ts";

const code = "long-path";

const tooLong = defineDiagnostic<{ path: string }>({
  code,
  severity: "warning",
  message: ({ path }) =>
    `the path ${shownValue(path)} has ${String(path.length)} characters; at most ${String(MAXIMUM_PATH)} are supported`,
  action: () => "its operations are left out; shorten the path",
});

/** Leaves out paths that no server reads. Each finding about an operation holds its path. */
export const longPath: RepairRule = {
  id: code,
  on: ["root"],
  apply: ({ node: { paths } }, { report }) => {
    if (!isObject(paths)) return;
    for (const path of Object.keys(paths)) {
      if (path.length <= MAXIMUM_PATH) continue;
      delete paths[path];
      report(tooLong, { path }, ["paths"]);
    }
  },
};
