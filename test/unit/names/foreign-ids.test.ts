import { describe, expect, it } from "vitest";
import { versionNames } from "../../../generator/names/table.ts";
import { assign, declaration, operation, version } from "./make.ts";

/** Cmdlet and method of one operation. */
function named(line: string, summary = ""): string {
  const one = { ...operation(line), summary };
  const names = versionNames(assign({ versions: [version("beta", { operations: [one] })] }).value.table, "beta");
  const entry = names.operations.get(one.key);
  return `${entry?.powershell.cmdlet ?? ""} ${entry?.typescript.method ?? ""}`;
}

/** Ids as vendors write them, in the order of the rows of docs/names.md. */
describe("ids of other vendors", () => {
  it.each([
    ["GET /access-profiles/v1/{id}", "getAccessProfileV1", "Get-BetaAccessProfile getAccessProfileV1"],
    ["POST /x", "updateV1", "Update-BetaX updateX"],
    ["GET /roles", "list-roles-v2.1", "Get-BetaRoles listRoles"],
    ["GET /drive/files", "drive.files.list", "Get-BetaDriveFiles driveFilesList"],
    ["GET /v1/users/{id}", "v1.users.get", "Get-BetaUser usersGet"],
    ["POST /chat.postMessage", "chat.postMessage", "Submit-BetaChatMessage chatPostMessage"],
    ["GET /machines/{name}", "VirtualMachines_Get", "Get-BetaVirtualMachine virtualMachinesGet"],
    ["GET /users/{id}", "users_get_by_id", "Get-BetaUserById usersGetById"],
    ["GET /users/{id}", "get_user", "Get-BetaUser get_user"],
    ["POST /apps", "admin_apps_approve", "Approve-BetaAdminApp adminAppsApprove"],
    ["GET /accounts/{id}/balance", "accountsBalanceGet", "Get-BetaAccountBalance accountsBalanceGet"],
    ["GET /users", "userList", "Get-BetaUsers userList"],
    ["POST /users", "userCreate", "New-BetaUser userCreate"],
    ["GET /users/{id}", "getUserGet", "Get-BetaUser getUserGet"],
    ["GET /items/{item_id}", "read_item_items__item_id__get", "Read-BetaItem read_item"],
    ["GET /users/{id}", "/users/{id}", "Get-BetaUser getUser"],
    ["GET /users/{id}", "get-/users/{id}", "Get-BetaUser getUser"],
    ["GET /Accounts/{Sid}/Messages.json", "", "Get-BetaAccountMessages getAccountMessages"],
    ["GET /2010-04-01/Accounts/{Sid}.json", "", "Get-BetaAccount getAccount"],
    ["GET /users.json", "users.json", "Get-BetaUsers users"],
    ["POST /keys", "CreateanAPIkey", "New-BetaApiKey CreateanAPIkey"],
    ["POST /users", "", "New-BetaUser postUsers"],
    ["GET /zones", "zones-list-zones", "Get-BetaZones zonesListZones"],
    [
      "POST /vm/{name}/powerOff",
      "VirtualMachines_PowerOff",
      "Invoke-BetaVirtualMachinePowerOff virtualMachinesPowerOff",
    ],
    ["PUT /vm/{name}", "VirtualMachines_CreateOrUpdate", "Set-BetaVirtualMachine virtualMachinesCreateOrUpdate"],
    ["PUT /roles/{id}", "createOrUpdateRole", "Set-BetaRole createOrUpdateRole"],
    ["GET /vm", "VirtualMachines_ListAll", "Get-BetaVirtualMachines virtualMachinesListAll"],
    ["PATCH /users/{id}", "users.user.UpdateUser", "Update-BetaUser usersUserUpdateUser"],
    ["GET /people", "People.Person.ListPerson", "Get-BetaPerson peoplePersonListPerson"],
    ["POST /orders", "saveUsingPOST", "Save-BetaOrder saveOrder"],
    ["GET /users", "getUsersUsingGET_1", "Get-BetaUsers getUsersUsingGET_1"],
    ["GET /emp-leave", "GetEmpLeaveV2_1", "Get-BetaEmpLeave GetEmpLeaveV2_1"],
    ["GET /movie/{id}", "movie-details", "Get-BetaMovieDetails movieDetails"],
    ["POST /roles", "create", "New-BetaRole createRole"],
    ["GET /roles", "list", "Get-BetaRoles listRoles"],
    ["POST /upload", "upload", "Send-BetaUpload upload"],
    ["POST /users/{id}/activate", "activate", "Invoke-BetaUserActivate activateUser"],
    ["PUT /users/{id}/disable", "disable", "Disable-BetaUser disableUser"],
    ["POST /search", "search", "Search-BetaSearch search"],
  ])("%s %s is %s", (key, id, expected) => {
    expect(named(`${key} ${id}`.trim())).toBe(expected);
  });

  it.each([
    ["POST /keys", "Createanapikey", "Create an API key", "New-BetaApiKey Createanapikey"],
    ["GET /keys", "listallapikeys", "List all API keys", "Get-BetaAllApiKeys listallapikeys"],
    ["GET /keys", "getKeys", "Get keys", "Get-BetaKeys getKeys"],
    ["GET /keys", "getkeys", "Something else", "Get-BetaGetkeys getkeys"],
  ])("%s %s with the summary %s is %s", (key, id, summary, expected) => {
    expect(named(`${key} ${id}`, summary)).toBe(expected);
  });

  it.each([
    [
      "a first version is no word of a noun",
      ["GET /search/v1/{index}/{id} searchGetV1", "POST /search/v1 searchPostV1"],
      ["Search-BetaSearchById", "Search-BetaSearch"],
    ],
    [
      "a later one tells two versions apart",
      ["GET /roles/v1/{id} getRole", "GET /roles/v2/{id} getRoleV2"],
      ["Get-BetaRole", "Get-BetaRoleV2"],
    ],
  ])("where two cmdlets clash, %s", (_, lines, expected) => {
    const operations = lines.map((line) => operation(line));
    const names = versionNames(assign({ versions: [version("beta", { operations })] }).value.table, "beta");
    expect(operations.map(({ key }) => names.operations.get(key)?.powershell.cmdlet)).toEqual(expected);
  });

  it("warns about new names of more than 60 letters", () => {
    const long = `get${"VeryLongThing".repeat(5)}`;
    const { diagnostics, value } = assign({
      versions: [
        version("beta", {
          operations: [operation(`GET /x ${long}`), operation("GET /y getY1")],
          declarations: [declaration(`beta/schemas/${"LongModel".repeat(8)}.yaml`)],
        }),
      ],
    });
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "warning name-too-long",
      "warning name-too-long",
    ]);
    expect(value.ledger.versions["beta"]?.operations["GET /y"]?.cmdlet).toBe("Get-Y1");
  });
});
