/** Names of headers, query parameters and cookies that the spec says hold credentials; in lower case. */
export const CREDENTIAL_NAMES: readonly string[] = [];
