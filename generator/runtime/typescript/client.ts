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

/** Options of a client: those of the core, and settings for convenience. */
export interface ClientOptions
  extends
    Omit<CoreOptions, "baseUrl" | "interceptor" | "limiter">,
    InterceptorOptions {
  /** The URL that paths are appended to, such as `https://acme.api.identitynow.com`. */
  readonly baseUrl?: string | undefined;
  /** The name of the tenant. It stands for the base URL `https://TENANT.api.identitynow.com`. */
  readonly tenant?: string | undefined;
  /**
   * Limits the rate of requests, retries and token requests included. Default: a limiter of the client's own, with the
   * 100 requests in 10 seconds that the service allows. Share one limiter between the clients that use the same
   * credentials. false: no limit.
   */
  readonly limiter?: Limiter | false | undefined;
  /** Text that is added to the User-Agent header, such as `my-job/1.2`. Browsers do not send it. */
  readonly userAgent?: string | undefined;
}

/**
 * Makes the core of a client. `product` is the package's part of the User-Agent header.
 * @throws SdkError if neither a base URL nor a valid tenant name is given, or if the base URL is refused (see
 * `createCore`).
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
  // A page and its workers cannot set User-Agent, and trying to set it costs a preflight request.
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
