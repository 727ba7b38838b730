import type { Api } from "./api.js";
import type { Call } from "./call.js";
import type { Core } from "./core.js";
import {
  type Operation,
  type OperationParts,
  readOperation,
} from "./operation.js";

/**
 * Returns the descriptor that a method of a generated class passes to the core, for mocks. The descriptor is inside the
 * method's body, so that a program which does not call the method never evaluates it.
 */
export function operationOf<Args extends object, Data, Failures>(
  type: new (core: Core) => Api,
  method: string,
): Operation<Args, Data, Failures> {
  let found: unknown;
  // Nothing is sent: a method passes its descriptor to `send` of this core, or to `pages` for a list.
  const send = (operation: Operation) => {
    found = operation;
    return new Promise(() => undefined);
  };
  const recorder = Object.create(type.prototype) as Record<string, unknown>;
  recorder["core"] = { send };
  recorder["pages"] = (
    _args: object,
    _options: unknown,
    operation: Operation | string,
    parts?: OperationParts,
  ) => {
    found = readOperation(operation, parts);
  };
  const call = (
    recorder[method] as (args: object) => Call<unknown> | undefined
  )({});
  void call?.withResponse();
  return found as Operation<Args, Data, Failures>;
}
