/** Work that continues after the response to a call. A part of the intermediate model; see `model.ts`. */

import type { Origin } from "./declaration.ts";

/** How to wait for a job. A path is a list of wire names, outermost first; in a list it continues in the first item. */
export interface Job {
  /** Key of the operation that returns the job's state; the operation's own key where the same call is repeated. */
  readonly poll: string;
  /** The arguments of that operation. Empty where the same call is repeated. */
  readonly takes: readonly JobArgument[];
  /** The path of the property that holds the job's state. */
  readonly status: readonly string[];
  /** Values of this property that mean success, sorted. */
  readonly done: readonly string[];
  /** Values of this property that mean failure, sorted. */
  readonly failed: readonly string[];
  /** The path of the property that explains the result. If it is a list, every item is shown. */
  readonly message?: readonly string[];
  /** The path of the property with the progress, from 0 to 100. */
  readonly percent?: readonly string[];
  /** The evidence in the spec, as a sentence. */
  readonly reason: string;
  /** The nodes of the spec that are the evidence: the call, the poll, the id, the status values. */
  readonly sources: readonly JobSource[];
}

/** An argument of the poll and the source of its value. */
export interface JobArgument {
  readonly place: "path" | "query";
  readonly wire: string;
  /** `answer`: a property of the call's response. `call`: a parameter of the call. */
  readonly from: "answer" | "call";
  /** For `answer` the path of the property; for `call` the parameter's place and wire name. */
  readonly path: readonly string[];
}

/** A node of the spec that is evidence for the job. */
export interface JobSource {
  readonly of: "call" | "poll" | "id" | "status";
  readonly origin: Origin;
}
