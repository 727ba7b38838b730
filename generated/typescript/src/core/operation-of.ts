import type { Api } from "./api.js";
import type { Core } from "./core.js";
import type { Operation } from "./operation.js";

/**
 * The descriptor that a method of a generated class sends its calls with, for mocks. It stands in the method's body,
 * so that a program which makes no such call never reads it.
 */
export function operationOf<Args extends object, Data, Failures>(
  type: new (core: Core) => Api,
  method: string,
): Operation<Args, Data, Failures> {
  const give = (_args: object, _options: unknown, operation: Operation) =>
    operation;
  const recorder = Object.create(type.prototype) as Record<string, unknown>;
  recorder["call"] = recorder["pages"] = give;
  return (
    recorder[method] as (args: object) => Operation<Args, Data, Failures>
  )({});
}
