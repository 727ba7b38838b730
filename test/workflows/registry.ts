import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execFileSync } from "node:child_process";

export interface Registry {
  readonly url: string;
  /** Settings of npm that lead there. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/** A registry of npm packages on this machine; what it lacks comes from the one that npm is set to. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "isc-sdkgen-registry-"));
  const port = await freePort();
  const upstream = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  writeFileSync(
    join(folder, "config.yaml"),
    [
      `storage: ${folder}/storage`,
      `auth: { htpasswd: { file: ${folder}/htpasswd } }`,
      `uplinks: { upstream: { url: "${upstream}" } }`,
      "packages:",
      "  'isc-sdk': { access: $all, publish: $all }",
      "  '**': { access: $all, proxy: upstream }",
      "log: { type: stdout, format: pretty, level: warn }",
      "",
    ].join("\n"),
  );
  const url = `http://127.0.0.1:${String(port)}/`;
  writeFileSync(join(folder, "npmrc"), `registry=${url}\n//127.0.0.1:${String(port)}/:_authToken=none\n`);
  const child = spawn(
    process.execPath,
    [
      resolve("test/workflows/node_modules/verdaccio/bin/verdaccio"),
      "--config",
      join(folder, "config.yaml"),
      "--listen",
      `127.0.0.1:${String(port)}`,
    ],
    { cwd: folder, stdio: "ignore" },
  );
  let hasEnded = false;
  child.on("exit", () => (hasEnded = true));
  for (;;) {
    if (hasEnded) throw new Error("the registry has ended");
    const isUp = await fetch(`${url}-/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    await new Promise((done) => setTimeout(done, 200));
  }
  const env = { NPM_CONFIG_USERCONFIG: join(folder, "npmrc"), npm_config_registry: url, NPM_CONFIG_REGISTRY: url };
  return { url, env, stop: () => void child.kill() };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
