/** Work that goes on behind the answer of a call. A part of the intermediate model; see `model.ts`. */

import type { Origin } from "./declaration.ts";

/** How to wait for a job. Paths are wire names from the outside in; a list on the way is read through its first item. */
export interface Job {
  /** Key of the operation that tells how far the job is; the operation's own key where the same call is made again. */
  readonly poll: string;
  /** What the parameters of that operation are given. Empty where the same call is made again. */
  readonly takes: readonly JobArgument[];
  /** The property of its answer that tells how far the job is. */
  readonly status: readonly string[];
  /** Values of it that end the job well, sorted. */
  readonly done: readonly string[];
  /** Values that end it otherwise, sorted. */
  readonly failed: readonly string[];
  /** The property that says why; of a list every item is told. */
  readonly message?: readonly string[];
  /** The property that says how far the job is, from 0 to 100. */
  readonly percent?: readonly string[];
  /** What in the spec says so, in a person's words. */
  readonly reason: string;
  /** Where the spec says it: the call, the operation to ask, the id, the values. */
  readonly sources: readonly JobSource[];
}

export interface JobArgument {
  readonly place: "path" | "query";
  readonly wire: string;
  /** `answer`: a property of the answer of the call. `call`: a parameter of the call, which is `path` then. */
  readonly from: "answer" | "call";
  /** Of the answer: the property. Of the call: place and wire name. */
  readonly path: readonly string[];
}

export interface JobSource {
  readonly of: "call" | "poll" | "id" | "status";
  readonly origin: Origin;
}
