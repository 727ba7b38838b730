/** Programs that stop compiling on a change that is not called breaking, and why not. */
export interface Exception {
  /** The name of an edit, and the way it is made. */
  readonly edit: string;
  readonly way: "forward" | "back";
  /** The programs, by the beginning of their paths. */
  readonly programs: string;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    edit: "an event is added",
    way: "forward",
    programs: "switch/events",
    reason:
      "`parseEvent` returns `unknown` for events that a release does not know, so programs that run have a branch for a new event. A `switch` without `default` lists all known events on purpose.",
  },
  {
    edit: "an error status with another body is added",
    way: "forward",
    programs: "catch/getRole-any",
    reason:
      "The vendor adds error statuses at any time. `isApiError` with a status keeps its type; without one, the body is any of the declared bodies.",
  },
];
