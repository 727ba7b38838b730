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

/** What a side of `diff` is read with. */
export interface SideInput {
  readonly source: Source;
  /** The project's configuration, for roots that are given alone. */
  readonly config: Config;
  /** What `--config` says: a revision has a configuration of its own there. */
  readonly configPath: string | undefined;
  readonly cwd: string;
  readonly names: NamesInput;
  /** The label of roots that have none. */
  readonly label: string;
  /** Texts that were parsed, of both sides. */
  readonly readings: NonNullable<AnalysisInput["readings"]>;
  /** The other side, where it has been read: its names go on. */
  readonly before?: Side;
}

/** One side of `diff`. */
export interface Side {
  readonly surface: Surface;
  /** What its docs are made from; absent where the surface alone was read. */
  readonly docs?: LibraryInput;
  /** What its names started from and came to; absent where the names were decided before. */
  readonly naming?: { readonly start: Ledger | undefined; readonly end: Ledger; readonly roots: Roots };
}

/** A side, or why there is none. */
export interface SideReading {
  readonly side?: Side;
  /** Sentences about what is wrong. */
  readonly problems: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** The absolute top folder of each version's spec, to print paths with. */
  readonly tops: ReadonlyMap<string, string>;
}

/** Reads a side: a surface as it stands, or the surface that the specs have. Nothing is written. */
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
 * Names are decided in order of time: where both sides start from one ledger, the new side goes on from what the old
 * one came to. Otherwise a schema that moved would have another name for no reason.
 */
function startingLedger(own: Ledger | undefined, before: Side | undefined, roots: Roots): Ledger | undefined {
  const earlier = before?.naming;
  if (earlier === undefined) return own;
  const isShared = own === undefined || JSON.stringify(own) === JSON.stringify(earlier.start);
  return isShared ? moveLedger(earlier.end, movedRoots(earlier.roots, roots)) : own;
}
