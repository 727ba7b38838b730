/** An operation of the published version v3 that v2024 does not have under the same name. */
export interface LastOfV3 {
  /** Method and path, with the names of placeholders left out: the key of the operation in every version. */
  readonly key: string;
  /** The method in `sailpoint-api-client`, with its class. */
  readonly method: string;
  /** The cmdlet in `PSSailpoint.V3`. */
  readonly cmdlet: string;
}

/**
 * Release 1.4.15 of the published packages has 361 operations in v3. The names of all others, with the version v2024, are
 * names in v2024. Of these nine, two have another name there, and seven are in beta only.
 */
export const LAST_OF_V3: readonly LastOfV3[] = [
  {
    key: "POST /identity-profiles/identity-preview",
    method: "IdentityProfilesApi.showIdentityPreview",
    cmdlet: "Show-IdentityPreview",
  },
  { key: "POST /work-items/{}/forward", method: "WorkItemsApi.sendWorkItemForward", cmdlet: "Send-WorkItemForward" },
  { key: "DELETE /mfa/{}/delete", method: "MFAConfigurationApi.deleteMFAConfig", cmdlet: "Remove-MFAConfig" },
  { key: "POST /mfa/token/send", method: "MFAControllerApi.createSendToken", cmdlet: "New-SendToken" },
  { key: "POST /mfa/{}/poll", method: "MFAControllerApi.pingVerificationStatus", cmdlet: "Ping-VerificationStatus" },
  { key: "POST /mfa/duo-web/verify", method: "MFAControllerApi.sendDuoVerifyRequest", cmdlet: "Send-DuoVerifyRequest" },
  { key: "POST /mfa/kba/authenticate", method: "MFAControllerApi.sendKbaAnswers", cmdlet: "Send-KbaAnswers" },
  {
    key: "POST /mfa/okta-verify/verify",
    method: "MFAControllerApi.sendOktaVerifyRequest",
    cmdlet: "Send-OktaVerifyRequest",
  },
  {
    key: "POST /mfa/token/authenticate",
    method: "MFAControllerApi.sendTokenAuthRequest",
    cmdlet: "Send-TokenAuthRequest",
  },
];
