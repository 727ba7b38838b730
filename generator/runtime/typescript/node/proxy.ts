import { ConnectionError, SdkError } from "../errors.js";
import type { AnyFetch, Fetch } from "../options.js";
import { importModule, readEnvironment } from "./node-builtins.js";

/** Which proxy requests use, and which hosts are requested without it. */
export interface ProxyOptions {
  /**
   * The address of an HTTP proxy, with user and password if it requires them: `http://user:pass@proxy.example:8080`.
   * Default: `HTTPS_PROXY` for `https:` URLs and `HTTP_PROXY` for `http:` URLs, otherwise `ALL_PROXY`. Variables in
   * lower case win.
   */
  readonly proxy?: string | undefined;
  /** Hosts that are requested without a proxy: `localhost,.example.com`. Default: `NO_PROXY`. */
  readonly noProxy?: string | undefined;
  /** The module `undici`, for bundled programs. Default: the installed module. */
  readonly undici?: Undici | undefined;
}

/** The part of the module `undici` (7 or 8) that is used. */
export interface Undici {
  readonly fetch: AnyFetch;
  readonly EnvHttpProxyAgent: new (options: {
    readonly httpProxy?: string;
    readonly httpsProxy?: string;
    readonly noProxy?: string;
  }) => object;
  readonly FormData: new () => object;
}

interface Addresses {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

/**
 * Returns a proxy's address with its scheme. The error does not show the address, because it may contain a password.
 */
function check(address: string, from: string): string {
  let url: URL | undefined;
  try {
    url = new URL(
      /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : "http://" + address,
    );
  } catch {
    // Reported below.
  }
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new SdkError(
    `${from} is not the address of an HTTP proxy, such as http://proxy.example:8080`,
  );
}

function readAddresses({ proxy, noProxy }: ProxyOptions): Addresses & {
  readonly from?: string;
} {
  const environment = readEnvironment();
  // A variable with an empty value counts as not set.
  const read = (...names: readonly string[]): readonly [string, string] | [] =>
    names
      .flatMap((name) => [name.toLowerCase(), name])
      .map((name) => [name, environment[name] ?? ""] as const)
      .find(([, value]) => value) ?? [];
  const [, without] = read("NO_PROXY");
  const all = {
    ...((noProxy ?? without) && { noProxy: noProxy ?? without! }),
  };
  if (proxy !== undefined) {
    const address = check(proxy, "proxy");
    return { ...all, httpProxy: address, httpsProxy: address, from: "proxy" };
  }
  const [http, httpAddress] = read("HTTP_PROXY", "ALL_PROXY");
  const [https, httpsAddress] = read("HTTPS_PROXY", "ALL_PROXY");
  return {
    ...all,
    ...(http && { httpProxy: check(httpAddress!, http), from: http }),
    ...(https && { httpsProxy: check(httpsAddress!, https), from: https }),
  };
}

/**
 * Whether the engine's own `fetch` reads the variables: in Deno and Bun it does, in Node only if Node was started that
 * way.
 */
function readsVariables(): boolean {
  const { process } = globalThis as {
    process?: {
      readonly versions?: Readonly<Record<string, string>>;
      readonly execArgv?: readonly string[];
    };
  };
  const { versions = {}, execArgv = [] } = process ?? {};
  if (versions["bun"] || versions["deno"]) return true;
  const [major = 0, minor = 0] = (versions["node"] ?? "")
    .split(".")
    .map(Number);
  const { NODE_USE_ENV_PROXY: variable, NODE_OPTIONS: options = "" } =
    readEnvironment();
  return (
    (major >= 24 || (major === 22 && minor >= 21)) &&
    (variable === "1" || /--use-env-proxy/.test([options, ...execArgv].join()))
  );
}

/** Returns whether options or variables name a proxy. */
export function hasProxy(options: ProxyOptions = {}): boolean {
  return readAddresses(options).from !== undefined;
}

async function load({ undici }: ProxyOptions, from: string): Promise<Undici> {
  try {
    return undici ?? (await importModule<Undici>("undici"));
  } catch (cause) {
    throw new SdkError(
      `${from} names a proxy, and nothing here can use it: npm install undici` +
        (from === "proxy"
          ? ""
          : ", or start Node 24 with NODE_USE_ENV_PROXY=1"),
      { cause },
    );
  }
}

/**
 * Returns the error of a proxy that does not open a connection. `undici` hides its status below "Request was cancelled".
 * A refused password is no ConnectionError: the call is not retried, because a proxy may lock the account.
 */
function readRefusal(cause: unknown, from: string): SdkError | undefined {
  let reason = cause as Error | undefined;
  // An error may be its own cause.
  for (let depth = 0; depth < 5 && reason?.cause; depth++)
    reason = reason.cause as Error;
  const [, status] =
    /^Proxy response \((\d+)\)/.exec(reason?.message ?? "") ?? [];
  if (!status) return undefined;
  const Kind = status === "407" ? SdkError : ConnectionError;
  return new Kind(
    `${from}: the proxy answered ${status}${status === "407" ? ", it requires another user or password" : ""}`,
    { cause },
  );
}

/**
 * Makes a `fetch` that uses a proxy: `new IscClient({ ...options, fetch: proxyFetch({ proxy }) })`. It is the engine's
 * own `fetch` if neither options nor variables name a proxy, or if the engine reads the variables itself. Otherwise it
 * is the `fetch` of `undici`, an optional peer dependency. No request bypasses a named proxy: without `undici` a call
 * throws an SdkError.
 * @throws SdkError for an invalid address of a proxy.
 */
export function proxyFetch(options: ProxyOptions = {}): Fetch {
  const { from, ...addresses } = readAddresses(options);
  if (!from || (options.proxy === undefined && readsVariables()))
    return (url, init) => fetch(url, init);
  let loading: Promise<Fetch> | undefined;
  const start = async (): Promise<Fetch> => {
    const module = await load(options, from);
    const dispatcher = new module.EnvHttpProxyAgent({
      httpProxy: "",
      httpsProxy: "",
      noProxy: "",
      ...addresses,
    });
    return (url, init) => {
      const body: unknown = init.body;
      // `undici` accepts only its own FormData.
      const form = body instanceof FormData && new module.FormData();
      if (form)
        (body as FormData).forEach((value, name) =>
          (form as FormData).append(name, value as Blob),
        );
      const own = { ...init, dispatcher, ...(form && { body: form }) };
      return (module.fetch(url, own as RequestInit) as Promise<Response>).catch(
        (cause: unknown) => {
          throw readRefusal(cause, from) ?? cause;
        },
      );
    };
  };
  return async (url, init) => (await (loading ??= start()))(url, init);
}
