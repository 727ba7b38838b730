import { hideUser } from "./request/address.js";
import { DecodeError, SdkError } from "./errors.js";
import type { TokenProvider } from "./options.js";
import { checkText } from "./text.js";

/** The credentials of an OAuth client, or of a personal access token. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The scopes to request, separated by spaces. Default: all scopes of the client. */
  readonly scope?: string | undefined;
  /** The URL that issues tokens. Default: `/oauth/token` at the base URL. */
  readonly tokenUrl?: string | undefined;
  /** How many milliseconds before its end a token is replaced, at most half its lifetime. Default 60,000. */
  readonly skewMs?: number | undefined;
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
}

/** A token, or the pending request for one. */
interface CachedToken {
  readonly token: string | Promise<string>;
  /** When the token is replaced, in milliseconds since 1970. */
  readonly end: number;
}

/** The error codes of RFC 6749, section 5.2. Any other text of the response may repeat the request's secret. */
const known =
  /^(invalid_(request|client|grant|scope)|un(authorized_client|supported_grant_type))$/;

/**
 * An error response without anything that may repeat the request: its status, the OAuth error code, and Retry-After in
 * seconds.
 */
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
 * Makes a provider of tokens by the client credentials grant. It sends one token request at a time, and a new one only
 * when the token has ended or was refused. Share one provider between all cores that use the same client: it keeps one
 * token per token URL. A call fails with an SdkError if the id or the secret is missing, and with a DecodeError if the
 * response contains no access token.
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
    // An environment variable that is not set would be sent as the text "undefined".
    if (clientId == null || clientSecret == null)
      throw new SdkError("clientId or clientSecret is missing");
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
        // The engine's message for invalid JSON quotes the text, which may contain a token.
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
