// The emitted TypeScript package beside other clients, in one run, as ratios:
//   npm run bench:sdk [-- --runs 9] [-- --calls 2000] [-- --specs DIR]
// DIR holds sailpoint-api.beta.yaml and sailpoint-api.v2024.yaml; default: ../shared/specs/sailpoint-2025-05-20, else specs/.
// Every figure is the median of paired runs. Needs the tools of test/sdk-tools and test/bench/sdk-rivals, which it
// installs, and Linux for the Node 22 that hey-api's generator runs in; a client that cannot be made is left out, out loud.
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "9" },
    calls: { type: "string", default: "2000" },
    specs: { type: "string" },
  },
});
const runs = Number(values.runs);
const real = "../shared/specs/sailpoint-2025-05-20";
const specs = resolve(values.specs ?? (existsSync(real) ? real : "specs"));
const tools = resolve("test/sdk-tools");
const rivals = resolve("test/bench/sdk-rivals");
for (const folder of [tools, rivals])
  if (!existsSync(join(folder, "node_modules")))
    execFileSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--silent", "--ignore-scripts"], {
      stdio: "inherit",
    });

const { bundleModules, bundleSize } = await import(join(tools, "bundle.mjs"));
const work = mkdtempSync(join(tmpdir(), "isc-sdkgen-bench-sdk-"));
const modules = join(work, "modules");
mkdirSync(join(modules, "node_modules"), { recursive: true });
const names = ["isc-sdk", ...(await makeRivals())];
makePackage();

console.log(`specs: ${specs}; Node ${process.version}; medians of ${runs} paired runs\n`);
await reportSizes();
reportImports();
reportCalls();
reportTypeChecks();
rmSync(work, { recursive: true, force: true });

/** Generates and builds the package, with the raw types that openapi-fetch is used with. */
function makePackage() {
  const roots = ["beta", "v2024"].flatMap((version) => [
    "--spec",
    `${version}=${join(specs, `sailpoint-api.${version}.yaml`)}`,
  ]);
  const targets = ["--target", "typescript", "--target", "openapi-types"];
  execFileSync(process.execPath, ["dist/cli.js", "generate", ...roots, ...targets, "--out", join(work, "out")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const folder = join(work, "out/typescript");
  symlinkSync(join(tools, "node_modules"), join(folder, "node_modules"), "junction");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  symlinkSync(folder, join(modules, "node_modules/isc-sdk"), "junction");
}

/** Links the published clients and generates hey-api's; gives the names of those that are there. */
async function makeRivals() {
  for (const name of ["openapi-fetch", "sailpoint-api-client"])
    symlinkSync(join(rivals, "node_modules", name), join(modules, "node_modules", name), "junction");
  const found = ["openapi-fetch", "sailpoint-api-client"];
  const node = join(tools, "node_modules", `node22-${process.platform}-${process.arch}`, "bin/node");
  if (!existsSync(node)) {
    console.log("hey-api's client is left out: its generator needs Node 22, and there is none for this platform");
    return found;
  }
  const folder = join(modules, "hey-api");
  const bundle = join(work, "beta.json");
  const spec = ["--spec", `beta=${join(specs, "sailpoint-api.beta.yaml")}`, "--format", "json", "--out", bundle];
  execFileSync(process.execPath, ["dist/cli.js", "bundle", ...spec], { stdio: "ignore" });
  const document = JSON.parse(readFileSync(bundle, "utf8"));
  // One scheme that every client knows.
  document.components.securitySchemes = { bearer: { type: "http", scheme: "bearer" } };
  document.security = [{ bearer: [] }];
  writeFileSync(bundle, JSON.stringify(document));
  const generator = join(rivals, "node_modules/@hey-api/openapi-ts/bin/run.js");
  execFileSync(node, [generator, "-i", bundle, "-o", join(folder, "src"), "-c", "@hey-api/client-fetch"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(join(folder, "package.json"), '{"type":"module","sideEffects":false}');
  // The generated files import each other without endings, for bundlers; so they are bundled.
  await bundleModules(
    ["sdk.gen.ts", "client.gen.ts"].map((file) => join(folder, "src", file)),
    join(folder, "dist"),
  );
  return [...found, "hey-api"];
}

/** The same program for each client: it lists identities with a client's credentials, or a token where it has no more. */
function listing(name) {
  switch (name) {
    case "isc-sdk":
      return `import { clientCredentials, createCore } from "isc-sdk/core";
import { IdentitiesApi } from "isc-sdk/beta/identities";
const auth = clientCredentials({ clientId: "id", clientSecret: "secret" });
const identities = new IdentitiesApi(createCore({ baseUrl: "https://acme.test", auth }));
const page = await identities.listIdentities({ limit: 10 });
for (const identity of page.items) {
  const { name, emailAddress } = identity;
  const department = identity.attributes?.["department"];
  console.log(name, emailAddress, department);
}`;
    case "sailpoint-api-client":
      return `import { Configuration, IdentitiesBetaApi } from "sailpoint-api-client";
const configuration = new Configuration({ baseurl: "https://acme.test", clientId: "id", clientSecret: "secret", tokenUrl: "https://acme.test/oauth/token" });
const identities = new IdentitiesBetaApi(configuration);
const page = await identities.listIdentities({ limit: 10 });
for (const identity of page.data) {
  const { name, emailAddress } = identity;
  const department = (identity.attributes as Record<string, unknown> | undefined)?.["department"];
  console.log(name, emailAddress, department);
}
export {};`;
    case "openapi-fetch":
      return `import createClient from "openapi-fetch";
import type { paths } from "isc-sdk/openapi/beta";
const client = createClient<paths>({ baseUrl: "https://acme.test/beta", headers: { authorization: "Bearer token" } });
const { data = [] } = await client.GET("/identities", { params: { query: { limit: 10 } } });
for (const identity of data) {
  const { name, emailAddress } = identity;
  const department = identity.attributes?.["department"];
  console.log(name, emailAddress, department);
}
export {};`;
    case "hey-api":
      return `import { listIdentities } from "./hey-api/src/sdk.gen";
import { client } from "./hey-api/src/client.gen";
client.setConfig({ baseUrl: "https://acme.test/beta", auth: "token" });
const { data } = await listIdentities({ query: { limit: 10 } });
for (const identity of data ?? []) {
  const { name, emailAddress } = identity;
  const department = identity.id;
  console.log(name, emailAddress, department);
}`;
  }
}

async function reportSizes() {
  const rows = [];
  for (const name of names) {
    const { bytes, gzip } = await bundleSize(
      listing(name),
      modules,
      name === "sailpoint-api-client" ? "node" : "browser",
    );
    rows.push({ name, bytes, gzip });
  }
  const [own] = rows;
  print("bundle that lists identities (esbuild --bundle --minify --format=esm); goal 8,000 bytes, 3,200 gzip", [
    ["", "bytes", "gzip", "gzip ratio"],
    ...rows.map(({ name, bytes, gzip }) => [name, bytes, gzip, ratio(gzip / own.gzip)]),
  ]);
}

function reportImports() {
  const touch =
    "for (const version of [isc.beta, isc.v2024]) for (const name of Object.keys(version)) void version[name];";
  const programs = {
    "empty (ESM)": ["mjs", ""],
    "empty (CommonJS)": ["cjs", ""],
    "isc-sdk, every version and tag (ESM)": [
      "mjs",
      `import { IscClient } from "isc-sdk"; const isc = new IscClient({ tenant: "acme" }); ${touch}`,
    ],
    "isc-sdk, every version and tag (CommonJS)": [
      "cjs",
      `const { IscClient } = require("isc-sdk"); const isc = new IscClient({ tenant: "acme" }); ${touch}`,
    ],
    "isc-sdk/beta/identities (ESM)": ["mjs", 'import "isc-sdk/beta/identities";'],
    "sailpoint-api-client (CommonJS)": ["cjs", 'require("sailpoint-api-client");'],
    "openapi-fetch (ESM)": ["mjs", 'import "openapi-fetch";'],
    ...(names.includes("hey-api")
      ? { "hey-api, beta only (ESM)": ["mjs", 'import "./hey-api/dist/sdk.gen.js";'] }
      : {}),
  };
  const processor = new Map(Object.keys(programs).map((name) => [name, []]));
  const times = new Map(Object.keys(programs).map((name) => [name, []]));
  for (const [index, [extension, code]] of Object.values(programs).entries())
    writeFileSync(
      join(modules, `import-${index}.${extension}`),
      `${code}\nconst { user, system } = process.cpuUsage(); process.stdout.write(String((user + system) / 1000));`,
    );
  for (let run = -1; run < runs * 2; run += 1)
    for (const [index, [name, [extension]]] of Object.entries(programs).entries()) {
      const { milliseconds, printed } = timed(process.execPath, [join(modules, `import-${index}.${extension}`)]);
      if (run < 0) continue;
      times.get(name).push(milliseconds);
      processor.get(name).push(Number(printed));
    }
  const over = (name, of = times) => {
    const empty = of.get(name.includes("CommonJS") ? "empty (CommonJS)" : "empty (ESM)");
    return median(of.get(name).map((value, run) => value - empty[run]));
  };
  const own = over("isc-sdk, every version and tag (ESM)");
  print("import over empty Node; goal 12 ms (on a busy machine the processor's time tells more)", [
    ["", "ms", "ratio", "ms of the processor"],
    ...Object.keys(programs)
      .filter((name) => !name.startsWith("empty"))
      .map((name) => [name, over(name).toFixed(1), ratio(over(name) / own), over(name, processor).toFixed(1)]),
  ]);
}

function reportCalls() {
  copyFileSync("test/bench/sdk-calls.mjs", join(modules, "sdk-calls.mjs"));
  const output = execFileSync(process.execPath, ["sdk-calls.mjs", values.calls], {
    cwd: modules,
    encoding: "utf8",
    timeout: 300_000,
  });
  const { clients, flat } = JSON.parse(output);
  print("a call beside bare fetch; goal 1.15 at 1 item, 1.08 at 250", [
    ["", "1 item", "250 items"],
    ...Object.entries(clients).map(([name, own]) => [
      name,
      ...[1, 250].map((limit) => `${ratio(own[limit].ratio)} (${own[limit].microseconds} us)`),
    ]),
  ]);
  console.log(`a call of isc-sdk after 10,000 calls, beside its first ones: ${ratio(flat)}\n`);
}

function reportTypeChecks() {
  const rows = [["", "TypeScript 5.9", "ratio", "TypeScript 7", "ratio"]];
  const compilers = ["typescript", "typescript7"].map((name) => join(rivals, "node_modules", name, "bin/tsc"));
  const compilerOptions = {
    strict: true,
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    skipLibCheck: true,
    noEmit: true,
    preserveSymlinks: true,
  };
  for (const name of names) {
    writeFileSync(join(modules, `${name}.ts`), listing(name));
    writeFileSync(join(modules, `tsconfig.${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  }
  const times = new Map(names.map((name) => [name, compilers.map(() => [])]));
  for (let run = -1; run < runs; run += 1)
    for (const [index, compiler] of compilers.entries())
      for (const name of names) {
        const { milliseconds } = timed(process.execPath, [compiler, "-p", join(modules, `tsconfig.${name}.json`)]);
        if (run >= 0) times.get(name)[index].push(milliseconds);
      }
  const against = (name, index) =>
    median(times.get("isc-sdk")[index].map((value, run) => value / times.get(name)[index][run]));
  for (const name of names)
    rows.push([
      name,
      ...compilers.flatMap((_, index) => [
        `${Math.round(median(times.get(name)[index]))} ms`,
        ratio(against(name, index)),
      ]),
    ]);
  print(
    "type-check of a ten-line program; the ratio is isc-sdk to the client: goal 1 to sailpoint-api-client, 1.25 to openapi-fetch",
    rows,
  );
}

function timed(command, args) {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: modules, encoding: "utf8" });
  const milliseconds = performance.now() - begin;
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}${stderr}`);
  return { milliseconds, printed: stdout };
}

function median(list) {
  return [...list].sort((left, right) => left - right)[Math.floor(list.length / 2)];
}

function ratio(value) {
  return value.toFixed(2);
}

function print(title, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  console.log(title);
  for (const row of rows)
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[column]))).join("  ")}`,
    );
  console.log();
}
