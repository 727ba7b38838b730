/** Why a name beside the own one exists, as pages say it. */
export const ALIAS_REASONS = {
  published: "the published SDK's name",
  otherVersion: "its name in another version",
  renamed: "an earlier name",
} as const;

/** The same of a call in the class of another tag. */
export const FORMER_CALL = "the call before its tag changed";
