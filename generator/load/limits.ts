/**
 * Limits on how much of a spec is followed. No real spec exceeds them; one that does is meant to stop a run. A finding
 * reports each limit that is exceeded.
 */

/** Levels of nested schemas. References through `allOf`, options and items count as levels too. */
export const MAXIMUM_NESTING = 100;

/** References in a row before a node. */
export const MAXIMUM_CHAIN = 100;

/** Options of one `oneOf` or `anyOf`. */
export const MAXIMUM_OPTIONS = 10_000;

/** Characters of a path: twice what RFC 9110, section 4.1, asks servers to read. */
export const MAXIMUM_PATH = 16_000;
