import { clientCredentials } from "../auth.js";
import type { ClientOptions } from "../client.js";
import { SdkError } from "../errors.js";
import { importBuiltin, readEnvironment } from "./node-builtins.js";
import type { TokenProvider } from "../options.js";
import { hasProxy, proxyFetch } from "./proxy.js";

/** The settings that the environment or `config.json` contains. */
export interface Settings {
  readonly baseUrl?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /**
   * The URL that issues tokens. Default: `/oauth/token` at the base URL. Its key in `config.json` is `TokenURL`; it has
   * no environment variable.
   */
  readonly tokenUrl?: string | undefined;
  /**
   * Whether the base URL and the token URL may be `http:` to another machine. It is read from the source of the base
   * URL: `AllowHttp` in `config.json`, `SAIL_ALLOW_HTTP=true` in the environment.
   */
  readonly allowHttp?: boolean | undefined;
  /**
   * The address of an HTTP proxy; see `proxyFetch`. Default: the variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`,
   * also if the other settings come from elsewhere. false: no proxy.
   */
  readonly proxy?: string | false | undefined;
}

/** Complete options of a client: with base URL and credentials. */
export type LoadedOptions = ClientOptions & {
  readonly baseUrl: string;
  readonly auth: TokenProvider;
};

interface FileSystem {
  readonly readFile: (path: string, encoding: "utf8") => Promise<string>;
}

/**
 * Reads `config.json` (`BaseURL`, `ClientId`, `ClientSecret`, `TokenURL`, `AllowHttp`). Returns no settings if the file
 * does not exist.
 */
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
    // The parser's message quotes the file, which contains a secret.
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

/** The names that a source uses for the settings. */
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
 * Completes explicit settings with those of one source. A secret must not be sent to another tenant: so id and secret
 * come from the same source, and so do base URL and token URL.
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

/** The names of the settings that are missing. */
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
 * Returns the options from `SAIL_BASE_URL`, `SAIL_CLIENT_ID` and `SAIL_CLIENT_SECRET`. Explicit settings win; the
 * client's id and secret are one pair.
 * @throws SdkError that names the missing settings.
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
 * Returns the options from explicit settings and one source: the environment if it contains the rest, otherwise
 * `config.json` in the working folder. Environment and file are never mixed, so that no secret reaches another tenant;
 * the file is not read if `SAIL_BASE_URL` is set. Explicit settings win; the client's id and secret are one pair. With
 * an explicit base URL the file's token URL is not used.
 * @throws SdkError that names the missing settings, or if the file cannot be read.
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
  // SAIL_BASE_URL names a tenant: calling the tenant of the file instead would be a surprise.
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
