import { clientCredentials } from "./auth.js";
import type { ClientOptions } from "./client.js";
import { SdkError } from "./errors.js";
import { importBuiltin, readEnvironment } from "./node-builtins.js";

/** The settings that the environment and `config.json` know. */
export interface Settings {
  readonly baseUrl?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Where the token is asked for. Default: `/oauth/token` at the base URL. */
  readonly tokenUrl?: string | undefined;
}

/** Options of a client that are complete: base URL and auth. */
export type LoadedOptions = ClientOptions &
  Required<Pick<ClientOptions, "baseUrl" | "auth">>;

interface FileSystem {
  readonly readFile: (path: string, encoding: "utf8") => Promise<string>;
}

/** `config.json` in the working folder (`BaseURL`, `ClientId`, `ClientSecret`); nothing when there is none. */
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
  };
}

function readVariables(): Settings {
  const environment = readEnvironment();
  return {
    baseUrl: environment["SAIL_BASE_URL"],
    clientId: environment["SAIL_CLIENT_ID"],
    clientSecret: environment["SAIL_CLIENT_SECRET"],
  };
}

function toOptions(sources: readonly Settings[]): LoadedOptions {
  const pick = (key: keyof Settings): string | undefined =>
    sources.map((source) => source[key]).find((value) => value);
  const [baseUrl, clientId, clientSecret] = [
    pick("baseUrl"),
    pick("clientId"),
    pick("clientSecret"),
  ];
  if (!baseUrl || !clientId || !clientSecret) {
    const missing = [
      baseUrl || "the base URL (SAIL_BASE_URL, BaseURL)",
      clientId || "the client's id (SAIL_CLIENT_ID, ClientId)",
      clientSecret || "the client's secret (SAIL_CLIENT_SECRET, ClientSecret)",
    ].filter(
      (text, index) => text !== [baseUrl, clientId, clientSecret][index],
    );
    throw new SdkError(`not configured: ${missing.join(", ")}`);
  }
  return {
    baseUrl,
    auth: clientCredentials({
      clientId,
      clientSecret,
      tokenUrl: pick("tokenUrl"),
    }),
  };
}

/**
 * The options that `SAIL_BASE_URL`, `SAIL_CLIENT_ID` and `SAIL_CLIENT_SECRET` give; explicit settings win.
 * @throws SdkError that names what is missing.
 */
export function fromEnvironment(explicit: Settings = {}): LoadedOptions {
  return toOptions([explicit, readVariables()]);
}

/**
 * The options from explicit settings, then the environment, then `config.json` in the working folder.
 * @throws SdkError that names what is missing, or when the file cannot be read.
 */
export async function loadConfig(
  explicit: Settings = {},
  path = "config.json",
): Promise<LoadedOptions> {
  return toOptions([explicit, readVariables(), await readConfigFile(path)]);
}
