import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  fromEnvironment,
  loadConfig,
  type LoadedOptions,
  type Settings,
} from "../../generator/runtime/typescript/node/config-node.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { importBuiltin } from "../../generator/runtime/typescript/node/node-builtins.js";
import { json, scriptFetch } from "./support.js";

const folder = await mkdtemp(join(tmpdir(), "sdk-"));
const path = join(folder, "config.json");
const saved = { ...process.env };
const names = [
  "SAIL_BASE_URL",
  "SAIL_CLIENT_ID",
  "SAIL_CLIENT_SECRET",
  "SAIL_ALLOW_HTTP",
];

beforeEach(() => {
  for (const name of names) delete process.env[name];
});
afterAll(() => {
  process.env = saved;
});

test("Node's modules are given by the process where it can", async () => {
  const given = await importBuiltin<typeof import("node:path")>("node:path");
  expect(given.basename("/a/b")).toBe("b");
  const { getBuiltinModule } = process;
  Object.assign(process, { getBuiltinModule: undefined });
  try {
    expect(await importBuiltin("node:path")).toMatchObject({ sep: given.sep });
  } finally {
    Object.assign(process, { getBuiltinModule });
  }
});

/** What is asked where: the base URL, and the token request that is sent. */
async function describe(options: LoadedOptions): Promise<string> {
  const { fetch, sent } = scriptFetch(json({ access_token: "t" }));
  const core = createCore({ ...options, fetch, interceptor: undefined });
  await core.send({ id: "x", method: "GET", path: "/x" }, {});
  const form = new URLSearchParams(String(sent[0]?.body));
  return [
    options.baseUrl,
    sent[0]?.url,
    form.get("client_id"),
    form.get("client_secret"),
  ].join(" ");
}

const urls = { BaseURL: "https://file.test", TokenURL: "https://sso.test/t" };
const pair = { ClientId: "fid", ClientSecret: "fsecret" };
const fromFile = "https://file.test https://sso.test/t fid fsecret";
const fromVariables =
  "https://env.test https://env.test/oauth/token eid esecret";
const ownPair: Settings = { clientId: "oid", clientSecret: "osecret" };

// In the environment: "u" the base URL, "i" the id, "s" the secret.
test.each<[string, object, Settings, string]>([
  // Both are complete: the environment, and nothing of the file.
  ["uis", { ...urls, ...pair }, {}, fromVariables],
  ["uis", urls, {}, fromVariables],
  ["uis", {}, {}, fromVariables],
  // The file as a whole where the environment names no tenant.
  ["", { ...urls, ...pair }, {}, fromFile],
  ["i", { ...urls, ...pair }, {}, fromFile],
  ["s", { ...urls, ...pair }, {}, fromFile],
  ["is", { ...urls, ...pair }, {}, fromFile],
  [
    "",
    { ...pair, BaseURL: "https://file.test" },
    {},
    "https://file.test https://file.test/oauth/token fid fsecret",
  ],
  // An explicit pair goes with the URLs of one place,
  [
    "uis",
    { ...urls, ...pair },
    ownPair,
    "https://env.test https://env.test/oauth/token oid osecret",
  ],
  [
    "u",
    { ...urls, ...pair },
    ownPair,
    "https://env.test https://env.test/oauth/token oid osecret",
  ],
  [
    "is",
    { ...urls, ...pair },
    ownPair,
    "https://file.test https://sso.test/t oid osecret",
  ],
  // and an explicit base URL with the pair of one place, not with the file's token URL.
  [
    "uis",
    { ...urls, ...pair },
    { baseUrl: "https://own.test" },
    "https://own.test https://own.test/oauth/token eid esecret",
  ],
  [
    "is",
    { ...urls, ...pair },
    { baseUrl: "https://own.test" },
    "https://own.test https://own.test/oauth/token eid esecret",
  ],
  [
    "ui",
    { ...urls, ...pair },
    { baseUrl: "https://own.test" },
    "https://own.test https://own.test/oauth/token fid fsecret",
  ],
  [
    "",
    { ...urls, ...pair },
    { baseUrl: "https://own.test", tokenUrl: "https://own.test/t" },
    "https://own.test https://own.test/t fid fsecret",
  ],
  // Explicit settings alone.
  [
    "uis",
    { ...urls, ...pair },
    { ...ownPair, baseUrl: "https://own.test" },
    "https://own.test https://own.test/oauth/token oid osecret",
  ],
  [
    "uis",
    { ...urls, ...pair },
    { tokenUrl: "https://own.test/t" },
    "https://env.test https://own.test/t eid esecret",
  ],
  // What is missing is told, for each place.
  [
    "u",
    { ...urls, ...pair },
    {},
    "not configured: the environment lacks SAIL_CLIENT_ID, SAIL_CLIENT_SECRET; FILE is not read where SAIL_BASE_URL is set",
  ],
  [
    "ui",
    { ...urls, ...pair },
    {},
    "not configured: the environment lacks SAIL_CLIENT_SECRET; FILE is not read where SAIL_BASE_URL is set",
  ],
  [
    "us",
    pair,
    {},
    "not configured: the environment lacks SAIL_CLIENT_ID; FILE is not read where SAIL_BASE_URL is set",
  ],
  [
    "is",
    urls,
    {},
    "not configured: the environment lacks SAIL_BASE_URL; FILE lacks ClientId, ClientSecret",
  ],
  [
    "i",
    { ...urls, ClientSecret: "fsecret" },
    {},
    "not configured: the environment lacks SAIL_BASE_URL, SAIL_CLIENT_SECRET; FILE lacks ClientId",
  ],
  [
    "i",
    { ClientSecret: "fsecret" },
    { baseUrl: "https://own.test" },
    "not configured: the environment lacks SAIL_CLIENT_SECRET; FILE lacks ClientId",
  ],
  [
    "",
    {},
    ownPair,
    "not configured: the environment lacks SAIL_BASE_URL; FILE lacks BaseURL",
  ],
  [
    "uis",
    { ...urls, ...pair },
    { clientId: "oid" },
    "not configured: clientId is given without clientSecret",
  ],
  [
    "uis",
    { ...urls, ...pair },
    { clientSecret: "osecret" },
    "not configured: clientSecret is given without clientId",
  ],
])(
  "one source: environment %j, file %j, explicit %j",
  async (environment, file, explicit, expected) => {
    await writeFile(path, JSON.stringify(file));
    const values = ["https://env.test", "eid", "esecret"];
    for (const [index, letter] of [..."uis"].entries())
      if (environment.includes(letter))
        process.env[names[index]!] = values[index];
    expect(
      await loadConfig(explicit, path).then(describe, (error: Error) =>
        error.message.replace(path, "FILE"),
      ),
    ).toBe(expected);
  },
);

test("the environment alone", async () => {
  expect(() => fromEnvironment()).toThrow(
    "the environment lacks SAIL_BASE_URL, SAIL_CLIENT_ID, SAIL_CLIENT_SECRET",
  );
  expect(() => fromEnvironment({ clientId: "x" })).toThrow("clientSecret");
  Object.assign(process.env, {
    SAIL_BASE_URL: "https://env.test",
    SAIL_CLIENT_ID: "eid",
    SAIL_CLIENT_SECRET: "esecret",
  });
  expect(await describe(fromEnvironment())).toBe(fromVariables);
  // An empty variable is none.
  process.env["SAIL_CLIENT_SECRET"] = "";
  expect(() => fromEnvironment()).toThrow(/lacks SAIL_CLIENT_SECRET$/);
});

test("the file is read with its mark, and only where it is needed; nothing shows its secret", async () => {
  await writeFile(path, "\uFEFF" + JSON.stringify({ ...urls, ...pair }));
  const options = await loadConfig({}, path);
  expect(await describe(options)).toBe(fromFile);
  expect(inspect(options, { depth: 9, showHidden: true })).not.toContain(
    "fsecret",
  );
  await expect(loadConfig({}, path + ".none")).rejects.toThrow(
    "not configured",
  );
  await writeFile(path, '{"ClientSecret":"fsecret"');
  await expect(loadConfig({}, path)).rejects.toSatisfy(
    (error: Error) =>
      error.message.endsWith("is not valid JSON") &&
      !inspect(error, { depth: 9, showHidden: true }).includes("fsecret"),
  );
  expect(
    await loadConfig({ ...ownPair, baseUrl: "https://own.test" }, path),
  ).toMatchObject({ baseUrl: "https://own.test" });
  await expect(loadConfig({}, folder)).rejects.toThrow("cannot be read");
});

test("http: to another machine is allowed by the place that names it, or by the program", async () => {
  const given = { clientId: "c", clientSecret: "s" };
  process.env["SAIL_BASE_URL"] = "http://env.test";
  expect(() => createCore(fromEnvironment(given))).toThrow(/allowHttp/);
  createCore(fromEnvironment({ ...given, allowHttp: true }));
  process.env["SAIL_ALLOW_HTTP"] = "true";
  createCore(fromEnvironment(given));
  expect(() =>
    createCore(fromEnvironment({ ...given, allowHttp: false })),
  ).toThrow(/allowHttp/);
  // It is no leave for the address of another place.
  expect(() =>
    createCore(fromEnvironment({ ...given, baseUrl: "http://own.test" })),
  ).toThrow(/allowHttp/);
  delete process.env["SAIL_BASE_URL"];
  for (const [more, isAllowed] of [
    [{}, false],
    [{ AllowHttp: true }, true],
    [{ AllowHttp: "true" }, true],
    [{ AllowHttp: "no" }, false],
  ] as const) {
    const content = { BaseURL: "http://file.test", ...more };
    await writeFile(path, JSON.stringify(content));
    const options = await loadConfig(given, path);
    if (isAllowed) createCore(options);
    else expect(() => createCore(options)).toThrow(/allowHttp/);
  }
});
