/**
 * Words that are written one way wherever they stand, by their lower-case form. The spec writes MFA, Mfa and mfa; the
 * SDKs write Mfa.
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

/** Words that are one although their capitals or digits suggest two: `OAuth` is not O and Auth. */
export const JOINED_WORDS: readonly (readonly [string, string])[] = [
  ["o", "auth"],
  ["s", "3"],
];

/** Capital runs that hide several words are cut into these: MFAKBA is MFA and KBA. */
export const ACRONYMS: ReadonlySet<string> = new Set(
  [...CANONICAL_WORDS.keys()].filter((word) => word !== "multihost" && word !== "oauth"),
);
