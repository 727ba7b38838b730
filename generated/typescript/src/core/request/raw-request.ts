import { hideUser } from "./address.js";
import { anyBody, jsonBody } from "../bodies/bodies.js";
import { Call } from "../call.js";
import type { Core } from "../core.js";
import type { AnswerReader, BodyEncoder, Method } from "../operation.js";
import type { CallOptions } from "../options.js";
import { encodePairs } from "./query.js";

/** What a raw request sends besides its method and path. */
export interface RawRequest extends CallOptions {
  /** The query by wire name; a list becomes repeated pairs, undefined is left out. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** The payload. */
  readonly body?: unknown;
  /**
   * How the payload is written, such as `multipart()`. Default: `FormData`, `URLSearchParams`, bytes and streams as
   * they are, anything else as JSON.
   */
  readonly encode?: BodyEncoder | undefined;
  /** How the answer is read, such as `downloadAnswer`. Default: JSON. */
  readonly answer?: AnswerReader | undefined;
}

/**
 * Sends a request that no operation describes, with the core's auth, retries and timeouts.
 * `path` starts at the base URL (`/beta/identities`); an absolute URL elsewhere is sent without a token.
 */
export function sendRaw<T = unknown>(
  core: Core,
  method: Method,
  path: string,
  { query = {}, body, encode, answer, ...options }: RawRequest = {},
): Call<T> {
  method = method.toUpperCase() as Method;
  const [start = "", ...given] = path.split("?");
  // Braces would be placeholders.
  const bare = start.replace(/[{}]/g, encodeURIComponent);
  return new Call(
    () =>
      core.send<T>(
        {
          id: `${method} ${hideUser(bare)}`,
          method,
          path: bare,
          query: [
            () => given.join("?"),
            ...Object.keys(query).map(
              (name) => () => encodePairs(name, query[name]),
            ),
          ],
          // Made here: a constant of the module would stand in bundles that send nothing raw.
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
