import type { PublishedPackage } from "../../../generator/migration/published/table.ts";

const call = (
  name: string,
  http: string,
  rest: Partial<PublishedPackage["operations"][number]> = {},
): PublishedPackage["operations"][number] => {
  const [owner = "", method = ""] = name.split(".");
  const request = `${owner}${method.charAt(0).toUpperCase()}${method.slice(1)}Request`;
  const hasArguments = (rest.arguments ?? []).length > 0;
  return {
    version: owner.includes("Beta") ? "beta" : "v3",
    class: owner,
    method,
    http,
    arguments: [],
    result: "void",
    ...(hasArguments ? { request } : {}),
    ...rest,
  };
};

const limit = { name: "limit", type: "number", place: "query", optional: true } as const;
const filters = { name: "filters", type: "string", place: "query", optional: true } as const;
const id = { name: "id", type: "string", place: "path" } as const;

/** A published package in small: what the specs of the project have, by its names. */
export const PUBLISHED_STUB: PublishedPackage = {
  format: 1,
  package: "old-client",
  version: "1.0.0",
  integrity: "",
  sha256: "",
  versions: [
    { version: "beta", basePath: "/beta" },
    { version: "v3", basePath: "/v3" },
  ],
  operations: [
    call("RolesBetaApi.listRoles", "GET /roles", { arguments: [limit, filters], optional: true, result: "RoleBeta[]" }),
    call("RolesBetaApi.getRole", "GET /roles/{id}", { arguments: [id], result: "RoleBeta" }),
    call("RolesBetaApi.deleteRole", "DELETE /roles/{id}", { arguments: [id] }),
    call("RolesBetaApi.createRole", "POST /roles", {
      arguments: [{ name: "roleBeta", type: "RoleBeta", place: "body" }],
      result: "RoleBeta",
    }),
    call("RolesBetaApi.patchRole", "PATCH /roles/{id}", {
      arguments: [id, { name: "jsonPatchOperationBeta", type: "Array<JsonPatchOperationBeta>", place: "body" }],
      result: "RoleBeta",
    }),
    call("RolesBetaApi.goneForGood", "GET /gone-for-good", { result: "RoleBeta" }),
    call("LaunchersBetaApi.getLaunchers", "GET /launchers", {
      arguments: [limit],
      optional: true,
      result: "GetLaunchers200ResponseBeta",
    }),
    call("LaunchersBetaApi.getAll", "GET /launchers", { result: "GetLaunchers200ResponseBeta" }),
    call("CustomFormsBetaApi.createFormDefinitionFileRequest", "POST /form-definitions/{formDefinitionID}/upload", {
      arguments: [
        { name: "formDefinitionID", type: "string", place: "path" },
        { name: "file", type: "File", place: "form" },
        {
          name: "xSailPointExperimental",
          type: "string",
          place: "header",
          wire: "X-SailPoint-Experimental",
          optional: true,
        },
      ],
      result: "object",
    }),
    call(
      "NonEmployeeLifecycleManagementBetaApi.exportNonEmployeeRecords",
      "GET /non-employee-sources/{id}/non-employees/download",
      {
        arguments: [id],
      },
    ),
    call("SearchApi.searchPost", "POST /search", {
      arguments: [
        { name: "search", type: "Search", place: "body" },
        limit,
        { name: "count", type: "boolean", place: "query", optional: true },
      ],
      result: "object[]",
    }),
    call("RolesApi.getRole", "GET /roles/{id}", { arguments: [id], result: "Role" }),
  ],
  types: [
    { version: "beta", name: "RoleBeta", properties: { "id?": "string", name: "string", "owner?": "object" } },
    { version: "v3", name: "Role", properties: { "id?": "string", name: "string" } },
    { version: "beta", name: "LauncherBeta", properties: { id: "string", name: "string" } },
    {
      version: "beta",
      name: "GetLaunchers200ResponseBeta",
      properties: { "next?": "string", "items?": "Array<LauncherBeta>" },
    },
    {
      version: "beta",
      name: "JsonPatchOperationBeta",
      properties: { op: "JsonPatchOperationBetaOpBeta", path: "string", "value?": "object" },
    },
    {
      version: "beta",
      name: "JsonPatchOperationBetaOpBeta",
      values: { Add: "add", Replace: "replace", Remove: "remove" },
    },
    { version: "beta", name: "OwnerTypeBeta", values: { Identity: "IDENTITY" } },
    { version: "v3", name: "SearchDocument", is: "object" },
    { version: "v3", name: "Search", properties: { "query?": "object", "sort?": "Array<string>" } },
  ],
};
