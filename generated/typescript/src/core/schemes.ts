import { type ClientOptions, createClientCore } from "./client.js";
import { copyPlain } from "./copy.js";
import type { Core } from "./core.js";
import { SdkError } from "./errors.js";
import { limiter } from "./limiter.js";
import type { Arguments, Operation, SecurityScheme } from "./operation.js";
import type { Send, TokenProvider } from "./options.js";
import { encodePairs } from "./request/query.js";

/** A value, or a function that returns it; the function is called before each call. */
type Given<Value> = Value | (() => Value | Promise<Value>);

/** An API key, or a function that returns it. */
export type ApiKey = Given<string>;

/** A user and a password, or a function that returns them. */
export type BasicCredentials = Given<{
  readonly username: string;
  readonly password: string;
}>;

/** The credential for one security scheme. */
export type Credential = ApiKey | BasicCredentials | TokenProvider;

/** Options of a client whose API has several security schemes. */
export interface SchemeOptions<
  Credentials extends object,
> extends ClientOptions {
  /**
   * Credentials by the name of the security scheme. A call sends the credentials of the first alternative of its
   * operation for which all credentials are given. `auth` is the token of every bearer scheme that is not given here.
   */
  readonly credentials?: Credentials | undefined;
}

function toBasic(
  scheme: string,
  { username, password }: { username: string; password: string },
): string {
  if (username.includes(":"))
    throw new SdkError(`${scheme}: a user name has no colon`);
  return (
    "Basic " + btoa(unescape(encodeURIComponent(username + ":" + password)))
  );
}

/**
 * Percent-encodes the characters that a cookie cannot contain (RFC 6265, 4.1.1). The rest of a key is sent unchanged.
 */
function toCookie(name: string, value: string): string {
  return (
    name +
    "=" +
    value.replace(
      /[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]/gu,
      encodeURIComponent,
    )
  );
}

/** Adds the credentials of one alternative to an operation, except tokens. */
async function withSecrets(
  operation: Operation,
  schemes: readonly SecurityScheme[],
  given: Readonly<Record<string, Credential | undefined>>,
): Promise<Operation> {
  const query: string[] = [];
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const { scheme, in: place, name = "" } of schemes) {
    if (place === "bearer") continue;
    const stated = given[scheme] as Given<unknown>;
    const value: unknown =
      typeof stated === "function" ? await (stated as () => unknown)() : stated;
    if (place === "basic")
      headers["authorization"] = toBasic(scheme, Object(value) as never);
    else if (place === "query") query.push(encodePairs(name, value));
    else if (place === "cookie") cookies.push(toCookie(name, String(value)));
    else headers[name.toLowerCase()] = String(value);
  }
  return {
    ...operation,
    query: [...(operation.query ?? []), ...query.map((pair) => () => pair)],
    headers: (args: Arguments) => {
      const own = operation.headers?.(args);
      const cookie = [own?.["cookie"], ...cookies].filter(Boolean).join("; ");
      return { ...own, ...headers, ...(cookie && { cookie }) };
    },
  };
}

/**
 * Makes the core of a client whose API has several security schemes. Each call sends the credentials that its operation
 * requires, and no others. They are sent only to the client's own service.
 * @throws SdkError as `createClientCore` does.
 */
export function createSchemeCore<Credentials extends object>(
  { credentials, ...rest }: SchemeOptions<Credentials>,
  product?: string,
): Core {
  // One limiter for all cores.
  const options = { ...rest, limiter: rest.limiter ?? limiter() };
  const given = (credentials ?? {}) as Readonly<
    Record<string, Credential | undefined>
  >;
  const core = createClientCore(options, product);
  const cores = new Map<string, Core>();
  // A core keeps the token that its service refused last, so each scheme has its own core.
  const coreOf = (scheme: string): Core => {
    let own = cores.get(scheme);
    if (!own) {
      const auth = given[scheme] as string | TokenProvider;
      cores.set(
        scheme,
        (own = createClientCore({ ...options, auth }, product)),
      );
    }
    return own;
  };
  const isGiven = ({ scheme, in: place }: SecurityScheme): boolean =>
    given[scheme] !== undefined ||
    (place === "bearer" && options.auth !== undefined);
  const send: Send = async (operation, args, own) => {
    const { security, path } = operation;
    // An absolute URL of an operation may belong to another service.
    if (!security || path[0] !== "/") return core.send(operation, args, own);
    const chosen = security.find((schemes) => schemes.every(isGiven)) ?? [];
    const token = chosen.find(({ in: place }) => place === "bearer");
    // Copied now, because a credential function may take time.
    const copied = copyPlain(args);
    const ownOptions = copyPlain(own);
    const sent = await withSecrets(operation, chosen, given);
    if (token && given[token.scheme] !== undefined)
      return coreOf(token.scheme).send(sent, copied, ownOptions);
    // The client's `auth` is not sent if the operation does not require a token.
    const isSilent =
      !token && (chosen.length > 0 || options.auth !== undefined);
    const bare: Operation = isSilent ? { ...sent, auth: "none" } : sent;
    return core.send(bare, copied, ownOptions);
  };
  return { ...core, send };
}
