import { Call } from "../call.js";
import type { Core } from "../core.js";
import type { Operation } from "../operation.js";
import type { CallOptions } from "../options.js";

/** Options of a call whose answer comes in several media types. */
export interface AcceptOptions<Type> extends CallOptions {
  /** The media type to ask for; absent: the usual one. */
  readonly accept?: Type | undefined;
}

/** What a call gives, by the media type that it asks for. */
export type Accepted<Type, Usual, Others> = Type extends keyof Others
  ? Others[Type]
  : Usual;

/** A call that asks for the media type of its options, and reads that. */
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
