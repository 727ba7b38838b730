import type { WithResponse } from "./call.js";
import { isSdkError, SdkError, UsageError } from "./errors.js";
import type { Operation } from "./operation.js";
import type { CallOptions, CoreOptions } from "./options.js";
import { sendCall, type Setup } from "./send.js";
import { systemClock } from "./time.js";

/** Sends one call; rejects with an `SdkError`. `T` is what the operation answers, unchecked. */
export type Send = <T>(
  operation: Operation,
  args: object,
  options?: CallOptions,
) => Promise<WithResponse<T>>;

/** What sends calls. Its secrets live in closures: it can be logged. */
export interface Core {
  /** The URL that paths are appended to, without a slash at the end. */
  readonly baseUrl: string;
  /** Sends one operation. */
  readonly send: Send;
}

/**
 * Makes a core, which is what the generated classes send their calls with.
 * @throws UsageError when neither a base URL nor a tenant's name is given.
 */
export function createCore(options: CoreOptions): Core {
  const { auth, tenant = "" } = options;
  const clock = options.clock ?? systemClock;
  const baseUrl = (
    options.baseUrl ??
    (/^[\w-]+$/.test(tenant) ? `https://${tenant}.api.identitynow.com` : "")
  ).replace(/\/+$/, "");
  if (!baseUrl) throw new UsageError("a baseUrl or a tenant is missing");
  const setup: Setup = {
    baseUrl,
    clock,
    options,
    hooks: [options.hooks ?? []].flat(),
    provideToken: async (rejected) => {
      try {
        return typeof auth === "function"
          ? await auth({ baseUrl, clock, rejected, send })
          : auth;
      } catch (cause) {
        throw isSdkError(cause)
          ? cause
          : new SdkError("the token provider failed", { cause });
      }
    },
  };
  const send: Send = <T>(operation: Operation, args: object, own = {}) =>
    sendCall({ setup, operation, args, own }) as Promise<WithResponse<T>>;
  return { baseUrl, send };
}
