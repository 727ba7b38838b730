import type { Host } from "../host.ts";
import { loadConfig, withOverlays } from "../options.ts";
import { tellFindings } from "../tell-findings.ts";
import { readSide, type Side, type SideInput } from "./read-side.ts";
import type { Source } from "./source.ts";

/** A side as the command line names it. */
export interface SideArgument {
  /** As it is told. */
  readonly argument: string;
  readonly source: Source;
  /** The label of roots that have none. */
  readonly label: string;
}

export interface SideOptions {
  readonly config?: string;
  readonly names?: string;
  readonly overrides?: string;
  readonly overlay?: readonly string[];
}

/** Two sides, read. */
export interface Sides {
  readonly old: Side;
  readonly new: Side;
}

/**
 * Both sides, the old one first; undefined where one could not be read, and the reasons are told. One source on both
 * sides is read once.
 */
export async function readSides(
  sides: { readonly old: SideArgument; readonly new: SideArgument },
  options: SideOptions,
  host: Host,
): Promise<Sides | undefined> {
  const { config, diagnostics } = loadConfig(options.config, host.cwd);
  if (config === undefined) {
    tellFindings(diagnostics, new Map(), host);
    return undefined;
  }
  const read = async (
    { argument, source, label }: SideArgument,
    more: Pick<SideInput, "before">,
  ): Promise<Side | undefined> => {
    host.showProgress(`reading ${argument}`);
    const reading = await readSide({ ...shared, source, label, ...more });
    host.showProgress("");
    for (const problem of reading.problems) host.tell(`error: ${argument}: ${problem}\n`);
    tellFindings(
      reading.diagnostics.filter(({ severity }) => severity === "error"),
      reading.tops,
      host,
    );
    return reading.side;
  };
  const shared = {
    config: withOverlays(config, options.overlay, host.cwd),
    readings: new Map(),
    configPath: options.config,
    cwd: host.cwd,
    names: { names: options.names, overrides: options.overrides },
  };
  const old = await read(sides.old, {});
  const isOne = sides.old.source === sides.new.source;
  const found = isOne ? old : await read(sides.new, old === undefined ? {} : { before: old });
  return old === undefined || found === undefined ? undefined : { old, new: found };
}
