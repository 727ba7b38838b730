import { hideUser } from "./address.js";
import { anyBody, jsonBody } from "../bodies/bodies.js";
import { Call } from "../call.js";
import type { Core } from "../core.js";
import type { AnswerReader, BodyEncoder, Method } from "../operation.js";
import type { CallOptions } from "../options.js";
import { encodePairs } from "./query.js";

/** What a raw request sends besides its method and path. */
export interface RawRequest extends CallOptions {
  /** The query by parameter name. A list becomes repeated pairs; undefined is left out. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** The request body. */
  readonly body?: unknown;
  /**
   * Encodes the request body, such as `multipart()`. Default: `FormData`, `URLSearchParams`, bytes and streams are sent
   * unchanged, other values as JSON.
   */
  readonly encode?: BodyEncoder | undefined;
  /** Reads the response, such as `downloadAnswer`. Default: JSON. */
  readonly answer?: AnswerReader | undefined;
}

/**
 * Sends a request that no operation describes, with the core's credentials, retries and timeouts. `path` is appended to
 * the base URL (`/beta/identities`). An absolute URL outside the base URL is sent without a token. The call fails with an
 * SdkError if the path has a "#", which must be encoded.
 */
export function sendRaw<T = unknown>(
  core: Core,
  method: Method,
  path: string,
  { query = {}, body, encode, answer, ...options }: RawRequest = {},
): Call<T> {
  method = method.toUpperCase() as Method;
  const [start = "", ...given] = path.split("?");
  // Braces would be read as placeholders.
  const bare = start.replace(/[{}]/g, encodeURIComponent);
  return new Call(
    () =>
      core.send<T>(
        {
          id: `${method} ${hideUser(bare)}`,
          method,
          path: bare,
          query: [
            () => {
              // A fragment is never sent, nor is a query behind it.
              if (path.includes("#")) throw new TypeError('bad path: "#"');
              return given.join("?");
            },
            ...Object.keys(query).map(
              (name) => () => encodePairs(name, query[name]),
            ),
          ],
          // Made here, because a constant of the module would be part of bundles without raw requests.
          body:
            encode ??
            anyBody({ first: jsonBody(), binary: "application/octet-stream" }),
          ...(answer && { answer }),
        },
        { body },
        options,
      ),
    core.report,
  );
}
