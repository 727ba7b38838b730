import { DecodeError } from "./errors.js";
import type { Operation } from "./operation.js";
import type { TokenContext, TokenProvider } from "./options.js";

/** Gives the current token of one client at one token endpoint, or a promise of a fresh one. */
type TokenSource = (context: TokenContext) => string | Promise<string>;

/** Tokens by token URL, client and scope. Share one between cores that use the same client. */
export type TokenCache = Map<string, TokenSource>;

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
  /** Default: a cache of this provider's own. */
  readonly cache?: TokenCache | undefined;
}

const tokenOperation: Operation = {
  id: "requestToken",
  method: "POST",
  path: "",
  body: (value) => ({
    body: new URLSearchParams(value as Record<string, string>),
  }),
  read: true,
  auth: "none",
};

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
}

/**
 * Provides tokens by the client credentials grant: one request at a time, and a new one only when the token
 * ends or is refused.
 */
export function clientCredentials({
  clientId,
  clientSecret,
  scope,
  tokenUrl,
  skewMs = 60_000,
  cache = new Map() as TokenCache,
}: ClientCredentials): TokenProvider {
  const createSource = (path: string): TokenSource => {
    let token = "";
    let end = 0;
    let flight: Promise<string> | undefined;
    const request = async ({ clock, send }: TokenContext): Promise<string> => {
      const started = clock.now();
      const { data } = await send<TokenAnswer | undefined>(
        { ...tokenOperation, path },
        {
          body: {
            grant_type: "client_credentials",
            client_id: clientId,
            client_secret: clientSecret,
            ...(scope && { scope }),
          },
        },
      );
      if (!data?.access_token) throw new DecodeError("no access_token");
      const life = (Number(data.expires_in) || 300) * 1000;
      end = started + life - Math.min(skewMs, life / 2);
      return (token = data.access_token);
    };
    return (context) =>
      token && token !== context.rejected && context.clock.now() < end
        ? token
        : (flight ??= request(context).finally(() => (flight = undefined)));
  };
  return (context) => {
    const path = tokenUrl ?? context.baseUrl + "/oauth/token";
    const key = [path, clientId, scope].join(" ");
    const source = cache.get(key) ?? createSource(path);
    cache.set(key, source);
    return source(context);
  };
}
