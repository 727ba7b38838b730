import type { ChangeClass, Direction } from "./change-class.ts";
import type { RuleId } from "./rules.ts";

/** What a package's next version has to be, by Semantic Versioning. */
export type Verdict = "major" | "minor" | "patch" | "none";

/** One change of one package. */
export interface Change {
  readonly rule: RuleId;
  readonly class: ChangeClass;
  /** The package: a target's name. */
  readonly target: string;
  /** Label of the version. */
  readonly version: string;
  /** `GET /roles/{id}`, the id of a model, the name of an event, or the version's label. */
  readonly place: string;
  /** What the target calls the thing. */
  readonly name: string;
  /** The same for all targets: changes of one subject belong together. */
  readonly subject: string;
  /** Null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** What changed, in one sentence. */
  readonly message: string;
  /** What a user of the package does about it. */
  readonly advice: string;
  /** `generator`: the spec says the same of the entry, so the generator or the names ledger changed it. */
  readonly origin: "spec" | "generator";
  /** Of the data at the place; empty where no data travels. */
  readonly directions: readonly Direction[];
  /** Keys of the operations that meet the place, sorted: its own, or those whose requests and responses hold the model. */
  readonly operations: readonly string[];
  /** Tags of these operations, sorted. */
  readonly tags: readonly string[];
}

/** What two surfaces differ in. */
export interface Comparison {
  /** By target. */
  readonly verdict: Readonly<Record<string, Verdict>>;
  /** Sorted by version, place, rule, name and target. */
  readonly changes: readonly Change[];
}

/** A text, which may have the words of a target. */
export type TargetText = string | ((target: string) => string);

/** A change before it is told in the words of each target. */
export interface Finding {
  readonly rule: RuleId;
  readonly version: string;
  readonly place: string;
  /** What a target calls the thing. */
  readonly name: TargetText;
  readonly before?: TargetText | undefined;
  readonly after?: TargetText | undefined;
  readonly directions: readonly Direction[];
  readonly operations: readonly string[];
  readonly origin: Change["origin"];
  /** The targets that have the change; all where nothing is said. */
  readonly targets?: readonly string[];
}

/** What findings about one entry have in common. */
export type FindingBase = Pick<Finding, "version" | "place" | "directions" | "operations" | "origin">;
