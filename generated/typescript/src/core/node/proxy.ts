import { SdkError } from "../errors.js";
import type { AnyFetch, Fetch } from "../options.js";
import { importModule, readEnvironment } from "./node-builtins.js";

/** Which proxy requests go through, and which go without. */
export interface ProxyOptions {
  /**
   * The address of an HTTP proxy, with user and password where it asks for them: `http://user:pass@proxy.example:8080`.
   * Default: `HTTPS_PROXY` and `HTTP_PROXY` (or `ALL_PROXY`), each by its URLs; small letters win.
   */
  readonly proxy?: string | undefined;
  /** Hosts that are asked without a proxy: `localhost,.example.com`. Default: `NO_PROXY`. */
  readonly noProxy?: string | undefined;
  /** The module `undici`, for programs that a bundler makes. Default: the installed one. */
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

/** A proxy's address, complete. It is not told where it is wrong, for it may hold a password. */
function check(address: string, from: string): string {
  let url: URL | undefined;
  try {
    url = new URL(
      /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : "http://" + address,
    );
  } catch {
    // Told below.
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
  // What is set to nothing is not set.
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

/** Whether the engine's own `fetch` reads the variables: that of Deno and Bun does, and Node's where it is asked to. */
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

/** Whether options or variables name a proxy. */
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
 * A `fetch` that goes through a proxy: `new IscClient({ ...options, fetch: proxyFetch({ proxy }) })`. It is the engine's
 * own where neither options nor variables name one, or where the engine reads the variables itself; else that of
 * `undici`, an optional peer of this package. No request goes without the proxy that is named: a call throws an SdkError
 * where nothing can use it.
 * @throws SdkError for an address that is no proxy's.
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
      // It takes forms of its own only.
      const form = body instanceof FormData && new module.FormData();
      if (form)
        (body as FormData).forEach((value, name) =>
          (form as FormData).append(name, value as Blob),
        );
      const own = { ...init, dispatcher, ...(form && { body: form }) };
      return module.fetch(url, own as RequestInit) as Promise<Response>;
    };
  };
  return async (url, init) => (await (loading ??= start()))(url, init);
}
