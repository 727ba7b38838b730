import { child, isObject, type Cursor } from "../../load/tree.ts";
import { METHODS } from "../../load/grammar-lookups.ts";
import { bodyOf } from "./content.ts";
import { callbackNoted } from "./diagnostics.ts";
import { followIn, report, type BuildState } from "./state.ts";

/**
 * The notes on an operation's callbacks: one line of Markdown for each request that the service sends. A client does
 * not send these requests, so no method exists for them. The types of their payloads are declared.
 */
export function callbackNotes(state: BuildState, operation: Cursor, key: string): readonly string[] {
  const callbacks = isObject(operation.value) ? operation.value["callbacks"] : undefined;
  if (!isObject(callbacks)) return [];
  return Object.keys(callbacks).flatMap((name) => {
    const callback = followIn(state, child(operation, "callbacks", name));
    if (callback === undefined || !isObject(callback.value)) return [];
    return Object.keys(callback.value).flatMap((expression) => {
      const item = expression.startsWith("x-") ? undefined : followIn(state, child(callback, expression));
      if (item === undefined || !isObject(item.value)) return [];
      const calls = item.value;
      const methods = METHODS.filter((method) => isObject(calls[method]));
      return methods.map((method) => {
        const steps = [name, ...(methods.length > 1 ? [method] : [])].map((wire) => ({ kind: "part" as const, wire }));
        const call = child(item, method);
        bodyOf(state, followIn(state, call) ?? call, key, {
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
