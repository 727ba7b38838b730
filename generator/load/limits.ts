/**
 * How much of a spec is followed. Nobody writes more; a spec that has more was made to stop a run, and every limit is
 * named by a finding where it is met.
 */

/** Levels of schemas inside schemas, and of `allOf` in `allOf` through references. */
export const MAXIMUM_NESTING = 100;

/** References that lead to one another before there is a node. */
export const MAXIMUM_CHAIN = 100;

/** Options of one `oneOf` or `anyOf`. */
export const MAXIMUM_OPTIONS = 10_000;
