import { hideUser } from "./request/address.js";
import { DecodeError } from "./errors.js";
import type { TokenProvider } from "./options.js";
import { checkText } from "./text.js";

/** The credentials of a client; a personal access token is such a pair too. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The scopes to ask for, separated by blanks. Default: all that the client has. */
  readonly scope?: string | undefined;
  /** Default: `/oauth/token` at the base URL. */
  readonly tokenUrl?: string | undefined;
  /** How many milliseconds before its end a token is replaced, at most half its life. Default 60,000. */
  readonly skewMs?: number | undefined;
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
}

/** A token, or the request that will give it. */
interface CachedToken {
  readonly token: string | Promise<string>;
  /** When it is to be replaced. */
  readonly end: number;
}

/** The errors of RFC 6749, 5.2. What else the service says may repeat the request. */
const known =
  /^(invalid_(request|client|grant|scope)|un(authorized_client|supported_grant_type))$/;

/** What an error's answer tells without any part of the request: its status, the error's code and the seconds to wait. */
async function keepCode(response: Response): Promise<Response> {
  const { status, headers } = response;
  const { error } = Object(await response.json().catch(() => {})) as {
    error?: unknown;
  };
  const wait = headers.get("retry-after") ?? "";
  return new Response(
    JSON.stringify(known.test(String(error)) ? { error } : {}),
    { status, headers: /^\d{1,9}$/.test(wait) ? { "retry-after": wait } : {} },
  );
}

/**
 * Provides tokens by the client credentials grant: one request at a time, and a new one only when the token
 * ends or is refused. Give one provider to all cores that use the same client: it keeps a token per token URL.
 */
export function clientCredentials({
  clientId,
  clientSecret,
  scope,
  tokenUrl,
  skewMs = 60_000,
}: ClientCredentials): TokenProvider {
  const cache = new Map<string, CachedToken>();
  return ({ baseUrl, clock, rejected, send }) => {
    const path = tokenUrl ?? baseUrl + "/oauth/token";
    const context = {
      operationId: "requestToken",
      method: "POST",
      url: hideUser(path).split("?")[0]!,
    };
    const started = clock.now();
    const known = cache.get(path);
    if (known && known.token !== rejected && known.end > started)
      return known.token;
    const request = async (): Promise<string> => {
      try {
        const { data } = await send<TokenAnswer | undefined>(
          {
            id: "requestToken",
            method: "POST",
            path,
            body: () => ({
              body: new URLSearchParams({
                grant_type: "client_credentials",
                client_id: checkText(clientId),
                client_secret: checkText(clientSecret),
                ...(scope && { scope }),
              }),
            }),
            read: true,
            auth: "none",
            secret: keepCode,
          },
          { body: true },
        );
        const token = data?.access_token;
        if (!token)
          throw new DecodeError(context.url + ": no access_token", context);
        const life = (Number(data.expires_in) || 300) * 1000;
        const end = started + Math.max(life - skewMs, life / 2);
        cache.set(path, { token, end });
        return token;
      } catch (error) {
        cache.delete(path);
        // The engine's words for what is no JSON quote it, and it may be a token.
        throw error instanceof DecodeError
          ? new DecodeError(context.url + ": no access_token", context)
          : error;
      }
    };
    const token = request();
    cache.set(path, { token, end: Infinity });
    return token;
  };
}
