import { Call } from "../call.js";
import type { Core } from "../core.js";
import type { Operation } from "../operation.js";
import type { CallOptions } from "../options.js";

/** Options of a call whose response is available in several media types. */
export interface AcceptOptions<Type> extends CallOptions {
  /** The requested media type; absent: the usual one. */
  readonly accept?: Type | undefined;
}

/** The type of the response for a requested media type. */
export type Accepted<Type, Usual, Others> = Type extends keyof Others
  ? Others[Type]
  : Usual;

/** Makes a call that requests the media type of its options, and reads the response in that media type. */
export function acceptCall<T>(
  core: Core,
  args: object,
  { accept, ...options }: AcceptOptions<string | undefined> = {},
  operation: Operation,
): Call<T> {
  const answer = operation.others?.[accept ?? ""];
  const asked = answer &&
    accept && {
      ...operation,
      answer,
      constantHeaders: { ...operation.constantHeaders, accept },
    };
  return new Call(
    () => core.send<T>(asked || operation, args, options),
    core.report,
  );
}
