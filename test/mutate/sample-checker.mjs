// Tells Stryker which mutants are in the sample that `mutate.mjs` drew: the others are not run. And prints each mutant
// that no test sees as soon as it is known, so that a run that is stopped has told what it found.
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";

/** One text for a mutant: the same in every run, whatever folder the sources were copied to. */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const file = relative(process.cwd(), fileName).split(sep).join("/");
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return [file.slice(file.lastIndexOf("generator/")), place, mutatorName, replacement].join(" ");
}

function createChecker(options) {
  const sample = new Set(JSON.parse(readFileSync(options["sampleFile"], "utf8")));
  return {
    init: async () => undefined,
    check: async (mutants) =>
      Object.fromEntries(
        mutants.map((mutant) => [
          mutant.id,
          sample.has(keyOf(mutant)) ? { status: "passed" } : { status: "compileError", reason: "not in the sample" },
        ]),
      ),
    group: (mutants) => [mutants.map(({ id }) => id)],
  };
}
createChecker.inject = tokens(commonTokens.options);

/** A mutant that was run, as one line. */
export function lineOf(mutant) {
  return `${mutant.status}: ${keyOf(mutant).replaceAll(/\s+/gu, " ").slice(0, 200)}`;
}

/** How often the count is printed. */
const STEP = 20;

function createLines() {
  let ran = 0;
  let seen = 0;
  return {
    onMutantTested: (mutant) => {
      if (mutant.status === "CompileError") return;
      ran += 1;
      if (mutant.status === "Killed" || mutant.status === "Timeout") seen += 1;
      if (mutant.status !== "Killed") console.log(lineOf(mutant));
      if (ran % STEP === 0) console.log(`${ran} mutants ran, ${seen} were seen`);
    },
  };
}

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.Checker, "sample", createChecker),
  declareFactoryPlugin(PluginKind.Reporter, "lines", createLines),
];
