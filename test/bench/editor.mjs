// What completion costs an editor, in one run with an empty file: npm run bench:editor [-- --runs 5] [-- --package DIR]
// DIR is a built TypeScript package; without it the one of ../shared/specs/sailpoint-2025-05-20 (else specs/) is made.
// tsserver answers as it does for VS Code. CPU and memory are those of its process (Linux), over one that has an empty
// file; a figure is the median. Fails where a bound is passed, or where `.replace("` of a patch does not complete paths.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

/** What the first completion on `isc.` should cost over an empty file, and each later one: goals, see ADR 9. */
const GOALS = "0.5 s of CPU, 25 MB, 100 ms";

/** Where the first completion on `isc.` is today: this much of the empty file's CPU, and megabytes. */
const BOUNDS = { share: 0.5, megabytes: 60 };

/** How many completions behind an edit each the later ones are measured by. */
const EDITS = 10;

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" }, package: { type: "string" } } });
const work = mkdtempSync(join(tmpdir(), "isc-bench-editor-"));
const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** The places of `|` in these programs are completed. */
const PROGRAMS = {
  empty: "|",
  client: 'import { IscClient } from "isc-sdk";\nconst isc = new IscClient({ tenant: "acme", auth: "t" });\nisc.|',
  version:
    'import { IscClient } from "isc-sdk";\nconst isc = new IscClient({ tenant: "acme", auth: "t" });\nisc.v2024.|',
  method:
    'import { IscClient } from "isc-sdk";\nconst isc = new IscClient({ tenant: "acme", auth: "t" });\nisc.v2024.roles.|',
  patch: 'import { patch } from "isc-sdk";\nimport type { Role } from "isc-sdk/v2024";\npatch<Role>().replace("|',
  deepPatch:
    'import { patch } from "isc-sdk";\nimport type { Role } from "isc-sdk/v2024";\npatch<Role>().add("/name", "n").replace("|", true);',
};

function makePackage() {
  if (values.package !== undefined) return resolve(values.package);
  const real = "../shared/specs/sailpoint-2025-05-20";
  const specs = existsSync(real) ? real : "specs";
  const roots = ["beta", "v2024"].flatMap((version) => [
    "--spec",
    `${version}=${join(specs, `sailpoint-api.${version}.yaml`)}`,
  ]);
  const out = join(work, "out");
  const names = specs === real ? ["--names", "none", "--overrides", "none"] : [];
  execFileSync(
    process.execPath,
    ["dist/cli.js", "generate", ...roots, ...names, "--target", "typescript", "--out", out],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const folder = join(out, "typescript");
  // An editor reads declarations only.
  execFileSync(
    process.execPath,
    [resolve("node_modules/typescript/bin/tsc"), "-p", "tsconfig.esm.json", "--emitDeclarationOnly"],
    {
      cwd: folder,
      stdio: "inherit",
    },
  );
  return folder;
}

/** Asks a fresh tsserver for one completion and a second one; gives what they cost and what was proposed. */
async function complete(program) {
  const [before, after] = program.split("|");
  const file = join(work, "consumer", "program.ts");
  writeFileSync(file, before + after);
  const server = spawn(
    process.execPath,
    [resolve("node_modules/typescript/lib/tsserver.js"), "--disableAutomaticTypingAcquisition"],
    { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, TSS_LOG: "" } },
  );
  const waiting = new Map();
  createInterface({ input: server.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const { type, request_seq: id, body } = JSON.parse(line);
    if (type === "response") waiting.get(id)?.(body);
  });
  let count = 0;
  const send = (command, args) => {
    const seq = (count += 1);
    server.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  };
  const ask = (command, args) =>
    new Promise((resolve) => {
      waiting.set(send(command, args), resolve);
    });
  const lines = before.split("\n");
  const at = { file, line: lines.length, offset: lines.at(-1).length + 1 };
  send("open", { file, fileContent: before + after, scriptKindName: "TS" });
  const body = await ask("completionInfo", at);
  const first = cpuSeconds(server.pid);
  const [, resident] = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"));
  for (let edit = 1; edit <= EDITS; edit += 1) {
    // Without an edit before it the answer is the one of before.
    send("change", { file, line: 1, offset: 1, endLine: 1, endOffset: 1, insertString: "\n" });
    await ask("completionInfo", { ...at, line: at.line + edit });
  }
  const warm = ((cpuSeconds(server.pid) - first) * 1000) / EDITS;
  server.kill();
  const names = (body?.entries ?? []).map(({ name }) => name);
  return { cpu: first, megabytes: Number(resident) / 1024, warm, names };
}

/** The processor's time of a process, which other processes do not change as they change the clock's. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

const median = (list) => [...list].sort((left, right) => left - right)[Math.floor(list.length / 2)];

mkdirSync(join(work, "consumer/node_modules/@types"), { recursive: true });
symlinkSync(makePackage(), join(work, "consumer/node_modules/isc-sdk"), "junction");
writeFileSync(
  join(work, "consumer/tsconfig.json"),
  JSON.stringify({
    compilerOptions: { strict: true, target: "es2022", module: "nodenext", types: [] },
    include: ["program.ts"],
  }),
);
writeFileSync(join(work, "consumer/package.json"), '{"type":"module"}');
const samples = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]));
for (let run = 0; run < Number(values.runs); run += 1)
  for (const [name, program] of Object.entries(PROGRAMS)) samples[name].push(await complete(program));
rmSync(work, { recursive: true, force: true });

const failures = [];
const over = (name, key) => median(samples[name].map((sample, run) => sample[key] - samples.empty[run][key]));
const [empty] = [samples.empty];
console.log(`goals of the first completion on isc. and of each later one: ${GOALS}`);
console.log(
  `an empty file: ${median(empty.map(({ cpu }) => cpu)).toFixed(2)} s CPU, ${median(empty.map(({ megabytes }) => megabytes)).toFixed(0)} MB`,
);
for (const name of Object.keys(PROGRAMS).slice(1)) {
  const cpu = over(name, "cpu");
  const megabytes = over(name, "megabytes");
  const warm = median(samples[name].map((sample) => sample.warm));
  const { names } = samples[name][0];
  console.log(
    `${name}: first +${cpu.toFixed(2)} s CPU, +${megabytes.toFixed(0)} MB; each later one ${warm.toFixed(0)} ms of CPU; ${names.length} proposals (${names.slice(0, 4).join(", ")})`,
  );
  const share = cpu / median(empty.map((sample) => sample.cpu));
  if (name === "client" && (share > BOUNDS.share || megabytes > BOUNDS.megabytes))
    failures.push(`${name}: at most ${BOUNDS.share} of the CPU of an empty file, and ${BOUNDS.megabytes} MB`);
  if (/patch/iu.test(name) && !names.includes("/description")) failures.push(`${name}: no path is proposed`);
}
for (const failure of failures) console.error(`FAILED ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
