import type { Host } from "../host.ts";
import { loadConfig, withOverlays } from "../options.ts";
import { tellFindings } from "../tell-findings.ts";
import { readSide, type Side, type SideInput } from "./read-side.ts";
import { isBareRoot, type Source } from "./source.ts";

/** One side as the command line names it. */
export interface SideArgument {
  /** The argument as messages show it. */
  readonly argument: string;
  readonly source: Source;
  /** The label for roots without one. */
  readonly label: string;
}

/** The options of the command that both sides share, as the command line states them. */
export interface SideOptions {
  readonly config?: string;
  readonly names?: string;
  readonly overrides?: string;
  readonly overlay?: readonly string[];
}

/** Both sides. */
export interface Sides {
  readonly old: Side;
  readonly new: Side;
}

/**
 * Reads both sides, the old one first. Returns undefined if one cannot be read; the reasons are printed. A source that
 * both sides name is read once.
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
  const found = isOne ? old : await read(withLabel(sides, old), old === undefined ? {} : { before: old });
  return old === undefined || found === undefined ? undefined : { old, new: found };
}

/** The new side; a root without a label takes that of the old side, if the old side has one version with a label. */
function withLabel(
  { old, new: found }: { readonly old: SideArgument; readonly new: SideArgument },
  side: Side | undefined,
): SideArgument {
  const [only, ...others] = side?.surface.versions ?? [];
  if (only === undefined || others.length > 0 || isBareRoot(old.source)) return found;
  return { ...found, label: only.version };
}
