/**
 * Words with one spelling everywhere, by their lower-case spelling. The spec writes MFA, Mfa and mfa; the SDKs write
 * Mfa.
 */
export const CANONICAL_WORDS: ReadonlyMap<string, string> = new Map([
  ["api", "Api"],
  ["csv", "Csv"],
  ["dkim", "Dkim"],
  ["dto", "Dto"],
  ["iai", "Iai"],
  ["id", "Id"],
  ["ids", "Ids"],
  ["kba", "Kba"],
  ["mfa", "Mfa"],
  ["multihost", "MultiHost"],
  ["oauth", "OAuth"],
  ["s3", "S3"],
  ["sed", "Sed"],
  ["sim", "Sim"],
  ["sod", "Sod"],
  ["sp", "Sp"],
  ["ui", "Ui"],
  ["url", "Url"],
  ["zip", "Zip"],
]);

/** Pairs that are one word, although capitals or digits separate them: `OAuth` is not O and Auth. */
export const JOINED_WORDS: readonly (readonly [string, string])[] = [
  ["o", "auth"],
  ["s", "3"],
];

/** Acronyms that a run of capitals is split into: MFAKBA becomes MFA and KBA. */
export const ACRONYMS: ReadonlySet<string> = new Set(
  [...CANONICAL_WORDS.keys()].filter((word) => word !== "multihost" && word !== "oauth"),
);
