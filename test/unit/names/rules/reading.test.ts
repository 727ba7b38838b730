import { describe, expect, it } from "vitest";
import { idWords } from "../../../../generator/names/rules/id-words.ts";
import { longerNouns, nounOfPath, singularWords } from "../../../../generator/names/rules/path-noun.ts";
import { isPlural, plural, singular } from "../../../../generator/names/rules/plural.ts";
import { neighboursOf, readOperation } from "../../../../generator/names/rules/reading.ts";
import { operation } from "../make-model.ts";

describe("the words of an id", () => {
  /** `namespace | words | written`. */
  const wordsOf = (line: string, summary = ""): string => {
    const { namespace, words, written } = idWords({ ...operation(line), summary });
    return [namespace.join(" "), words.join(" "), written].join(" | ");
  };

  it.each([
    ["GET /a getRole", " | get Role | getRole"],
    // An id that is a path has no words.
    ["GET /a/{id} /a/{id}", " |  | "],
    ["GET /a /a", " |  | "],
    ["GET /a get/a", " |  | "],
    ["GET /a trace_-:/a", " |  | "],
    ["GET /a getter/a", "getter | a | getter/a"],
    ["GET /a x{id}", " |  | "],
    // Versions and extensions at the end say nothing.
    ["GET /a listRolesV1", " | list Roles | listRolesV1"],
    ["GET /a listRolesV1_2", " | list Roles | listRolesV1_2"],
    ["GET /a list-roles-v2.1", " | list roles | list-roles-v2.1"],
    ["GET /a list_roles_V2", " | list roles | list_roles_V2"],
    ["GET /a listRoles.v2-1", " | list Roles | listRoles.v2-1"],
    ["GET /a getIPV4", " | get IPV 4 | getIPV4"],
    ["GET /a getV1Roles", " | get V 1 Roles | getV1Roles"],
    ["GET /a getRoles.json", " | get Roles | getRoles"],
    ["GET /a getRoles.JSON", " | get Roles | getRoles"],
    ["GET /a getRoles.yml", " | get Roles | getRoles"],
    ["GET /a getRoles.yaml", " | get Roles | getRoles"],
    ["GET /a getRoles.html", " | get Roles | getRoles"],
    ["GET /a json.getRoles", "json | get Roles | json.getRoles"],
    // What a tool appended.
    ["GET /a getUsingGET", " | get | getUsingGET"],
    ["GET /a listRolesUsingGET_12", " | list Roles | listRolesUsingGET_12"],
    ["GET /a listRolesUsingGETs", " | list Roles Using GETs | listRolesUsingGETs"],
    ["GET /a/{b_id} read_a_a__b_id__get", " | read a | read_a"],
    ["GET /a _a_get", "a | get | _a_get"],
    // The parts before the last one are a namespace.
    ["GET /a repos/list-branches", "repos | list branches | repos/list-branches"],
    ["GET /a a.b.getC", "a b | get C | a.b.getC"],
    ["GET /a v1.users.get", "users | get | v1.users.get"],
    ["GET /a users..get", "users | get | users..get"],
    ["GET /a VirtualMachines_Get", "Virtual Machines | Get | VirtualMachines_Get"],
    ["GET /a VirtualMachines_PowerOff", "Virtual Machines | Power Off | VirtualMachines_PowerOff"],
    ["GET /a virtualMachines_PowerOff", " | virtual Machines Power Off | virtualMachines_PowerOff"],
    ["GET /a A_Power_Off", " | A Power Off | A_Power_Off"],
    ["GET /a zones-list-zones", "zones | list zones | zones-list-zones"],
    ["GET /a get_virtual_machine", " | get virtual machine | get_virtual_machine"],
    ["GET /a users_v1_get_all", "users | get all | users_v1_get_all"],
    ["GET /a users_read-all", "users | read all | users_read-all"],
    // Words that are joined.
    ["GET /a getAPIkey", " | get API key | getAPIkey"],
    ["GET /a getAPIs", " | get APIs | getAPIs"],
    ["GET /a getXYZkey", " | get XY Zkey | getXYZkey"],
    ["GET /a Createan-role", " | Create role | Createan-role"],
    ["GET /a Createa-role", " | Create role | Createa-role"],
    ["GET /a listall-roles", " | list roles | listall-roles"],
    ["GET /a getthe-role", " | get role | getthe-role"],
    ["GET /a Createan", " | Createan | Createan"],
    ["GET /a banana-role", " | banana role | banana-role"],
    // A verb at the end comes first, if the method fits.
    ["GET /a accountsBalanceGet", " | get account Balance | accountsBalanceGet"],
    ["POST /a accountsBalanceGet", " | accounts Balance Get | accountsBalanceGet"],
    ["GET /a userList", " | list users | userList"],
    ["POST /a usersCreate", " | create user | usersCreate"],
    ["PUT /a usersCreate", " | create user | usersCreate"],
    ["DELETE /a usersDelete", " | delete user | usersDelete"],
    ["POST /a usersRemove", " | remove user | usersRemove"],
    ["PATCH /a usersPatch", " | patch user | usersPatch"],
    ["POST /a usersSearch", " | search user | usersSearch"],
    ["PUT /a usersReplace", " | replace user | usersReplace"],
    ["POST /a usersInsert", " | insert user | usersInsert"],
    ["POST /a usersAdd", " | add user | usersAdd"],
    ["POST /a usersPost", " | post user | usersPost"],
    ["PUT /a usersPut", " | put user | usersPut"],
    ["PATCH /a usersUpdate", " | update user | usersUpdate"],
    ["GET /a users.userList", "users | user List | users.userList"],
    ["GET /a get", " | get | get"],
    // A verb that is said twice.
    ["GET /a getUserGet", " | get User | getUserGet"],
    ["GET /a listUserGet", " | list User | listUserGet"],
    ["POST /a createUserPost", " | create User | createUserPost"],
    ["POST /a createUserGet", " | create User Get | createUserGet"],
    ["GET /a getGet", " | get Get | getGet"],
    ["GET /a userThingGet", " | get user Thing | userThingGet"],
    ["GET /a searchUserSearch", " | search User | searchUserSearch"],
  ])("of %s are %s", (line, expected) => {
    expect(wordsOf(line)).toBe(expected);
  });

  it.each([
    ["Createanapikey", "Create an API key", "Create API key"],
    ["createanapikey", " Create an  API key ", "Create API key"],
    ["Thekeys", "The keys", "The keys"],
    ["Getkeys", "Get keys!", "Get keys"],
    ["CREATEAKEY", "Create a key", "CREATEAKEY"],
    ["create_a_key", "Create a key", "create a key"],
    ["getKeys", "Get keys", "get Keys"],
    ["Createkey", "Create another key", "Createkey"],
    ["Keys", "Keys", "Keys"],
    ["Keys2", "Keys 2", "Keys 2"],
  ])("of %s with the summary %j are %s", (id, summary, expected) => {
    const { words, namespace } = idWords({ ...operation("POST /x"), wireId: id, summary });
    expect([...namespace, ...words].join(" ")).toBe(expected);
  });
});

describe("the reading of an operation", () => {
  /** `verb noun; call; rule` among other operations. */
  const read = (line: string, ...others: readonly string[]): string => {
    const one = operation(line);
    const { verb, noun, call, rule } = readOperation(
      one,
      neighboursOf([one, ...others.map((other) => operation(other))]),
    );
    return `${verb} ${noun}; ${call.join(" ")}; ${rule}`;
  };

  it.each<[string, readonly string[], string]>([
    ["GET /roles/{id} getRole", [], "Get Role; get Role; as-written"],
    ["GET /roles roles", [], "Get Roles; roles; noun-only"],
    ["POST /roles/{id} role", [], "Invoke Role; role; noun-only"],
    ["PUT /roles/{id} createOrUpdateRole", [], "Set Role; create Or Update Role; as-written"],
    ["PUT /roles/{id} createOrRole", [], "New OrRole; create Or Role; as-written"],
    ["GET /roles list", [], "Get Roles; list roles; bare-verb"],
    ["POST /roles create", [], "New Role; create role; bare-verb"],
    ["PUT /users/{id}/disable disable", [], "Disable User; disable user; bare-verb"],
    ["GET /roles getGet", [], "Get Roles; get Get; http-method-noun"],
    ["PUT /roles/{id} updateRole", ["PATCH /roles/{id} patchRole"], "Set Role; update Role; put-beside-patch"],
    ["PUT /roles/{id} updateRole", ["PATCH /other/{id} patchRole"], "Update Role; update Role; as-written"],
    ["POST /roles/{id} updateRole", ["PATCH /roles/{id} patchRole"], "Update Role; update Role; as-written"],
    ["PUT /roles/{id} replaceRole", ["PATCH /roles/{id} patchRole"], "Set Role; replace Role; as-written"],
    ["GET /roles listRole", ["GET /roles/{id} getRole"], "Get Roles; list Role; list-plural"],
    ["GET /roles listRole", ["GET /others/{id} getRole"], "Get Role; list Role; as-written"],
    ["GET /roles listRole", ["GET /roles getRole"], "Get Role; list Role; as-written"],
    ["GET /roles/{id} read", ["GET /users/{id} read"], "Read Role; read role; bare-verb"],
    ["GET /roles/{id} getIt", ["GET /users/{id} getIt"], "Get Role; get role; duplicate-id"],
    ["GET /its/{id} getIt", ["GET /users/{id} getIt"], "Get It; get It; as-written"],
    ["GET /roles/{id} ", [], "Get Role; get role; no-id"],
    ["POST /roles ", [], "New Role; post roles; no-id"],
    ["POST /role ", [], "Invoke Role; post role; no-id"],
    ["POST /roles/{id}/users ", [], "Invoke RoleUsers; post role users; no-id"],
    ["GET /vm VirtualMachines_ListAll", [], "Get VirtualMachines; Virtual Machines List All; namespaced-id"],
    ["GET /vm VirtualMachines_List", [], "Get VirtualMachines; Virtual Machines List; namespaced-id"],
    ["GET /vm VirtualMachines_Get", [], "Get VirtualMachine; Virtual Machines Get; namespaced-id"],
    [
      "GET /vm VirtualMachines_GetVirtualMachine",
      [],
      "Get VirtualMachine; Virtual Machines Get Virtual Machine; namespaced-id",
    ],
    ["GET /vm Things_Get", [], "Get Thing; Get Thing; namespaced-id"],
    ["GET /vm Things_GetOne", [], "Get ThingOne; Get One; namespaced-id"],
    ["PATCH /u users.user.UpdateRole", [], "Update UserRole; users user Update Role; namespaced-id"],
  ])("%s beside %j is %s", (line, others, expected) => {
    expect(read(line, ...others)).toBe(expected);
  });
});

describe("the noun of a path", () => {
  it.each([
    ["/campaigns/{id}/reassign", "campaign reassign"],
    ["/sources/{id}", "source"],
    ["/mfa/token/send", "send"],
    ["/", "Root"],
    ["/{id}", "Root"],
    ["/a/{x}/b/{y}", "b"],
    ["/a-policies/{x}", "a policy"],
    ["/v1/roles/{id}", "role"],
    ["/v2.1/roles", "roles"],
    ["/2010-04-01/Accounts/{Sid}.json", "Account"],
    ["/users.json", "users"],
    ["/users.{format}", "users"],
    ["/.json", "json"],
    ["/v1", "v 1"],
    ["/v1/{id}", "v 1"],
    ["/roles/{id}:run", "id run"],
    ["/roles//{id}/", "role"],
    ["/-/{id}", "Root"],
  ])("%s is %s", (path, expected) => {
    expect(nounOfPath(path).join(" ")).toBe(expected);
  });

  it.each([
    ["/roles", ["Roles"]],
    ["/roles/{id}", ["Role", "RoleById", "RolesById"]],
    ["/a/{x}/roles/{y}", ["Role", "RoleByY", "ARoles", "ARolesByXAndY"]],
    ["/users/{x}/roles", ["UserRoles", "UserRolesByX", "UsersRolesByX"]],
    ["/v1/roles/{id}", ["Role", "RoleById", "RolesById", "RoleV1"]],
    ["/v2/roles/{id}", ["Role", "RoleV2", "RoleById", "RolesById"]],
    ["/v10/roles", ["Roles", "RolesV10"]],
    ["/2010-04-01/roles", ["Roles", "Roles20100401"]],
    ["/as/bs/cs", ["Cs", "BsCs", "AsBsCs"]],
  ])("%s may be longer: %j", (path, expected) => {
    expect(longerNouns(path)).toEqual(expected);
  });

  it("is singular in its last word", () => {
    expect([singularWords([]), singularWords(["Users"]), singularWords(["Users", "Roles"])]).toEqual([
      [],
      ["User"],
      ["Users", "Role"],
    ]);
  });
});

describe("singular and plural", () => {
  it.each([
    ["person", "people"],
    ["Child", "Children"],
    ["index", "indices"],
    ["matrix", "matrices"],
    ["criterion", "criteria"],
    ["analysis", "analyses"],
    ["alias", "aliases"],
    ["status", "statuses"],
    ["source", "sources"],
    ["Policy", "Policies"],
    ["key", "keys"],
    ["box", "boxes"],
    ["match", "matches"],
    ["push", "pushes"],
    ["buzz", "buzzes"],
    ["pass", "passes"],
    ["tie", "ties"],
  ])("of %s is %s", (one, many) => {
    if (one !== "pass") expect([singular(many), isPlural(many)]).toEqual([one, true]);
    expect([plural(one), plural(many), isPlural(one)]).toEqual([many, many, false]);
  });

  it.each([
    "access",
    "address",
    "analytics",
    "settings",
    "metadata",
    "data",
    "news",
    "series",
    "sms",
    "dns",
    "https",
    "tls",
    "aws",
    "ios",
    "process",
    "class",
    "business",
    "success",
    "progress",
    "canvas",
    "bus",
    "gas",
    "this",
    "previous",
    "media",
    "information",
    "history",
    "insights",
  ])("of %s is itself", (word) => {
    expect([singular(word), plural(word), isPlural(word)]).toEqual([word, word, false]);
  });

  it.each([
    ["as", "as"],
    ["POLICIES", "POLICY"],
    ["ids", "id"],
    ["glass", "glass"],
    ["focus", "focus"],
    ["basis", "basis"],
    ["Children", "Child"],
    ["dies", "die"],
  ])("singular of %s is %s", (word, expected) => {
    expect(singular(word)).toBe(expected);
  });
});
