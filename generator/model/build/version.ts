import type { StageResult } from "../../diagnostics/diagnostic.ts";
import { appendPointer } from "../../load/pointer.ts";
import {
  child,
  identityOf,
  isObject,
  originOf,
  type Cursor,
  type RawObject,
  type SourceTree,
} from "../../load/tree.ts";
import { follow } from "../../load/follow.ts";
import { METHODS } from "../../load/grammar-lookups.ts";
import type { ApiVersion, Operation, Tag } from "../model.ts";
import { compareText } from "../order.ts";
import { duplicateOperation, undeclaredTag } from "./diagnostics.ts";
import { buildEvents } from "./events.ts";
import { formFieldsOf, withNamedParts } from "./form-fields.ts";
import { buildOperation, operationKey } from "./operation.ts";
import { withSendableParameters } from "./parameter-style.ts";
import { targetUse } from "./schema.ts";
import { omit } from "./omit.ts";
import { serverOf } from "./server.ts";
import { withSchemes } from "./security.ts";
import { followIn, newState, report, type BuildState } from "./state.ts";
import { textOf } from "./text.ts";

/** Builds the model of one version from its linked and repaired tree. Returns the model and the findings. */
export function buildVersion(tree: SourceTree): StageResult<ApiVersion> {
  const state: BuildState = newState(tree, (target) => void targetUse(state, target));
  const roots = tree.roots.map((file): Cursor => ({ file, pointer: "", value: tree.files.get(file) }));
  for (const root of roots) registerComponents(state, root);
  const found = roots.flatMap((root) => findOperations(state, root));
  const keys = uniqueKeys(state, found);
  for (const [place, key] of keys) state.operationKeys.set(identityOf(originOf(place.operation)), key);
  const server = serverOf(roots[0]?.value) ?? { serverUrl: "", basePath: "" };
  const operations = [...keys].map(([place, key]) => buildOperation(state, { ...place, key, server }));
  const events = buildEvents(state, roots);
  for (const root of roots) declareComponents(state, root);
  drain(state);
  const finished = operations.map((operation) => withSendableParameters(state, withFormFields(state, operation)));
  const secured = withSchemes(state, roots, finished);
  const tags = buildTags(state, roots, finished);
  const first = roots[0]?.value as RawObject;
  const info = isObject(first["info"]) ? first["info"] : {};
  return {
    value: {
      label: tree.label,
      title: textOf(info["title"]) || tree.label,
      description: textOf(info["description"]),
      revision: String(info["version"] ?? ""),
      ...server,
      tags,
      schemes: secured.schemes,
      operations: [...secured.operations].sort(
        (left, right) =>
          compareText(left.path, right.path) || METHODS.indexOf(left.method) - METHODS.indexOf(right.method),
      ),
      declarations: [...state.declarations.values()].sort((left, right) => compareText(left.id, right.id)),
      events: events.sort((left, right) => compareText(left.wire, right.wire)),
      omissions: state.omissions,
    },
    diagnostics: state.diagnostics,
  };
}

function drain(state: BuildState): void {
  // The loop also reaches builds that are added while it runs. Removing each from the front would move all others.
  for (const build of state.queue) build();
  state.queue.length = 0;
}

/** Records the component keys under which a root names files and parts of files. */
function registerComponents(state: BuildState, root: Cursor): void {
  const components = isObject(root.value) ? root.value["components"] : undefined;
  const schemas = isObject(components) ? components["schemas"] : undefined;
  if (!isObject(schemas)) return;
  for (const [key, schema] of Object.entries(schemas)) {
    if (!isObject(schema) || typeof schema["$ref"] !== "string") continue;
    const target = followIn(state, child({ ...root, value: components }, "schemas", key));
    if (target === undefined) continue;
    const id = identityOf(target);
    const keys = state.componentKeys.get(id);
    if (keys === undefined) state.componentKeys.set(id, [key]);
    else if (!keys.includes(key)) keys.push(key);
  }
}

/**
 * Declares every schema of a root's component section, even if nothing uses it: the vendor's roots export some schemas
 * so.
 */
function declareComponents(state: BuildState, root: Cursor): void {
  const components = isObject(root.value) ? root.value["components"] : undefined;
  const schemas = isObject(components) ? components["schemas"] : undefined;
  if (!isObject(schemas)) return;
  for (const key of Object.keys(schemas)) {
    const target = followIn(state, {
      file: root.file,
      pointer: appendPointer("/components/schemas", key),
      value: schemas[key],
    });
    if (target !== undefined) state.declareTarget(target);
  }
}

type FoundOperation = Omit<Parameters<typeof buildOperation>[1], "key" | "server">;

function findOperations(state: BuildState, root: Cursor): FoundOperation[] {
  const paths = isObject(root.value) ? root.value["paths"] : undefined;
  if (!isObject(paths)) return [];
  const found: FoundOperation[] = [];
  for (const path of Object.keys(paths).sort()) {
    if (path.startsWith("x-")) continue;
    const at: Cursor = { file: root.file, pointer: appendPointer("/paths", path), value: paths[path] };
    const item = follow(state.tree, at);
    const reason = !path.startsWith("/")
      ? "its path does not start with a slash"
      : item === undefined || !isObject(item.value)
        ? "its path item cannot be read"
        : undefined;
    if (reason !== undefined || item === undefined) {
      omit(state, { what: path, reason: reason ?? "" }, at);
      continue;
    }
    for (const method of METHODS) {
      const value = (item.value as RawObject)[method];
      if (value === undefined) continue;
      const stated: Cursor = { file: item.file, pointer: appendPointer(item.pointer, method), value };
      const operation = follow(state.tree, stated);
      const what = `${method.toUpperCase()} ${path}`;
      if (method === "trace") omit(state, { what, reason: "`fetch` does not send TRACE requests" }, stated);
      else if (operation === undefined || !isObject(operation.value))
        omit(state, { what, reason: isObject(value) ? "its reference has no target" : "it is not a mapping" }, stated);
      else found.push({ path, method, item, operation, root: root.value as RawObject });
    }
    const others = (item.value as RawObject)["additionalOperations"];
    for (const name of isObject(others) ? Object.keys(others) : []) {
      const reason = `the SDKs support only the methods ${METHODS.filter((method) => method !== "trace").join(", ")}`;
      omit(state, { what: `${name} ${path}`, reason }, child(item, "additionalOperations", name));
    }
  }
  return found;
}

/**
 * The key of each operation. Templates that differ only in placeholder names keep these names in their keys. A second
 * operation with the same key is reported and dropped.
 */
function uniqueKeys(state: BuildState, found: readonly FoundOperation[]): Map<FoundOperation, string> {
  const byKey = new Map<string, FoundOperation[]>();
  for (const place of found) {
    const key = operationKey(place.method, place.path);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [place]);
    else group.push(place);
  }
  const keys = new Map<FoundOperation, string>();
  const taken = new Map<string, FoundOperation>();
  for (const [key, group] of byKey) {
    for (const place of group) {
      const own = group.length === 1 ? key : `${place.method.toUpperCase()} ${place.path}`;
      const first = taken.get(own);
      if (first === undefined) {
        taken.set(own, place);
        keys.set(place, own);
      } else {
        report(state, duplicateOperation, { key: own, first: first.operation.file }, place.operation);
      }
    }
  }
  return keys;
}

function withFormFields(state: BuildState, operation: Operation): Operation {
  if (operation.body === undefined) return operation;
  const contents = operation.body.contents.map((content) =>
    content.codec === "multipart" || content.codec === "form"
      ? { ...withNamedParts(state, content), fields: formFieldsOf(state, content) }
      : content,
  );
  return { ...operation, body: { ...operation.body, contents } };
}

function buildTags(state: BuildState, roots: readonly Cursor[], operations: readonly Operation[]): Tag[] {
  const descriptions = new Map<string, string>();
  for (const root of roots) {
    const declared = isObject(root.value) ? root.value["tags"] : undefined;
    if (!Array.isArray(declared)) continue;
    for (const tag of declared.filter(isObject)) {
      if (typeof tag["name"] === "string")
        descriptions.set(tag["name"].trim(), textOf(tag["description"]) || textOf(tag["summary"]));
    }
  }
  const used = [...new Set(operations.map((operation) => operation.tag))].sort(compareText);
  return used.map((wire) => {
    const description = descriptions.get(wire);
    const [root] = roots;
    if (description === undefined && wire !== "Default" && root !== undefined)
      report(state, undeclaredTag, { tag: wire }, root);
    return { wire, description: description ?? "" };
  });
}
