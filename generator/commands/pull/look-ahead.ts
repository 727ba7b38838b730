import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PublicChange } from "../../diagnostics/report-types.ts";
import { isWithin } from "../../load/allowance.ts";
import { locateDiagnostics } from "../../load/locate.ts";
import type { SpecInput } from "../../load/read.ts";
import { runContract } from "../../pipeline.ts";
import { DEFAULT_TARGETS, TARGETS } from "../../targets/registry.ts";
import { readNames } from "../names-input.ts";
import { specsOf } from "../specs-input.ts";
import type { BroughtFile } from "./choose-files.ts";

/** The result of analysing new specs. */
export interface LookAhead {
  readonly diagnostics: readonly Diagnostic[];
  /** The changes for the users of the SDKs, compared with the ledger. */
  readonly changes: readonly PublicChange[];
  /** The future absolute top folder of each version's spec. */
  readonly tops: ReadonlyMap<string, string>;
}

/** The new files of the specs, and the project that they would become a part of. */
export interface LookAheadInput {
  readonly config: Config;
  readonly cwd: string;
  /** The destination of the files, inside the configuration's folder. */
  readonly to: string;
  readonly files: readonly BroughtFile[];
}

/** Reads and analyses new specs in a temporary folder, as if they were in their place. Nothing else is written. */
export async function lookAhead({ config, cwd, to, files }: LookAheadInput): Promise<LookAhead> {
  const { base } = config;
  const staged = mkdtempSync(join(tmpdir(), "isc-sdkgen-specs-"));
  try {
    for (const { path, content } of files) {
      const full = join(staged, relative(base, to), path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content, { flag: "wx" });
    }
    const names = readNames({ names: undefined, overrides: undefined }, { config, cwd, hasSpecs: false });
    if (names.diagnostics.some(isError)) return { diagnostics: names.diagnostics, changes: [], tops: new Map() };
    const { specs } = specsOf({ config, cwd, specs: [] });
    const result = await runContract({
      specs: specs.map((spec) => movedSpec(spec, { base, to, staged })),
      base: staged,
      config,
      ledger: names.ledger,
      overrides: names.overrides,
      frozen: false,
      retire: false,
      targets: TARGETS.filter(({ name }) => DEFAULT_TARGETS.includes(name)),
    });
    const place = (top: string): string => (isWithin(staged, top) ? join(base, relative(staged, top)) : top);
    return {
      diagnostics: [
        ...names.diagnostics,
        ...locateDiagnostics(result.diagnostics, result.trees, ({ severity }) => severity !== "note"),
      ],
      // Without a ledger every name is new; listing all of them would hide the rest of the report.
      changes: names.ledger === undefined ? [] : (result.naming?.changes ?? []),
      tops: new Map(result.trees.map((tree) => [tree.label, place(tree.top)])),
    };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** A spec whose roots below a folder are replaced by the staged files; its other paths stay. */
function movedSpec(
  spec: SpecInput,
  { base, to, staged }: { readonly base: string; readonly to: string; readonly staged: string },
): SpecInput {
  const move = (path: string): string => {
    const full = resolve(base, path);
    return isWithin(to, full) ? relative(base, full) : full;
  };
  return {
    ...spec,
    roots: spec.roots.map(move),
    ...(spec.top === undefined ? {} : { top: isWithin(to, resolve(base, spec.top)) ? move(spec.top) : spec.top }),
    standsFor: { folder: staged, of: base },
  };
}
