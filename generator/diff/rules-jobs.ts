import { byTarget, every, type Rule } from "./rule.ts";

/** Rules of jobs that programs can wait for. */
export const JOB_RULES = {
  "job-added": {
    title: "The work of an operation can be waited for",
    message: "{name} can be waited for; {after} tells how far it is.",
    why: "Nobody waits for it yet.",
    advice: "Use it in place of a loop of your own: `waitFor`, `-Wait`.",
    classes: every("compatible"),
    vendor: null,
  },
  "job-removed": {
    title: "The work of an operation can no longer be waited for",
    message: "{name} can no longer be waited for; {before} told how far it was.",
    why: "The constant for `waitFor` is gone, and so is the parameter `-Wait`.",
    advice: "Ask how far the work is in a loop of your own.",
    classes: every("breaking"),
    vendor: null,
  },
  "job-renamed": {
    title: "The constant that waits for an operation has another name",
    message: "The constant {before} of {name} is called {after}.",
    why: "Programs import it by its name.",
    advice: "Import {after}.",
    classes: byTarget("breaking", "compatible"),
    vendor: null,
  },
  "job-poll-changed": {
    title: "Another operation tells how far the work is",
    message: "{after} tells how far the work of {name} is (was {before}).",
    why: "Whoever waits gets the answer of another operation, which has another type.",
    advice: "Look at what your program reads of the answer.",
    classes: byTarget("breaking", "compatible"),
    vendor: null,
  },
  "job-end-changed": {
    title: "The work of an operation ends with other values, or they stand elsewhere",
    message: "The work of {name} ends with {after} (was {before}).",
    why: "The package knows them. A program that waits does not name them.",
    advice: "Look for the values where your program reads the answer itself.",
    classes: every("compatible"),
    vendor: null,
  },
} as const satisfies Readonly<Record<string, Rule>>;
