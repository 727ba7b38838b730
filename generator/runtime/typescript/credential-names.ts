/**
 * Names of headers, query parameters and cookies that the spec says hold credentials: in lower case, one a line, with a
 * line break on both sides. A text, for a bundler drops the code that asks an empty one.
 */
export const CREDENTIAL_NAMES: string = "";
