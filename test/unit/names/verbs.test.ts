import { describe, expect, it } from "vitest";
import { APPROVED_VERBS, isApprovedVerb, VERB_OF_WORD, verbOfWord } from "../../../generator/names/rules/verbs.ts";
import { cmdlets } from "./make.ts";

describe("verbs", () => {
  it("has the hundred verbs of Get-Verb in PowerShell 7.4", () => {
    expect(APPROVED_VERBS.verbs.size).toBe(100);
  });

  it("gives approved verbs alone", () => {
    expect([...VERB_OF_WORD.values()].filter((verb) => !isApprovedVerb(verb))).toEqual([]);
  });

  it.each([
    ["list", "Get"],
    ["put", "Set"],
    ["cancel", "Stop"],
    ["download", "Save"],
    ["synchronize", "Sync"],
    ["reject", "Deny"],
    ["sync", "Sync"],
    ["user", undefined],
    ["settings", undefined],
  ])("%s is %s", (word, verb) => {
    expect(verbOfWord(word)).toBe(verb);
  });
});

/** One line of the rules each: operations of one version, and their cmdlets in the same order. */
describe("how a cmdlet is named", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["the first word is the verb", ["GET /identities/{id} getIdentity"], ["Get-BetaIdentity"]],
    [
      "a word is never cut",
      ["POST /x/{id}/synchronize synchronizeAttributesForIdentity", "GET /u userList", "GET /s settingsGet"],
      ["Sync-BetaAttributesForIdentity", "Get-BetaUsers", "Get-BetaSettings"],
    ],
    ["acronyms have one spelling", ["PUT /mfa setMFADuoConfig"], ["Set-BetaMfaDuoConfig"]],
    [
      "a PUT called update stands back for the PATCH",
      ["PUT /a/{id} updateA1", "PATCH /a/{id} patchA1", "PUT /b/{id} updateB1"],
      ["Set-BetaA1", "Update-BetaA1", "Update-BetaB1"],
    ],
    [
      "a list takes the plural beside its reader",
      ["GET /approvals listApproval", "GET /approvals/{id} getApproval", "GET /status listStatusReport"],
      ["Get-BetaApprovals", "Get-BetaApproval", "Get-BetaStatusReport"],
    ],
    [
      "a verb alone takes the path's noun",
      ["DELETE /sources/{id} delete", "POST /campaigns/{id}/reassign move"],
      ["Remove-BetaSource", "Move-BetaCampaignReassign"],
    ],
    [
      "an HTTP method is no noun",
      ["POST /search searchPost", "GET /search/{index}/{id} searchGet"],
      ["Search-BetaSearch", "Search-BetaSearchById"],
    ],
    [
      "one id twice: the path says it",
      ["PATCH /roles/{id} patchRole", "PATCH /special-roles/{id} patchRole"],
      ["Update-BetaRole", "Update-BetaSpecialRole"],
    ],
    [
      "words without an approved verb stay behind Invoke",
      ["POST /x/{id}/forward forwardWorkItem", "POST /un un-ignoreThing"],
      ["Invoke-BetaForwardWorkItem", "Invoke-BetaUnIgnoreThing"],
    ],
    [
      "no id: method and path",
      ["GET /widgets/{id}", "POST /widgets/{id}/spin"],
      ["Get-BetaWidget", "Invoke-BetaWidgetSpin"],
    ],
    [
      "a namespace begins the noun",
      [
        "GET / meta/root",
        "GET /r/{o}/{r}/branches repos/list-branches",
        "GET /r/{o}/{r}/issues issues/list-for-repo",
        "GET /r/{o}/{r} repos/get",
      ],
      ["Get-BetaMetaRoot", "Get-BetaRepoBranches", "Get-BetaIssuesForRepo", "Get-BetaRepo"],
    ],
    [
      "what still collides takes the path's words",
      ["GET /a/{id}/items getItems", "GET /b/{id}/items/{item} listItems"],
      ["Get-BetaItems", "Get-BetaItem"],
    ],
  ])("%s", (_, lines, names) => {
    expect(cmdlets(lines)).toEqual(names);
  });

  it("is the same in every order", () => {
    const lines = [
      "GET /a/{id}/items getItems",
      "GET /b/{id}/items/{item} listItems",
      "POST /search searchPost",
      "GET /search/{index}/{id} searchGet",
    ];
    expect([...cmdlets([...lines].reverse())].reverse()).toEqual(cmdlets(lines));
  });
});
