import type { ChangeClass, Direction } from "./change-class.ts";
import type { RuleId } from "./rules.ts";

/** The next version that a package needs, by Semantic Versioning. */
export type Verdict = "major" | "minor" | "patch" | "none";

/** One change of one package. */
export interface Change {
  readonly rule: RuleId;
  readonly class: ChangeClass;
  /** The package: a target's name. */
  readonly target: string;
  /** Label of the version. */
  readonly version: string;
  /** `GET /roles/{id}`, the id of a model, the name of an event, or the label of the version. */
  readonly place: string;
  /** The target's name for the operation, model or event that changed. */
  readonly name: string;
  /** The subject of the change, the same text in every target; it groups the changes of one subject. */
  readonly subject: string;
  /** Null if there was no value before. */
  readonly before: string | null;
  readonly after: string | null;
  /** What changed, in one sentence. */
  readonly message: string;
  /** What a user of the package does about it. */
  readonly advice: string;
  /** `generator`: the spec is the same for the entry, so the generator or the names ledger made the change. */
  readonly origin: "spec" | "generator";
  /** The directions of the data at the place; empty where no data travels. */
  readonly directions: readonly Direction[];
  /**
   * Keys of the operations that use the place, sorted: the operation itself, or the operations whose data hold the
   * model.
   */
  readonly operations: readonly string[];
  /** Tags of these operations, sorted. */
  readonly tags: readonly string[];
}

/** The differences between two surfaces. */
export interface Comparison {
  /** The verdict of each target. */
  readonly verdict: Readonly<Record<string, Verdict>>;
  /** Sorted by version, place, rule, name and target. */
  readonly changes: readonly Change[];
}

/** A text, or a function that returns the text in the words of a target. */
export type TargetText = string | ((target: string) => string);

/** A change before it is worded for each target. */
export interface Finding {
  readonly rule: RuleId;
  readonly version: string;
  readonly place: string;
  /** The name of the changed thing, in each target. */
  readonly name: TargetText;
  readonly before?: TargetText | undefined;
  readonly after?: TargetText | undefined;
  readonly directions: readonly Direction[];
  readonly operations: readonly string[];
  readonly origin: Change["origin"];
  /** The targets that have the change; absent: all targets. */
  readonly targets?: readonly string[];
}

/** The fields that all findings about one entry share. */
export type FindingBase = Pick<Finding, "version" | "place" | "directions" | "operations" | "origin">;
