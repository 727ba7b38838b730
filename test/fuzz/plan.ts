import { TARGETS } from "../../generator/targets/registry.ts";
import { hashOf, printManifest } from "../../generator/emit/write/manifest.ts";
import { SPEC_MUTATIONS, type Mutation } from "./mutate-spec.ts";
import { OWN_MUTATIONS, TEXT_MUTATIONS } from "./mutate-text.ts";
import { CONFIG, createProject, JOBS, LEDGER, OUT, OVERRIDES, textOf, type Project, type Sources } from "./project.ts";
import { createRandom, seedOf, type Random } from "./random.ts";

/** One change of a run; its own seed makes it independent of the others, so that each can be left out. */
interface Step {
  readonly name: string;
  readonly mutation: Mutation;
  readonly seed: number;
}

/** What a run does, decided by seed and number alone. */
export interface Plan {
  readonly project: Project;
  readonly targets: readonly string[];
  readonly check: boolean;
  readonly force: boolean;
  readonly frozen: boolean;
  readonly retire: boolean;
  /** Number of steps there are, whether or not they were kept. */
  readonly steps: number;
  /** What the kept steps did. */
  readonly told: readonly string[];
  /** Whether something stands in the output that a run must mend first. */
  readonly hasWork: boolean;
}

/** A run that breaks its own files or its texts often ends there, so most runs break neither. */
const KINDS: readonly (readonly [weight: number, mutations: Readonly<Record<string, Mutation>>])[] = [
  [0.91, SPEC_MUTATIONS],
  [0.07, TEXT_MUTATIONS],
  [0.02, OWN_MUTATIONS],
];

/** What is changed while the configuration is still a value, and what when all files are texts. */
const isEarly = ({ name }: Step): boolean => !(name in OWN_MUTATIONS) || name === "the configuration's values";

/** Plans a run; `keep` leaves out the steps that it does not name. */
export function planRun(at: {
  readonly seed: number;
  readonly run: number;
  readonly sources: Sources;
  readonly keep: readonly number[] | undefined;
}): Plan {
  const { seed, run, sources, keep } = at;
  const random = createRandom(seedOf(seed, run));
  const project = createProject(createRandom(seedOf(seed, run, 1)), sources);
  const steps = chooseSteps(random, { seed, run });
  const kept = steps.filter((_, index) => keep === undefined || keep.includes(index));
  const told: string[] = [];
  const apply = (step: Step): void => {
    const did = step.mutation(project, createRandom(step.seed));
    if (did !== undefined) told.push(`${String(steps.indexOf(step))} ${step.name}: ${did}`);
  };
  const isAll = run % 10 === 0;
  const targets = isAll
    ? TARGETS.map(({ name }) => name)
    : [...new Set(Array.from({ length: 1 + random.below(2) }, () => random.pick(TARGETS).name))];
  const flags = {
    check: !isAll && random.chance(0.05),
    force: random.chance(0.1),
    frozen: random.chance(0.04),
    retire: random.chance(0.1),
  };
  addNames(project, random, sources);
  kept.filter(isEarly).forEach(apply);
  addConfig(project);
  addPreviousOutput(project);
  kept.filter((step) => !isEarly(step)).forEach(apply);
  const hasWork =
    [...project.files.keys()].some((path) => path.startsWith(`${OUT}/.isc-sdkgen/`)) ||
    project.links.has(`${OUT}/.isc-sdkgen`);
  return { project, targets, ...flags, steps: steps.length, told, hasWork };
}

function chooseSteps(random: Random, { seed, run }: { readonly seed: number; readonly run: number }): Step[] {
  // Most runs break a little, so that most of what they break gets far.
  const count = random.chance(0.7) ? 1 + random.below(5) : 5 + random.below(20);
  return Array.from({ length: count }, (_, index) => {
    let choice = random.next();
    const [, mutations] = KINDS.find(([weight]) => (choice -= weight) < 0) ?? [1, SPEC_MUTATIONS];
    const [name, mutation] = random.pick(Object.entries(mutations));
    return { name, mutation, seed: seedOf(seed, run, 2, index) };
  });
}

function addNames({ files, config }: Project, random: Random, { root }: Sources): void {
  if (random.chance(0.5)) files.set(LEDGER, textOf(`${root}/${LEDGER}`));
  else if (random.chance(0.5)) delete config["names"];
  files.set(JOBS, textOf(`${root}/${JOBS}`));
  if (random.chance(0.5)) files.set(OVERRIDES, textOf(`${root}/${OVERRIDES}`));
  else delete config["overrides"];
}

function addConfig({ files, config, versions }: Project): void {
  const specs = Object.fromEntries([...versions].map(([label, roots]) => [label, { roots }]));
  files.set(CONFIG, JSON.stringify({ ...config, specs }, null, 2));
}

/** What an earlier run left: a file of ours that goes, and one that is not ours. */
function addPreviousOutput({ files }: Project): void {
  const previous = "previous\n";
  const hash = hashOf(previous);
  files.set(`${OUT}/docs/previous.md`, previous);
  files.set(`${OUT}/typescript/src/previous.ts`, previous);
  files.set(`${OUT}/mine.txt`, "mine\n");
  files.set(
    `${OUT}/manifest.json`,
    printManifest({
      specs: {},
      files: { docs: { "docs/previous.md": hash }, typescript: { "typescript/src/previous.ts": hash } },
    }),
  );
}
