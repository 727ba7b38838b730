// Where people import the emitted TypeScript package from: npm run test:matrix [-- --package DIR] [-- --only deno].
// DIR is a built package; without it that of the embedded specs is made. Each row is a runtime, a bundler, a test runner
// or a compiler. One that cannot be had here says "skipped"; one that fails makes the exit code 1.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { package: { type: "string" }, only: { type: "string" } } });
const here = import.meta.dirname;
const root = resolve(here, "../..");
const sdkTools = join(root, "test/sdk-tools");
const work = mkdtempSync(join(tmpdir(), "isc-matrix-"));
const node = process.execPath;
const tools = (...parts) => join(here, "node_modules", ...parts);

function run(program, args, cwd = work, env = {}) {
  const options = { cwd, encoding: "utf8", maxBuffer: 2 ** 28, env: { ...process.env, CI: "true", ...env } };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (status !== 0) throw new Error(`${stdout}${stderr}${error ?? ""}`.slice(0, 3000) || `exit code ${status}`);
  return stdout + stderr;
}

function makePackage() {
  if (values.package !== undefined) return resolve(values.package);
  run(node, [join(root, "dist/cli.js"), "generate", "--target", "typescript", "--out", join(work, "out")], root);
  const folder = join(work, "out/typescript");
  symlinkSync(join(sdkTools, "node_modules"), join(folder, "node_modules"), "junction");
  run("npm", ["run", "--silent", "build"], folder);
  return folder;
}

const published = makePackage();
// The package as it is installed: a copy, for a link shows its own folder to bundlers and test runners.
const modules = join(work, "node_modules");
const installed = join(modules, "isc-sdk");
mkdirSync(join(modules, "@types"), { recursive: true });
mkdirSync(installed);
for (const part of ["package.json", "dist"]) cpSync(join(published, part), join(installed, part), { recursive: true });
for (const name of ["@types/node", "undici-types"])
  symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
writeFileSync(join(work, "package.json"), '{"type":"module"}');
cpSync(join(here, "program.mjs"), join(work, "program.mjs"));
cpSync(join(sdkTools, "consumer.mjs"), join(work, "consumer.mjs"));
writeFileSync(join(work, "main.mjs"), 'import { check } from "./program.mjs";\nconsole.log(await check());\n');

/** Runs the program with a server of its own, in a runtime that knows Node's modules. */
const inRuntime =
  (program, ...args) =>
  () => {
    if (!existsSync(program)) return "skipped";
    const text = run(program, [...args, "main.mjs"]) + run(program, [...args, "consumer.mjs"]);
    if (!/^ok$/mu.test(text) || !/ok v/u.test(text)) throw new Error(text);
  };

/** Runs what a bundler made, which lies in `out/NAME`. */
const bundled = (name, bundle) => async () => {
  const file = join(work, "out-bundles", name, "main.mjs");
  await bundle(file);
  // Nothing is left to find: beside the bundle there is no package.
  const alone = mkdtempSync(join(tmpdir(), "isc-matrix-alone-"));
  cpSync(join(work, "out-bundles", name), alone, { recursive: true });
  const text = run(node, ["main.mjs"], alone);
  rmSync(alone, { recursive: true, force: true });
  if (!/^ok$/mu.test(text)) throw new Error(text);
};

const load = (path) => import(pathToFileURL(path).href);
const input = join(work, "main.mjs");

/** Compiles an import of every subpath. */
const compiled = (module, moduleResolution, compiler, lib) => () => {
  const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const subpaths = Object.keys(exports).filter((subpath) => !subpath.endsWith(".json"));
  const lines = subpaths.map(
    (path, index) => `import * as m${index} from "${path.replace(".", "isc-sdk")}"; void m${index};`,
  );
  writeFileSync(join(work, "subpaths.ts"), lines.join("\n"));
  const flags = `--noEmit --strict --module ${module} --moduleResolution ${moduleResolution} --target es2022 --types node`;
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  run(node, [tsc, ...flags.split(" "), "--lib", lib, "subpaths.ts"]);
};

const platform = `${process.platform}-${process.arch}`;
const rows = {
  [`Node ${process.version}`]: inRuntime(node),
  "Node 22": inRuntime(join(sdkTools, `node_modules/node22-${platform}/bin/node`)),
  "Node 24": inRuntime(join(sdkTools, `node_modules/node24-${platform}/bin/node`)),
  Deno: inRuntime(
    tools(`@deno/${platform}-glibc/deno`),
    "run",
    "--allow-all",
    "--node-modules-dir=manual",
    "--no-lock",
  ),
  Bun: inRuntime(tools(`@oven/bun-${platform.replace("arm64", "aarch64")}/bin/bun`), "run"),
  browser: async () => {
    const { browse, findChromium } = await load(join(sdkTools, "browser.mjs"));
    const chromium = findChromium();
    if (chromium === undefined) return "skipped";
    const { report, errors } = await browse(chromium, published);
    if (errors.length > 0 || report.names.length !== 7) throw new Error(JSON.stringify({ report, errors }));
  },
  webpack: bundled("webpack", async (file) => {
    const { default: webpack } = await load(tools("webpack/lib/index.js"));
    const options = {
      mode: "production",
      entry: input,
      context: work,
      target: "es2022",
      experiments: { outputModule: true },
      output: { path: join(file, ".."), filename: "main.mjs", module: true },
    };
    await new Promise((settle, reject) => {
      webpack(options, (error, stats) =>
        error || stats.hasErrors() || stats.hasWarnings()
          ? reject(error ?? new Error(stats.toString("errors-warnings")))
          : settle(),
      );
    });
  }),
  vite: bundled("vite", async (file) => {
    const { build } = await load(tools("vite/dist/node/index.js"));
    const output = { entryFileNames: "main.mjs" };
    const rollupOptions = { input, output, preserveEntrySignatures: "strict" };
    await build({ root: work, logLevel: "warn", build: { target: "es2022", outDir: join(file, ".."), rollupOptions } });
  }),
  rollup: bundled("rollup", async (file) => {
    const { rollup } = await load(tools("rollup/dist/es/rollup.js"));
    const { nodeResolve } = await load(tools("@rollup/plugin-node-resolve/dist/es/index.js"));
    const onwarn = ({ message }) => {
      throw new Error(message);
    };
    const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true })], onwarn });
    await bundle.write({ file, format: "es", inlineDynamicImports: true });
  }),
  esbuild: bundled("esbuild", async (file) => {
    const { build } = await load(join(sdkTools, "node_modules/esbuild/lib/main.js"));
    await build({
      entryPoints: [input],
      outfile: file,
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
    });
  }),
  rolldown: bundled("rolldown", async (file) => {
    const { rolldown } = await load(join(sdkTools, "node_modules/rolldown/dist/index.mjs"));
    const bundle = await rolldown({ input, platform: "browser" });
    await bundle.write({ file, format: "esm", codeSplitting: false });
  }),
  Jest: () => {
    // As most projects have it: CommonJS, without Node's flag for modules.
    const source = readFileSync(join(work, "program.mjs"), "utf8")
      .replaceAll(/^import (\{.*\}) from (".*");$/gmu, "const $1 = require($2);")
      .replace("export async function", "async function");
    writeFileSync(
      join(work, "isc.test.cjs"),
      `${source}\ntest("the SDK", async () => expect(await check()).toBe("ok"));\n`,
    );
    const config = {
      rootDir: work,
      testMatch: ["**/isc.test.cjs"],
      transform: {},
      testEnvironment: tools("jest-environment-node"),
    };
    return void run(node, [tools("jest/bin/jest.js"), "--ci", "--config", JSON.stringify(config)]);
  },
  Vitest: () => {
    symlinkSync(tools("vitest"), join(modules, "vitest"), "junction");
    const lines = [
      'import { expect, test } from "vitest";',
      'import { check } from "./program.mjs";',
      'test("the SDK", async () => expect(await check()).toBe("ok"));',
    ];
    writeFileSync(join(work, "isc.spec.mjs"), lines.join("\n"));
    return void run(node, [tools("vitest/vitest.mjs"), "run", "--root", work, "isc.spec.mjs"]);
  },
  "TypeScript 5.9, node10": compiled("commonjs", "node10", "typescript", "es2022,dom"),
  "TypeScript 5.9, node16": compiled("node16", "node16", "typescript", "es2022"),
  "TypeScript 5.9, bundler": compiled("esnext", "bundler", "typescript", "es2022,dom"),
  "TypeScript 7, nodenext": compiled("nodenext", "nodenext", "typescript7", "es2022"),
  attw: () => {
    const attw = join(sdkTools, "node_modules/@arethetypeswrong/cli/dist/index.js");
    run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", work], published);
    const tarball = execFileSync("ls", [work], { encoding: "utf8" }).match(/\S+\.tgz/u)?.[0] ?? "";
    run(node, [attw, join(work, tarball), "--format", "ascii", "--no-emoji"]);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(rows)) {
  if (values.only !== undefined && !name.toLowerCase().includes(values.only.toLowerCase())) continue;
  try {
    console.log(`${(await check()) ?? "passed"}: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}: ${error.message}`);
  }
}
rmSync(work, { recursive: true, force: true });
console.log(failed === 0 ? "nothing failed" : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
