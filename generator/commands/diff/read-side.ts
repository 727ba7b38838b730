import type { Config } from "../../config/config.ts";
import { readConfig } from "../../config/read-config.ts";
import type { AnalysisInput } from "../../analyse.ts";
import { readSurface } from "../../contract/read-surface.ts";
import type { Surface } from "../../contract/surface-format.ts";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { locateDiagnostics } from "../../load/locate.ts";
import type { SourceTree } from "../../load/tree.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Ledger } from "../../names/ledger/ledger.ts";
import { runContract } from "../../pipeline.ts";
import { DEFAULT_TARGETS, TARGETS } from "../../targets/registry.ts";
import type { LibraryInput } from "../../targets/docs/library.ts";
import { readNames, type NamesInput } from "../names-input.ts";
import { wrongSpecs } from "../options.ts";
import { specsOf, type SpecArgument } from "../specs-input.ts";
import { readPackage } from "./package.ts";
import { extractRevision } from "./revision.ts";
import { movedRoots, moveLedger, type Roots } from "./roots.ts";
import type { Source } from "./source.ts";

/** The input for reading one side of `diff`. */
export interface SideInput {
  readonly source: Source;
  /** The project's configuration, used for roots without a configuration of their own. */
  readonly config: Config;
  /** The value of `--config`; a git revision has its own configuration at that path. */
  readonly configPath: string | undefined;
  readonly cwd: string;
  readonly names: NamesInput;
  /** The label for roots without one. */
  readonly label: string;
  /** Parsed texts, shared by both sides. */
  readonly readings: NonNullable<AnalysisInput["readings"]>;
  /** The other side, if it has been read; the names of this side continue from it. */
  readonly before?: Side;
}

/** One side of `diff`. */
export interface Side {
  readonly surface: Surface;
  /** The input of its docs; absent if only the surface was read. */
  readonly docs?: LibraryInput;
  /** The ledger before and after naming; absent if the names were decided before. */
  readonly naming?: { readonly start: Ledger | undefined; readonly end: Ledger; readonly roots: Roots };
}

/** A side, or the problems that prevent it. */
export interface SideReading {
  readonly side?: Side;
  /** One sentence for each problem. */
  readonly problems: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** The absolute top folder of each version's spec, used to print paths. */
  readonly tops: ReadonlyMap<string, string>;
}

/** Reads a side: an existing surface, or the surface that the specs produce. Nothing is written. */
export async function readSide(input: SideInput): Promise<SideReading> {
  const { source, config, cwd } = input;
  switch (source.kind) {
    case "surface":
      return surfaceSide(source.text);
    case "specs":
      return specsSide(input, {
        config,
        cwd,
        specs: source.specs.map(({ version = input.label, root }) => ({ version, root })),
        names: input.names,
      });
    case "config":
      return configSide(input, source.path);
    case "package": {
      const reading = await readPackage(source.path);
      return "problem" in reading ? problemSide(reading.problem) : surfaceSide(reading.text);
    }
    case "revision": {
      const extracted = await extractRevision({ revision: source.revision, cwd, config: input.configPath });
      if ("problem" in extracted) return problemSide(extracted.problem);
      try {
        return await configSide(input, extracted.folder.config);
      } finally {
        extracted.folder.remove();
      }
    }
    default:
      return assertNever(source);
  }
}

function configSide(input: SideInput, path: string): Promise<SideReading> | SideReading {
  const { value, diagnostics } = readConfig(path);
  if (value === undefined) return { problems: [], diagnostics, tops: new Map() };
  const names = { names: undefined, overrides: undefined };
  return specsSide(input, { config: value, cwd: input.cwd, specs: [], names });
}

function problemSide(...problems: readonly string[]): SideReading {
  return { problems, diagnostics: [], tops: new Map() };
}

function surfaceSide(text: string): SideReading {
  const { value, problems } = readSurface(text);
  return value === undefined
    ? problemSide(...problems)
    : { side: { surface: value }, problems: [], diagnostics: [], tops: new Map() };
}

interface SpecsProject {
  readonly config: Config;
  readonly cwd: string;
  readonly specs: readonly SpecArgument[];
  readonly names: NamesInput;
}

async function specsSide({ before, readings }: SideInput, project: SpecsProject): Promise<SideReading> {
  const { config, cwd, specs, names } = project;
  const wrong = wrongSpecs(config, specs);
  if (wrong !== undefined) return problemSide(wrong.replace(/^error: /u, "").trimEnd());
  const reading = readNames(names, { config, cwd, hasSpecs: specs.length > 0 });
  if (reading.diagnostics.some(isError)) return { problems: [], diagnostics: reading.diagnostics, tops: new Map() };
  const ledgerOf = (trees: readonly SourceTree[]): Ledger | undefined =>
    startingLedger(reading.ledger, before, rootsOf(trees));
  const result = await runContract({
    ...specsOf({ config, cwd, specs }),
    readings,
    config,
    ledger: ledgerOf,
    overrides: reading.overrides,
    frozen: false,
    retire: false,
    targets: TARGETS.filter(({ name }) => DEFAULT_TARGETS.includes(name)),
  });
  const { contract, naming, model, trees } = result;
  const diagnostics = locateDiagnostics(result.diagnostics, trees, isError);
  const tops = new Map(trees.map((tree) => [tree.label, tree.top]));
  if (contract === undefined || naming === undefined || model === undefined) return { problems: [], diagnostics, tops };
  const side = {
    surface: contract.surface,
    docs: { config, contract, model, names: naming.table },
    naming: { start: reading.ledger, end: naming.ledger, roots: rootsOf(trees) },
  };
  return { side, problems: [], diagnostics, tops };
}

function rootsOf(trees: readonly SourceTree[]): Roots {
  return new Map(trees.map(({ label, roots }) => [label, roots]));
}

/**
 * The ledger from which a side starts. Names are decided in order of time: if both sides start from one ledger, the new
 * side continues from the ledger that the old side produced. Otherwise a schema that moved would get another name
 * without a reason.
 */
function startingLedger(own: Ledger | undefined, before: Side | undefined, roots: Roots): Ledger | undefined {
  const earlier = before?.naming;
  if (earlier === undefined) return own;
  const isShared = own === undefined || JSON.stringify(own) === JSON.stringify(earlier.start);
  return isShared ? moveLedger(earlier.end, movedRoots(earlier.roots, roots)) : own;
}
