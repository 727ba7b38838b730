import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  camelCase,
  kebabCase,
  pascalCase,
  publishedCamelize,
  publishedKebab,
  splitWords,
} from "../../../generator/names/rules/words.ts";

describe("splitWords", () => {
  it.each([
    ["getIdentity", "get Identity"],
    ["getMFAKbaConfig", "get MFA Kba Config"],
    ["setMFAKBAConfig", "set MFA KBA Config"],
    ["searchFormElementDataByElementID", "search Form Element Data By Element ID"],
    ["listOauthClients", "list Oauth Clients"],
    ["OAuthClients", "OAuth Clients"],
    ["exportToS3Bucket", "export To S3 Bucket"],
    ["deleteIDsInBulk", "delete IDs In Bulk"],
    ["for-subadmin", "for subadmin"],
    ["reviewer_identity.id", "reviewer identity id"],
    ["un-ignore", "un ignore"],
    ["repos/list-branches", "repos list branches"],
    ["Role2Level10", "Role 2 Level 10"],
    ["SP-Config", "SP Config"],
    ["", ""],
    ["---", ""],
  ])("%s is %s", (text, words) => {
    expect(splitWords(text).join(" ")).toBe(words);
  });

  it("loses no letter and no digit that can be seen, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const kept = (all: string): string => all.replace(/\p{DI}|\u2e2f|[^\p{L}\p{Nd}\p{Nl}]/gu, "");
        expect(kept(splitWords(text).join(""))).toBe(
          kept(text.normalize("NFC").replace(/\p{No}/gu, (number) => number.normalize("NFKC"))),
        );
      }),
    );
  });

  it("gives what may stand in an identifier, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        for (const name of [pascalCase(splitWords(text)), publishedCamelize(text)])
          expect(`x${name}`).toMatch(/^(?!.*\p{DI})\p{ID_Start}\p{ID_Continue}*$/u);
        expect(splitWords(text)[0] ?? "").toMatch(/^(?!\p{M})/u);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["\ufe0f", []],
    ["\u2699\ufe0f Settings", ["Settings"]],
    ["area \u00b2", ["area", "2"]],
    ["\u3164x", ["x"]],
    ["1\u20e3 one", ["1", "one"]],
  ])("cuts %j into %j", (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });

  it("gives no empty word, and the same letters in every case of writing", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const words = splitWords(text);
        expect(words.every((word) => word !== "")).toBe(true);
        const letters = words.join("").toLowerCase();
        expect(pascalCase(words).toLowerCase()).toBe(letters);
        expect(camelCase(words).toLowerCase()).toBe(letters);
        expect(kebabCase(words).replaceAll("-", "")).toBe(letters);
      }),
    );
  });
});

describe("spelling", () => {
  it.each([
    ["formDefinitionID", "FormDefinitionId", "formDefinitionId"],
    ["for-subadmin", "ForSubadmin", "forSubadmin"],
    ["multihostId", "MultiHostId", "multihostId"],
    ["ID", "Id", "id"],
    ["CSV file", "CsvFile", "csvFile"],
    ["X-SailPoint-Experimental", "XSailPointExperimental", "xSailPointExperimental"],
  ])("%s is %s and %s", (text, pascal, camel) => {
    expect(pascalCase(splitWords(text))).toBe(pascal);
    expect(camelCase(splitWords(text))).toBe(camel);
  });

  it.each([
    ["PublicIdentitiesConfig", "public-identities-config"],
    ["getMFADuoConfig", "get-mfa-duo-config"],
    ["OAuthClients", "o-auth-clients"],
    ["BetaIAIOutliers", "beta-iai-outliers"],
    ["patchPotentialRole", "patch-potential-role"],
  ])("the published slug of %s is %s", (text, slug) => {
    expect(publishedKebab(text)).toBe(slug);
  });

  it("joins names as the published SDKs do", () => {
    expect(publishedCamelize("Data-Segment")).toBe("DataSegment");
    expect(publishedCamelize("accounts-export-report-arguments")).toBe("AccountsExportReportArguments");
    expect(publishedCamelize("SP-Config")).toBe("SPConfig");
  });
});
