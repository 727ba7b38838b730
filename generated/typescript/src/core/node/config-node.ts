import { clientCredentials } from "../auth.js";
import type { ClientOptions } from "../client.js";
import { SdkError } from "../errors.js";
import { importBuiltin, readEnvironment } from "./node-builtins.js";
import type { TokenProvider } from "../options.js";
import { hasProxy, proxyFetch } from "./proxy.js";

/** The settings that the environment or `config.json` gives. */
export interface Settings {
  readonly baseUrl?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /**
   * Where the token is asked for. Default: `/oauth/token` at the base URL. In `config.json` it is `TokenURL`; the
   * environment has none.
   */
  readonly tokenUrl?: string | undefined;
  /**
   * Whether the base URL and the token URL may be `http:` to another machine. It is of the place that gives the base
   * URL: `AllowHttp` in `config.json`, `SAIL_ALLOW_HTTP=true` in the environment.
   */
  readonly allowHttp?: boolean | undefined;
  /**
   * The address of an HTTP proxy; see `proxyFetch`. Default: the variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`,
   * wherever the other settings come from. false: none.
   */
  readonly proxy?: string | false | undefined;
}

/** Options of a client that are complete: base URL and auth. */
export type LoadedOptions = ClientOptions & {
  readonly baseUrl: string;
  readonly auth: TokenProvider;
};

interface FileSystem {
  readonly readFile: (path: string, encoding: "utf8") => Promise<string>;
}

/** `config.json` in the working folder (`BaseURL`, `ClientId`, `ClientSecret`, `TokenURL`, `AllowHttp`); nothing when there is none. */
async function readConfigFile(path: string): Promise<Settings> {
  const { readFile } = await importBuiltin<FileSystem>("node:fs/promises");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return {};
    throw new SdkError(`${path} cannot be read`, { cause });
  }
  let config: Readonly<Record<string, unknown>>;
  try {
    config = Object(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    // The parser's message quotes the file, which holds a secret.
    throw new SdkError(`${path} is not valid JSON`);
  }
  const read = (key: string): string | undefined =>
    typeof config[key] === "string" ? config[key] : undefined;
  return {
    baseUrl: read("BaseURL"),
    clientId: read("ClientId"),
    clientSecret: read("ClientSecret"),
    tokenUrl: read("TokenURL"),
    allowHttp: /^true$/i.test(String(config["AllowHttp"])),
  };
}

function readVariables(): Settings {
  const environment = readEnvironment();
  return {
    baseUrl: environment["SAIL_BASE_URL"],
    clientId: environment["SAIL_CLIENT_ID"],
    clientSecret: environment["SAIL_CLIENT_SECRET"],
    allowHttp: /^true$/i.test(environment["SAIL_ALLOW_HTTP"] ?? ""),
  };
}

const required = ["baseUrl", "clientId", "clientSecret"] as const;

/** What a place calls its settings. */
type Names = Readonly<Record<(typeof required)[number], string>>;

const variables: Names = {
  baseUrl: "SAIL_BASE_URL",
  clientId: "SAIL_CLIENT_ID",
  clientSecret: "SAIL_CLIENT_SECRET",
};
const entries: Names = {
  baseUrl: "BaseURL",
  clientId: "ClientId",
  clientSecret: "ClientSecret",
};

/**
 * Explicit settings over those of one place. A secret is sent to no tenant but its own: id and secret are of one
 * origin, and so are base URL and token URL.
 */
function complete(explicit: Settings, place: Settings): Settings {
  const { clientId, clientSecret } =
    explicit.clientId || explicit.clientSecret ? explicit : place;
  const { baseUrl, tokenUrl, allowHttp } = explicit.baseUrl ? explicit : place;
  return {
    baseUrl,
    clientId,
    clientSecret,
    tokenUrl: explicit.tokenUrl || tokenUrl,
    allowHttp: explicit.allowHttp ?? allowHttp,
    proxy: explicit.proxy,
  };
}

function toOptions(settings: Settings): LoadedOptions | undefined {
  const { baseUrl, clientId, clientSecret, tokenUrl, allowHttp, proxy } =
    settings;
  const way = proxy === undefined ? {} : { proxy: proxy || undefined };
  return baseUrl && clientId && clientSecret
    ? {
        baseUrl,
        ...(proxy !== false && hasProxy(way) && { fetch: proxyFetch(way) }),
        ...(allowHttp && { allowHttp }),
        auth: clientCredentials({
          clientId,
          clientSecret,
          tokenUrl: tokenUrl || undefined,
        }),
      }
    : undefined;
}

/** The names of what is missing. */
function listMissing(settings: Settings, names: Names): string {
  return required
    .filter((key) => !settings[key])
    .map((key) => names[key])
    .join(", ");
}

function checkPair({ clientId, clientSecret }: Settings): void {
  if (!clientId !== !clientSecret)
    throw new SdkError(
      clientId
        ? "not configured: clientId is given without clientSecret"
        : "not configured: clientSecret is given without clientId",
    );
}

/**
 * The options that `SAIL_BASE_URL`, `SAIL_CLIENT_ID` and `SAIL_CLIENT_SECRET` give; explicit settings win, the
 * client's id and secret as a pair.
 * @throws SdkError that names what is missing.
 */
export function fromEnvironment(explicit: Settings = {}): LoadedOptions {
  checkPair(explicit);
  const settings = complete(explicit, readVariables());
  const options = toOptions(settings);
  if (options) return options;
  throw new SdkError(
    `not configured: the environment lacks ${listMissing(settings, variables)}`,
  );
}

/**
 * The options from explicit settings and one place: the environment where it has what they leave open, or else
 * `config.json` in the working folder. Environment and file are never mixed, so that no secret reaches another
 * tenant; with `SAIL_BASE_URL` set the file is not read. Explicit settings win, the client's id and secret as a
 * pair; an explicit base URL goes without the file's token URL.
 * @throws SdkError that names what is missing, or when the file cannot be read.
 */
export async function loadConfig(
  explicit: Settings = {},
  path = "config.json",
): Promise<LoadedOptions> {
  checkPair(explicit);
  const place = readVariables();
  const known = complete(explicit, place);
  const options = toOptions(known);
  if (options) return options;
  const missing = `not configured: the environment lacks ${listMissing(known, variables)}`;
  // It names a tenant: to call the file's instead would be a surprise.
  if (!explicit.baseUrl && place.baseUrl)
    throw new SdkError(
      `${missing}; ${path} is not read where SAIL_BASE_URL is set`,
    );
  const settings = complete(explicit, await readConfigFile(path));
  const loaded = toOptions(settings);
  if (loaded) return loaded;
  throw new SdkError(
    `${missing}; ${path} lacks ${listMissing(settings, entries)}`,
  );
}
