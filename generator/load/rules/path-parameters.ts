import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { appendPointer } from "../pointer.ts";
import { referenceTo } from "../reference.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type Cursor, type RawObject } from "../tree.ts";
import { REQUEST_PATH, sentPathOf } from "./version-in-path.ts";

const code = "path-parameters";

const otherName = defineDiagnostic<{ placeholder: string; name: string }>({
  code,
  message: ({ name, placeholder }) =>
    `the path has the placeholder {${placeholder}}, but the operation declares the path parameter "${name}"`,
  action: ({ name, placeholder }) => `"${name}" is used for {${placeholder}}`,
});

const noParameter = defineDiagnostic<{ placeholder: string }>({
  code,
  message: ({ placeholder }) => `the placeholder {${placeholder}} of the path has no parameter`,
  action: () => "a required string parameter is added",
});

const foundPlace = defineDiagnostic<{ name: string; path: string; reason: string; sent: string }>({
  code,
  message: ({ name, path, reason }) => `the path parameter "${name}" has no placeholder in the path ${path}; ${reason}`,
  action: ({ sent }) => `requests are sent to ${sent}`,
});

const noPlace = defineDiagnostic<{ name: string }>({
  code,
  severity: "warning",
  message: ({ name }) => `the path parameter "${name}" has no placeholder in the path`,
  action: () => "the parameter is ignored",
});

/** Set on a parameter that a rule has renamed to its placeholder. The value is the name that the spec declares. */
export const DECLARED_NAME = "x-sdkgen-declared-name";

interface DeclaredParameter {
  readonly node: RawObject;
  readonly index: number;
  /** The parameter's node for use in another file, with its relative references rewritten. */
  readonly readFrom: (file: string) => RawObject;
}

export const pathParameters: RepairRule = {
  id: code,
  on: ["operation"],
  apply: ({ node, cursor, path: written, isEvent, item: itemAt }, { report, follow, root }) => {
    if (written === undefined || isEvent || typeof node["$ref"] === "string") return;
    const item = itemAt !== undefined && isObject(itemAt.value) ? itemAt.value : undefined;
    const path = sentPathOf(written, node, item);
    const declared = declaredPathParameters({ node, file: cursor.file, follow });
    // An operation may be in another file than its path item.
    const shared =
      item === undefined || itemAt === undefined
        ? []
        : declaredPathParameters({ node: item, file: itemAt.file, follow });
    const names = new Set([...declared, ...shared].map((parameter) => String(parameter.node["name"])));
    const placeholders = new Set([...path.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? ""));
    const undeclared = [...placeholders].filter((name) => !names.has(name));
    const surplus = declared.filter((parameter) => !placeholders.has(String(parameter.node["name"])));
    const parameters: unknown[] = Array.isArray(node["parameters"]) ? [...(node["parameters"] as unknown[])] : [];
    const [only] = undeclared;
    const [partner] = surplus;
    if (only !== undefined && partner !== undefined && undeclared.length === 1 && surplus.length === 1) {
      const name = String(partner.node["name"]);
      parameters[partner.index] = { ...partner.readFrom(cursor.file), name: only, [DECLARED_NAME]: name };
      node["parameters"] = parameters;
      report(otherName, { placeholder: only, name }, ["parameters", partner.index]);
      return;
    }
    for (const name of undeclared) {
      parameters.push({ name, in: "path", required: true, schema: { type: "string" }, description: "" });
      node["parameters"] = parameters;
      report(noParameter, { placeholder: name });
    }
    if (surplus.length === 0) return;
    const place =
      partner === undefined || surplus.length > 1 ? undefined : placeOf({ partner, path, node, item, root });
    if (partner !== undefined && place !== undefined) {
      node[REQUEST_PATH] = place.path;
      const holes = { name: String(partner.node["name"]), path, reason: place.why, sent: place.path };
      report(foundPlace, holes, ["parameters", partner.index]);
      return;
    }
    const dropped = new Set(surplus.map((parameter) => parameter.index));
    node["parameters"] = parameters.filter((_, index) => !dropped.has(index));
    for (const { node: parameter, index } of surplus)
      report(noPlace, { name: String(parameter["name"]) }, ["parameters", index]);
  },
};

/**
 * The path in which a parameter without a placeholder gets one, with the reason. A last segment with the parameter's
 * name has lost its braces. A change of one item at the path of the list lacks the item's id. Returns undefined where
 * neither applies.
 */
function placeOf({
  partner,
  path,
  node,
  item,
  root,
}: {
  readonly partner: DeclaredParameter;
  readonly path: string;
  readonly node: RawObject;
  readonly item: RawObject | undefined;
  readonly root: RawObject;
}): { readonly path: string; readonly why: string } | undefined {
  const name = String(partner.node["name"]);
  const segments = path.split("/");
  const last = segments.at(-1) ?? "";
  if (last === "" || last.includes("{")) return undefined;
  if (last.toLowerCase() === name.toLowerCase())
    return {
      path: [...segments.slice(0, -1), `{${name}}`].join("/"),
      why: `its last segment "${last}" is the parameter without its braces`,
    };
  const isChange = ["patch", "put", "delete"].some((method) => item?.[method] === node);
  const isCollection = isObject(item?.["get"]);
  const paths = isObject(root["paths"]) ? Object.keys(root["paths"]) : [];
  const isTaken = paths.some((other) => other.startsWith(`${path}/{`) && !other.slice(path.length + 1).includes("/"));
  return isChange && isCollection && !isTaken
    ? { path: `${path}/{${name}}`, why: "the path is that of the list, and the operation changes one of it" }
    : undefined;
}

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
      ? [{ node: target.value, index, readFrom: (file) => readFrom(file, target) }]
      : [];
  });
}

function readFrom(file: string, target: Cursor): RawObject {
  const node = target.value as RawObject;
  if (target.file === file) return node;
  const refer = (...tokens: readonly string[]): RawObject => ({
    $ref: referenceTo(file, { file: target.file, pointer: appendPointer(target.pointer, ...tokens) }),
  });
  const copy = { ...node };
  if (isObject(node["schema"])) copy["schema"] = refer("schema");
  for (const key of ["content", "examples"]) {
    const map = node[key];
    if (isObject(map)) copy[key] = Object.fromEntries(Object.keys(map).map((name) => [name, refer(key, name)]));
  }
  return copy;
}
