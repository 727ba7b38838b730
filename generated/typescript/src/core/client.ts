import { hideUser } from "./request/address.js";
import { type Core, createCore } from "./core.js";
import { SdkError } from "./errors.js";
import {
  createInterceptor,
  createReport,
  type InterceptorOptions,
} from "./hooks/interceptor.js";
import { limiter as createLimiter } from "./limiter.js";
import type { CoreOptions, Limiter } from "./options.js";

/** Options of a client: the core's, and what is only convenient. */
export interface ClientOptions
  extends
    Omit<CoreOptions, "baseUrl" | "interceptor" | "limiter">,
    InterceptorOptions {
  /** The URL that paths are appended to, such as `https://acme.api.identitynow.com`. */
  readonly baseUrl?: string | undefined;
  /** Short for the base URL `https://TENANT.api.identitynow.com`. */
  readonly tenant?: string | undefined;
  /**
   * Bounds the rate of requests, retries and token requests included. Default: one of its own for the 100 requests in 10
   * seconds that the service allows. Share one between the clients that have the same credentials; false: no bound.
   */
  readonly limiter?: Limiter | false | undefined;
  /** What is added to the User-Agent header, such as `my-job/1.2`. Not sent by browsers. */
  readonly userAgent?: string | undefined;
}

/**
 * Makes the core of a client. `product` is the package's own part of the User-Agent header.
 * @throws SdkError when neither a base URL nor a tenant's name is given, or nothing may be sent to the base URL.
 */
export function createClientCore(
  options: ClientOptions,
  product = "sdk",
): Core {
  const { baseUrl, tenant = "", userAgent, hooks, logger } = options;
  const { limiter = createLimiter() } = options;
  if (!baseUrl && !/^[\w-]+$/.test(tenant))
    throw new SdkError(
      `a baseUrl or a tenant's name is required, not ${JSON.stringify(hideUser(tenant))}`,
    );
  // A page and its workers cannot set their User-Agent, and trying to costs a preflight request.
  const isPage = "document" in globalThis || "WorkerGlobalScope" in globalThis;
  return createCore({
    ...options,
    baseUrl: baseUrl || `https://${tenant}.api.identitynow.com`,
    headers: {
      ...(isPage
        ? {}
        : { "user-agent": product + (userAgent ? " " + userAgent : "") }),
      ...options.headers,
    },
    limiter,
    report: options.report ?? createReport(options),
    interceptor: hooks || logger ? createInterceptor(options) : undefined,
  });
}
