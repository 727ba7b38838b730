import { ledgerId } from "../rules/bounds.ts";

/** Names that no rule can find, as data. Every entry has a reason; see `specs/names.overrides.yaml`. */
export interface Overrides {
  readonly operations: readonly OperationOverride[];
  readonly models: readonly ModelOverride[];
  readonly parameters: readonly ParameterOverride[];
}

interface OverrideBase {
  /** Labels of the versions that the override is for. Absent: all versions. */
  readonly versions?: readonly string[];
  readonly reason: string;
}

/** Names of an operation. */
export interface OperationOverride extends OverrideBase {
  /** An operation key: `DELETE /sources/{}`. */
  readonly at: string;
  /** If set, the override applies only while the operation has this id. */
  readonly id?: string;
  /** The names by {@link overrideKey}. */
  readonly names: Readonly<Record<string, string>>;
}

/** The key of a scope in an override: the field of format 1 (`cmdlet`), or target and scope (`toy.name`). */
export function overrideKey(
  target: string,
  { name, field }: { readonly name: string; readonly field?: string },
): string {
  return field ?? `${target}.${name}`;
}

/** The name of a model. */
export interface ModelOverride extends OverrideBase {
  /** A declaration's file, or file and pointer. */
  readonly at: string;
  readonly name: string;
}

/** Facts about the parameters of a published cmdlet that the specs do not state. */
export interface ParameterOverride extends OverrideBase {
  /** An operation key. */
  readonly at: string;
  /** What a published parameter means: `body`, a parameter as `<place> <wire name>`, or `ignored`. */
  readonly published?: Readonly<Record<string, string>>;
  /**
   * Wire names of the path parameters that the published cmdlet takes by position, in that order. Others must be named.
   */
  readonly order?: readonly string[];
  /** All parameters of the published cmdlet by position, where no rule finds them; see `publishedPositions`. */
  readonly positions?: readonly string[];
}

/** Overrides without entries. */
export const NO_OVERRIDES: Overrides = { operations: [], models: [], parameters: [] };

/** Whether an override is for a version. */
export function isForVersion(override: OverrideBase, version: string): boolean {
  return override.versions === undefined || override.versions.includes(version);
}

/** Whether an override is for an entry. The ledger may have cut or cleaned the entry's id. */
export function isForEntry(
  { at, id, ...override }: OperationOverride,
  entry: { readonly version: string; readonly key: string; readonly id: string },
): boolean {
  return at === entry.key && isForVersion(override, entry.version) && (id === undefined || ledgerId(id) === entry.id);
}
