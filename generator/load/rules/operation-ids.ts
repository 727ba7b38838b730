import type { RepairRule } from "../rule.ts";
import { isObject, type Cursor } from "../tree.ts";
import { METHODS } from "../node-kinds.ts";

export const operationIds: RepairRule = {
  id: "operation-ids",
  on: ["root"],
  isLast: true,
  title: "Every operation has an id of its own",
  why: "v2024 uses `patchPotentialRole` twice. The ids stay as written; the naming stage tells such operations apart by their paths.",
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
          report({
            message: `${place} has no operationId`,
            action: "its names are made from the method and the path",
            tokens,
            severity: "note",
          });
          continue;
        }
        const first = firstPath.get(id);
        if (first === undefined) firstPath.set(id, place);
        else
          report({
            message: `${place} has the operationId "${id}" of ${first}`,
            action: "they are told apart by their paths",
            tokens,
          });
      }
    }
  },
};
