import type { ErrorContext } from "./errors.js";
import type { Arguments, EncodedBody, Operation } from "./operation.js";
import type { CallOptions, CoreOptions } from "./options.js";
import { buildHeaders, buildPath, buildQuery } from "./url.js";

/** A call as it is sent with every attempt. */
export interface PreparedRequest {
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly content: EncodedBody | undefined;
  /** What its errors tell about it. */
  readonly context: ErrorContext;
}

/** What a request is made from. */
export interface RequestParts {
  readonly baseUrl: string;
  readonly operation: Operation;
  readonly args: Arguments;
  /** Options from general to special. */
  readonly options: readonly [CoreOptions, CallOptions];
}

/** Turns a call into a request; refuses arguments that cannot be sent. */
export function prepareRequest({
  baseUrl,
  operation,
  args,
  options,
}: RequestParts): PreparedRequest {
  const path = buildPath(operation, args);
  const query = buildQuery(operation, args);
  const target = path.startsWith("/") ? baseUrl + path : path;
  const headers = buildHeaders(operation, args);
  const body = args["body"];
  let content: EncodedBody | undefined;
  if (body !== undefined) {
    content = operation.body?.(body) ?? { body: JSON.stringify(body) };
    const contentType =
      content.contentType ??
      operation.contentType ??
      (operation.body ? undefined : "application/json");
    if (contentType) headers["content-type"] = contentType;
  }
  const { userAgent } = options[0];
  if (userAgent) headers["user-agent"] = userAgent;
  for (const { headers: extra } of options)
    for (const name in extra) headers[name.toLowerCase()] = extra[name]!;
  return {
    url: query && target + (target.includes("?") ? "&" : "?") + query || target,
    headers,
    content,
    context: {
      operationId: operation.id,
      method: operation.method,
      url: target.split("?")[0]!,
    },
  };
}
