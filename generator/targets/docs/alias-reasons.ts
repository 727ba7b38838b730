/** The reason for each kind of alias, in the words that pages show. */
export const ALIAS_REASONS = {
  published: "the published SDK's name",
  otherVersion: "its name in another version",
  renamed: "an earlier name",
} as const;

/** The reason for a deprecated method in the class of the operation's former tag. */
export const FORMER_CALL = "the call before its tag changed";
