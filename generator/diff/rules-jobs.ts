import { byTarget, every, type Rule } from "./rule.ts";

/** Rules of jobs that programs can wait for. */
export const JOB_RULES = {
  "job-added": {
    title: "The work of an operation can be waited for",
    message: "{name} can be waited for; {after} returns the state of the work.",
    why: "No program waits for it yet.",
    advice: "Use `waitFor` or `-Wait` instead of your own polling loop.",
    classes: every("compatible"),
    vendor: null,
  },
  "job-removed": {
    title: "The work of an operation can no longer be waited for",
    message: "{name} can no longer be waited for; {before} returned the state of the work.",
    why: "The constant for `waitFor` and the parameter `-Wait` are removed.",
    advice: "Poll the state of the work in your own loop.",
    classes: every("breaking"),
    vendor: null,
  },
  "job-renamed": {
    title: "The constant for waiting for an operation is renamed",
    message: "The constant {before} of {name} is renamed to {after}.",
    why: "Programs import it by its name.",
    advice: "Import {after}.",
    classes: byTarget("breaking", "compatible"),
    vendor: null,
  },
  "job-poll-changed": {
    title: "Another operation returns the state of the work",
    message: "{after} returns the state of the work of {name} (was {before}).",
    why: "A program that waits gets the response of another operation, which has another type.",
    advice: "Check what your program reads from the response.",
    classes: byTarget("breaking", "compatible"),
    vendor: null,
  },
  "job-end-changed": {
    title: "The work of an operation ends with other values, or they are in another property",
    message: "The work of {name} ends with {after} (was {before}).",
    why: "The package contains the values. A program that waits does not contain them.",
    advice: "If your program reads the response itself, check it for the old values.",
    classes: every("compatible"),
    vendor: null,
  },
} as const satisfies Readonly<Record<string, Rule>>;
