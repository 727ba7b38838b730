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

/** Calls of the old modules that stop working on a change that is not called breaking, and why not. */
export const CALL_EXCEPTIONS: readonly (Omit<Exception, "programs"> & { readonly call: string })[] = [
  {
    edit: "a text becomes anything, read",
    way: "back",
    call: "Initialize-BetaSummary",
    reason:
      "The model is only returned, so a script that makes one sends it nowhere. Its helper checks the kinds of values in the same way as those of models that are sent.",
  },
];

/** Breaking changes of the modules that no call shows when it is bound, by rule, and why not. */
export const UNBOUND: Readonly<Record<string, string>> = {
  "body-type-changed": "A body is any object to the engine; the service reads what is in it.",
  "parameter-type-changed": "Most parameters take any object, and the cmdlet writes it into the request.",
  "property-type-changed": "The helpers take any object for most properties.",
  "property-not-sent":
    "The helpers keep the parameter, since the model is also returned; the service ignores or rejects the value.",
  "property-required": "The helpers leave out what is not given; the service tells what it misses.",
  "property-added-required": "As properties that become required.",
  "property-now-sent-required": "As properties that become required.",
  "choice-removed": "The examples of the help ask for no media type.",
  "presence-required": "As properties that become required.",
  "property-not-nullable": "Null is a value like others to the engine.",
  "rest-changed": "A hashtable may hold any key.",
  "value-removed": "Parameters complete the values, and take others too, for the service knows more of them.",
  "tag-values-changed": "As values that are removed.",
  "member-removed": "A union is any object to the engine.",
  "tagged-member-removed": "A union is any object to the engine.",
  "model-type-changed": "A model is any object to the engine.",
};
