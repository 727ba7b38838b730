/**
 * What three published pages of the PowerShell reference state, written down as facts: methods, paths, parameters, types
 * and answers. Names are the published ones; a test compares them with ours through the ledger. A fact that the seed
 * lost on its way (one page came in pieces) is absent.
 */

export interface SeedParameter {
  readonly place: "Path" | "Query" | "Body";
  readonly name: string;
  readonly type: string;
  /** `True`, or `(optional)` with the default behind it. */
  readonly required: string;
}

export interface SeedOperation {
  readonly page: string;
  readonly anchor: string;
  readonly cmdlet?: string;
  readonly request?: string;
  readonly parameters?: readonly SeedParameter[];
  readonly returnType?: string;
  /** Code to data type; an empty type is `(empty response body)`. */
  readonly responses?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly accept?: string;
}

const EMPTY = "(empty response body)";
const BETA_ERRORS = {
  400: "ErrorResponseDto",
  401: "ListAccessModelMetadataAttribute401Response",
  403: "ErrorResponseDto",
  429: "ListAccessModelMetadataAttribute429Response",
  500: "ErrorResponseDto",
};
const BETA_ERRORS_404 = { ...BETA_ERRORS, 404: "ErrorResponseDto" };

function path(name: string): SeedParameter {
  return { place: "Path", name, type: "String", required: "True" };
}

function query(name: string, type: string, required = "(optional)"): SeedParameter {
  return { place: "Query", name, type, required };
}

function body(type: string): SeedParameter {
  return { place: "Body", name: type.replace("[]", ""), type, required: "True" };
}

function paging(limit = 250): readonly SeedParameter[] {
  return [
    query("Limit", "Int32", `(optional) (default to ${String(limit)})`),
    query("Offset", "Int32", "(optional) (default to 0)"),
    query("Count", "Boolean", "(optional) (default to $false)"),
  ];
}

const json = { contentType: "Not defined", accept: "application/json" };
const sent = { contentType: "application/json", accept: "application/json" };

const IDENTITIES = "powershell/beta/methods/identities.md";
const ROLES = "powershell/beta/methods/roles.md";
const PUBLIC_IDENTITIES = "powershell/v2024/methods/public-identities.md";

export const SEED_FACTS: readonly SeedOperation[] = [
  {
    page: IDENTITIES,
    anchor: "delete-identity",
    cmdlet: "Remove-BetaIdentity",
    request: "DELETE /identities/{id}",
    parameters: [path("Id")],
    returnType: EMPTY,
    responses: { 204: EMPTY, ...BETA_ERRORS_404, 400: "IdentityAssociationDetails" },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "get-identity",
    cmdlet: "Get-BetaIdentity",
    request: "GET /identities/{id}",
    parameters: [path("Id")],
    returnType: "Identity",
    responses: { 200: "Identity", ...BETA_ERRORS_404 },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "get-identity-ownership-details",
    cmdlet: "Get-BetaIdentityOwnershipDetails",
    request: "GET /identities/{identityId}/ownership",
    parameters: [path("IdentityId")],
    returnType: "IdentityOwnershipAssociationDetails",
    responses: { 200: "IdentityOwnershipAssociationDetails", ...BETA_ERRORS_404 },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "get-role-assignment",
    cmdlet: "Get-BetaRoleAssignment",
    request: "GET /identities/{identityId}/role-assignments/{assignmentId}",
    parameters: [path("IdentityId"), path("AssignmentId")],
    returnType: "RoleAssignmentDto",
    responses: { 200: "RoleAssignmentDto", ...BETA_ERRORS_404 },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "get-role-assignments",
    cmdlet: "Get-BetaRoleAssignments",
    request: "GET /identities/{identityId}/role-assignments",
    parameters: [path("IdentityId"), query("RoleId", "String"), query("RoleName", "String")],
    returnType: "GetRoleAssignments200ResponseInner[]",
    responses: { 200: "GetRoleAssignments200ResponseInner[]", ...BETA_ERRORS_404 },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "list-identities",
    cmdlet: "Get-BetaIdentities",
    request: "GET /identities",
    parameters: [
      query("Filters", "String"),
      query("Sorters", "String"),
      query("DefaultFilter", "String", '(optional) (default to "CORRELATED_ONLY")'),
      ...paging(),
    ],
    returnType: "Identity[]",
    responses: { 200: "Identity[]", ...BETA_ERRORS },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "reset-identity",
    cmdlet: "Reset-BetaIdentity",
    request: "POST /identities/{identityId}/reset",
    parameters: [path("IdentityId")],
    returnType: EMPTY,
    responses: { 202: EMPTY, ...BETA_ERRORS_404 },
    ...json,
  },
  {
    page: IDENTITIES,
    anchor: "send-identity-verification-account-token",
    cmdlet: "Send-BetaIdentityVerificationAccountToken",
    request: "POST /identities/{id}/verification/account/send",
    parameters: [path("Id"), body("SendAccountVerificationRequest")],
    returnType: EMPTY,
    responses: { 200: EMPTY, ...BETA_ERRORS_404 },
    ...sent,
  },
  {
    page: IDENTITIES,
    anchor: "start-identities-invite",
    cmdlet: "Start-BetaIdentitiesInvite",
    request: "POST /identities/invite",
    parameters: [body("InviteIdentitiesRequest")],
    returnType: "TaskStatus",
    responses: { 202: "TaskStatus", ...BETA_ERRORS_404 },
    ...sent,
  },
  {
    page: IDENTITIES,
    anchor: "start-identity-processing",
    cmdlet: "Start-BetaIdentityProcessing",
    request: "POST /identities/process",
    parameters: [body("ProcessIdentitiesRequest")],
    returnType: "TaskResultResponse",
    responses: { 202: "TaskResultResponse", ...BETA_ERRORS_404 },
    ...sent,
  },
  {
    page: IDENTITIES,
    anchor: "synchronize-attributes-for-identity",
    cmdlet: "Sync-BetahronizeAttributesForIdentity",
    request: "POST /identities/{identityId}/synchronize-attributes",
    parameters: [path("IdentityId")],
    returnType: "IdentitySyncJob",
    responses: { 202: "IdentitySyncJob", ...BETA_ERRORS_404 },
    ...json,
  },
  {
    page: ROLES,
    anchor: "delete-bulk-roles",
    cmdlet: "Remove-BetaBulkRoles",
    parameters: [body("RoleBulkDeleteRequest")],
    responses: { ...BETA_ERRORS, 202: "TaskResultDto" },
    ...sent,
  },
  {
    page: ROLES,
    anchor: "delete-role",
    cmdlet: "Remove-BetaRole",
    parameters: [path("Id")],
    returnType: EMPTY,
    responses: { 204: EMPTY, ...BETA_ERRORS },
    ...json,
  },
  {
    page: ROLES,
    anchor: "get-role",
    cmdlet: "Get-BetaRole",
    parameters: [path("Id")],
    responses: BETA_ERRORS,
    ...json,
  },
  {
    page: ROLES,
    anchor: "get-role-assigned-identities",
    cmdlet: "Get-BetaRoleAssignedIdentities",
    parameters: [path("Id"), ...paging(), query("Filters", "String"), query("Sorters", "String")],
    responses: BETA_ERRORS,
    ...json,
  },
  {
    page: ROLES,
    anchor: "get-role-entitlements",
    cmdlet: "Get-BetaRoleEntitlements",
    // The seed is of an earlier date: it says 250, the specs of 2025-05-20 say 50 (docs/corrections.md).
    parameters: [path("Id"), ...paging(50), query("Filters", "String"), query("Sorters", "String")],
    responses: BETA_ERRORS,
    ...json,
  },
  {
    page: ROLES,
    anchor: "list-roles",
    cmdlet: "Get-BetaRoles",
    parameters: [
      query("ForSubadmin", "String"),
      ...paging(50),
      query("Filters", "String"),
      query("Sorters", "String"),
      query("ForSegmentIds", "String"),
      query("IncludeUnsegmented", "Boolean", "(optional) (default to $true)"),
    ],
    responses: BETA_ERRORS,
    ...json,
  },
  {
    page: ROLES,
    anchor: "patch-role",
    cmdlet: "Update-BetaRole",
    parameters: [path("Id"), body("[]JsonPatchOperation")],
    responses: BETA_ERRORS,
    contentType: "application/json-patch+json",
    accept: "application/json",
  },
  {
    page: PUBLIC_IDENTITIES,
    anchor: "get-public-identities",
    cmdlet: "Get-V2024PublicIdentities",
    request: "GET /public-identities",
    parameters: [
      ...paging(),
      query("Filters", "String"),
      query("AddCoreFilters", "Boolean", "(optional) (default to $false)"),
      query("Sorters", "String"),
    ],
    responses: {
      200: "PublicIdentity[]",
      400: "ErrorResponseDto",
      401: "ListAccessProfiles401Response",
      403: "ErrorResponseDto",
      429: "ListAccessProfiles429Response",
      500: "ErrorResponseDto",
    },
    ...json,
  },
];
