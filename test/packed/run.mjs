// Packs the command, installs the tarball in an empty folder, and runs every command of the README's table from there:
// `npm run test:packed`. What it needs: Node, npm, git and the registry.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const work = mkdtempSync(join(tmpdir(), "isc-packed-"));
const isWindows = process.platform === "win32";

/** Runs a program to its end without a terminal; its exit code is checked. */
function run(program, args, { cwd = work, exits = 0, env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    shell: isWindows,
    // Only what hangs is stopped.
    timeout: 600_000,
  });
  const shown = `${program} ${args.join(" ")}\n${stdout}${stderr}`;
  assert.equal(error, undefined, shown);
  assert.equal(status, exits, shown);
  return { stdout, stderr };
}

function folder(name, files = {}) {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

const petstore = (paths) =>
  JSON.stringify({ openapi: "3.0.3", info: { title: "Pet Store", version: "1.0.0" }, paths }, null, 2);
const operation = (operationId) => ({
  operationId,
  tags: ["Pets"],
  responses: {
    200: {
      description: "Done.",
      content: { "application/json": { schema: { type: "object", properties: { name: { type: "string" } } } } },
    },
  },
});
const PETS = petstore({ "/pets": { get: operation("listPets") } });
const MORE = petstore({ "/pets": { get: operation("listPets"), post: operation("createPet") } });

console.log("pack");
const packed = JSON.parse(
  run("npm", ["pack", "--json", "--pack-destination", work], { cwd: root }).stdout.replace(/^[^[]*/u, ""),
);
const tarball = join(work, packed[0].filename);
const published = run("npm", ["publish", "--dry-run", tarball]);
// Nobody is logged in here; every other warning is a fault of the package.
assert.deepEqual(
  published.stderr.split("\n").filter((line) => /\bwarn\b/iu.test(line) && !line.includes("to be logged in")),
  [],
);

console.log("npx in an empty folder");
const empty = folder("empty");
const npx = ["--yes", "--prefer-offline", "--package", tarball, "isc-sdkgen"];
assert.match(run("npx", [...npx, "--version"], { cwd: empty }).stdout, /^\d+\.\d+\.\d+\n$/u);
assert.deepEqual(readdirSync(empty), []);

console.log("install");
const home = folder("home", { "package.json": '{"name":"home","private":true}' });
run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball], { cwd: home });
const bin = join(home, "node_modules/.bin", isWindows ? "isc-sdkgen.cmd" : "isc-sdkgen");
const used = new Set();
const commands = [
  ...readFileSync(join(root, "README.md"), "utf8").matchAll(/^\| `isc-sdkgen ([a-z]+(?: [a-z]+)*)/gmu),
].map(([, name]) => name);
/** Runs a command of the installed package, and remembers which. */
function isc(line, options) {
  const args = typeof line === "string" ? line.split(" ") : line;
  const name = commands
    .filter((one) => args.join(" ").startsWith(one))
    .sort((left, right) => right.length - left.length)[0];
  assert.notEqual(name, undefined, `${args.join(" ")} is not in the README's table`);
  used.add(name);
  console.log(`isc-sdkgen ${args.join(" ")}`);
  return run(bin, args, { env: { CI: "true" }, ...options });
}

const cwd = folder("project", { "pets.json": PETS });
isc("init", { cwd, exits: 2 });
isc("init none.json", { cwd, exits: 1 });
assert.deepEqual(readdirSync(cwd), ["pets.json"]);
isc("init pets.json --label v1 --npm pet-sdk --module PetSdk --out sdk", { cwd });
isc("init pets.json", { cwd, exits: 1 });
isc("generate --check --frozen", { cwd });
isc("lint --fail-on warning", { cwd });
assert.match(isc("bundle", { cwd }).stdout, /^openapi: 3\.0\.3$/mu);
const gitIn =
  (place) =>
  (...args) =>
    run("git", ["-c", "user.name=A", "-c", "user.email=a@b.test", ...args], { cwd: place });
const git = gitIn(cwd);
git("init", "-q");
git("add", ".");
git("commit", "-qm", "first");
git("tag", "v0.1.0");
isc("release --from none --dry-run", { cwd });
cpSync(join(cwd, "names.lock.json"), join(cwd, "old.lock.json"));

writeFileSync(join(cwd, "pets.json"), MORE);
isc("generate --check", { cwd, exits: 3 });
isc("generate", { cwd });
assert.match(isc("diff git:v0.1.0 isc-sdkgen.config.json", { cwd }).stdout, /createPet/u);
// A file alone is the version "api", so v1 is gone.
isc("diff sdk/surface.json pets.json --fail-on breaking", { cwd, exits: 3 });
git("add", ".");
git("commit", "-qm", "second");
assert.match(isc("release --from v0.1.0 --dry-run", { cwd }).stdout, /0\.1\.0 -> 0\.\d\.\d/u);
assert.match(isc("names list", { cwd }).stdout, /createPet/u);
isc("names explain createPet", { cwd });
isc(["names", "rename", "v1", "POST /pets", "--method", "addPet"], { cwd });
isc("names check", { cwd });
isc("names diff old.lock.json names.lock.json", { cwd });
cpSync(join(cwd, "old.lock.json"), join(cwd, "ours.lock.json"));
isc("names merge old.lock.json ours.lock.json names.lock.json", { cwd });
isc(["names", "retire", "v1", "POST /pets"], { cwd });
isc(["names", "restore", "v1", "POST /pets"], { cwd });
isc(["names", "move", "v1", "POST /pets", "POST /animals"], { cwd, exits: 1 });
const source = folder("source", { "pets.json": PETS });
for (const args of [
  ["init", "-q"],
  ["add", "."],
  ["commit", "-qm", "Pets"],
])
  gitIn(source)(...args);
const pulled = folder("pulled", {
  "isc-sdkgen.config.json": JSON.stringify({ specs: { v1: { roots: ["specs/pets.json"] } } }),
});
isc(["pull", "--source", source, "--check"], { cwd: pulled, exits: 3 });
isc(["pull", "--source", source], { cwd: pulled });
isc(["pull", "--source", source, "--check"], { cwd: pulled });
assert.equal(readFileSync(join(pulled, "specs/pets.json"), "utf8").trim(), PETS);
const two = folder("two", { "v1.json": PETS, "v2.json": MORE });
const guide = isc("migrate guide v1 v2 --spec v1=v1.json --spec v2=v2.json --names none", { cwd: two }).stdout;
assert.match(guide, /v2/u);
assert.match(isc("explain untyped", { cwd }).stdout, /^untyped \(finding\)/u);
for (const shell of ["bash", "zsh", "fish", "powershell"])
  assert.match(isc(`completion ${shell}`, { cwd }).stdout, /isc-sdkgen/u);

// Custom code is input: it is checked, copied and exported.
const config = JSON.parse(readFileSync(join(cwd, "isc-sdkgen.config.json"), "utf8"));
writeFileSync(
  join(cwd, "isc-sdkgen.config.json"),
  JSON.stringify({ ...config, custom: { typescript: "custom/typescript" } }),
);
mkdirSync(join(cwd, "custom/typescript"), { recursive: true });
const custom = (method) =>
  `import type { V1Client } from "../v1/client.js";\nexport const first = (client: V1Client) => client.pets.${method}();\n`;
writeFileSync(join(cwd, "custom/typescript/first.ts"), custom("listCats"));
assert.match(
  isc("generate --check", { cwd, exits: 1 }).stdout,
  /^custom\/typescript\/first\.ts:2:\d+: error custom-code/mu,
);
writeFileSync(join(cwd, "custom/typescript/first.ts"), custom("listPets"));
isc("generate", { cwd });
assert.match(readFileSync(join(cwd, "sdk/typescript/package.json"), "utf8"), /"\.\/custom\/first"/u);
isc("generate --check", { cwd });

assert.deepEqual([...used].sort(), [...commands].sort(), "a command of the README's table was not run");
rmSync(work, { recursive: true, force: true });
console.log(`${used.size} commands passed, 0 failed`);
