import { it } from "vitest";

/** Whether this run has all tests. `npm test` has not: `left-out.ts` lists what it leaves out, and it prints the list. */
export const isWhole = process.env["ISC_WHOLE"] !== "no";

/** A test that takes long. Its file is in the list of `left-out.ts`. */
export const itWhole = it.skipIf(!isWhole);
