// Pairs `diff` of two dates of the real specs with the analysis of one of them: `npm run bench:diff -- --runs 5`.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const root = (date, version) => resolve(`../shared/specs/sailpoint-${date}/sailpoint-api.${version}.yaml`);
const [OLD, NEW] = ["2025-05-20", "2025-11-20"];
if (!existsSync(root(OLD, "beta"))) {
  console.error("the real specs are not beside the checkout");
  process.exit(1);
}
const side = (date) => ["beta", "v2024"].map((version) => `${version}=${root(date, version)}`);

function time(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["dist/cli.js", ...args, "--names", "none"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

const ratios = Array.from({ length: Number(values.runs) }, () => {
  const analysis = time(["names", "check", ...side(NEW).flatMap((spec) => ["--spec", spec])]);
  return time(["diff", side(OLD).join(","), side(NEW).join(",")]) / analysis;
}).sort((left, right) => left - right);
console.log(`diff of two dates to the analysis of one: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}`);
