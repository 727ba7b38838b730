import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type Cursor } from "../tree.ts";
import { METHODS } from "../grammar-lookups.ts";

const code = "operation-ids";

const noId = defineDiagnostic<{ operation: string }>({
  code,
  severity: "note",
  message: ({ operation }) => `${operation} has no operationId`,
  action: () => "its names are built from the method and the path",
});

const repeatedId = defineDiagnostic<{ operation: string; id: string; first: string }>({
  code,
  message: ({ first, id, operation }) => `${operation} has the same operationId, "${id}", as ${first}`,
  action: () => "their names are distinguished by their paths",
});

export const operationIds: RepairRule = {
  id: code,
  on: ["root"],
  isLast: true,
  apply: ({ cursor, node }, { report, follow }) => {
    const firstPath = new Map<string, string>();
    const paths = node["paths"];
    if (!isObject(paths)) return;
    for (const path of Object.keys(paths).sort()) {
      const at: Cursor = { file: cursor.file, pointer: "", value: paths[path] };
      const item = follow(at);
      if (item === undefined || !isObject(item.value)) continue;
      for (const method of METHODS) {
        const operation = follow({ file: item.file, pointer: "", value: item.value[method] })?.value;
        if (!isObject(operation)) continue;
        const id = operation["operationId"];
        const place = `${method.toUpperCase()} ${path}`;
        const tokens = ["paths", path];
        if (typeof id !== "string" || id.trim() === "") {
          report(noId, { operation: place }, tokens);
          continue;
        }
        const first = firstPath.get(id);
        if (first === undefined) firstPath.set(id, place);
        else report(repeatedId, { operation: place, id, first }, tokens);
      }
    }
  },
};
