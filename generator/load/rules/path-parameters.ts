import type { RepairRule } from "../rule.ts";
import { isObject, type RawObject } from "../tree.ts";

/** Set on a parameter whose placeholder has another name than the parameter declares. */
export const DECLARED_NAME = "x-sdkgen-declared-name";

interface DeclaredParameter {
  readonly node: RawObject;
  readonly index: number;
}

export const pathParameters: RepairRule = {
  id: "path-parameters",
  on: ["operation"],
  title: "The placeholders of a path and its path parameters are the same",
  why: "23 v2024 operations sent a literal `{id}`. One placeholder and one parameter left over mean each other; a placeholder alone is a required text; a parameter alone has no place to go.",
  apply: ({ node, cursor, path, isEvent, item }, { report, follow }) => {
    if (path === undefined || isEvent || typeof node["$ref"] === "string") return;
    const declared = declaredPathParameters({ node, file: cursor.file, follow });
    const shared = item === undefined ? [] : declaredPathParameters({ node: item, file: cursor.file, follow });
    const names = new Set([...declared, ...shared].map((parameter) => String(parameter.node["name"])));
    const placeholders = new Set([...path.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? ""));
    const undeclared = [...placeholders].filter((name) => !names.has(name));
    const surplus = declared.filter((parameter) => !placeholders.has(String(parameter.node["name"])));
    const parameters: unknown[] = Array.isArray(node["parameters"]) ? [...(node["parameters"] as unknown[])] : [];
    const [only] = undeclared;
    const [partner] = surplus;
    if (only !== undefined && partner !== undefined && undeclared.length === 1 && surplus.length === 1) {
      const name = String(partner.node["name"]);
      parameters[partner.index] = { ...partner.node, name: only, [DECLARED_NAME]: name };
      node["parameters"] = parameters;
      report({
        message: `the path has {${only}} and the operation declares the path parameter "${name}"`,
        action: `"${name}" fills {${only}}`,
        tokens: ["parameters", partner.index],
      });
      return;
    }
    for (const name of undeclared) {
      parameters.push({ name, in: "path", required: true, schema: { type: "string" }, description: "" });
      node["parameters"] = parameters;
      report({
        message: `the path has {${name}} and no parameter of that name`,
        action: "a required text parameter is added",
      });
    }
    if (surplus.length === 0) return;
    const dropped = new Set(surplus.map((parameter) => parameter.index));
    node["parameters"] = parameters.filter((_, index) => !dropped.has(index));
    for (const { node: parameter, index } of surplus) {
      report({
        message: `the path parameter "${String(parameter["name"])}" has no place in the path`,
        action: "left out",
        tokens: ["parameters", index],
        severity: "warning",
      });
    }
  },
};

function declaredPathParameters(at: {
  readonly node: RawObject;
  readonly file: string;
  readonly follow: Parameters<RepairRule["apply"]>[1]["follow"];
}): DeclaredParameter[] {
  const parameters = at.node["parameters"];
  if (!Array.isArray(parameters)) return [];
  return parameters.flatMap((value: unknown, index) => {
    const target = at.follow({ file: at.file, pointer: "", value });
    return target !== undefined && isObject(target.value) && target.value["in"] === "path"
      ? [{ node: target.value, index }]
      : [];
  });
}
