/**
 * The names of the headers, query parameters and cookies that hold credentials according to the spec: in lower case,
 * one per line, with a line break before and after each. It is one string, because a bundler removes code that tests an
 * empty string.
 */
export const CREDENTIAL_NAMES: string = "";
