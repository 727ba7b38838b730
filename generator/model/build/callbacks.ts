import { appendPointer } from "../../load/pointer.ts";
import { isObject, type Cursor } from "../../load/tree.ts";
import { METHODS } from "../../load/walk.ts";
import { bodyOf } from "./content.ts";
import { callbackNoted } from "./diagnostics.ts";
import { followIn, report, type BuildState } from "./state.ts";

/**
 * What an operation says the service calls back: one line of Markdown for each call. A client sends nothing there, so
 * there is no method for it; the types of what arrives are declared.
 */
export function callbackNotes(state: BuildState, operation: Cursor, key: string): readonly string[] {
  const callbacks = isObject(operation.value) ? operation.value["callbacks"] : undefined;
  if (!isObject(callbacks)) return [];
  return Object.keys(callbacks).flatMap((name) => {
    const callback = followIn(state, childOf(operation, ["callbacks", name], callbacks[name]));
    if (callback === undefined || !isObject(callback.value)) return [];
    return Object.entries(callback.value).flatMap(([expression, value]) => {
      const item = expression.startsWith("x-") ? undefined : followIn(state, childOf(callback, [expression], value));
      if (item === undefined || !isObject(item.value)) return [];
      const calls = Object.entries(item.value).filter(([method, call]) => isMethod(method) && isObject(call));
      return calls.map(([method, call]) => {
        const steps = [name, ...(calls.length > 1 ? [method] : [])].map((wire) => ({ kind: "part" as const, wire }));
        bodyOf(state, childOf(item, [method], call), key, {
          kind: "request",
          operation: key,
          ordinal: 0,
          format: "json",
          steps,
        });
        report(state, callbackNoted, { name }, item);
        return `Calls back (\`${name}\`): ${method.toUpperCase()} \`${expression}\`.`;
      });
    });
  });
}

function isMethod(key: string): boolean {
  return METHODS.some((method) => method === key);
}

function childOf({ file, pointer }: Cursor, tokens: readonly string[], value: unknown): Cursor {
  return { file, pointer: appendPointer(pointer, ...tokens), value };
}
