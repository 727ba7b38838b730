import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../generator/contract/surface-format.ts";
import { createEdits } from "../../../generator/migration/code/edits.ts";
import { swapDependency } from "../../../generator/migration/code/dependencies.ts";
import { moveCode } from "../../../generator/migration/code/move-code.ts";
import { PUBLISHED_STUB } from "./published-stub.ts";

const HEAD = `import { Configuration, RolesBetaApi } from "old-client";
declare const config: Configuration;
const api = new RolesBetaApi(config);
`;

const OTHER_ERRORS = "errors of the second callback, of settled promises and of a function's own parameter";
const LATER = "settings that are set after the literal, a token that is a promise, and what a later statement replaces";
const COMPUTED = "methods and members by computed names, and methods that are taken out";

/** What a program is, and lines that it becomes; `-` in front of what must be gone. */
const CASES: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a client, and its classes": [
    HEAD,
    [
      'import type { IscClient } from "isc-sdk";',
      "declare const config: IscClient;",
      "const api = config.beta.roles;",
      "-old-client",
    ],
  ],
  "names that a second statement takes out of the package": [
    'import * as old from "old-client";\nconst { Configuration, RolesBetaApi: Roles } = old;\nconst config = new Configuration({ accessToken: "a" });\nexport const api = new Roles(config);\nexport type One = old.RoleBeta;\n',
    [
      'new IscClient({ auth: "a"',
      "export const api = config.beta.roles;",
      "export type One = Role;",
      "-old-client",
      "-TODO",
    ],
  ],
  "the value of a call": [
    `${HEAD}export async function f(id: string) { const { data } = await api.getRole({ id }); return [data.name, (await api.getRole({ id })).data.id]; }`,
    ["const data = await api.getRole({ id });", "(await api.getRole({ id })).id", "-.data"],
  ],
  "the items of a list": [
    `${HEAD}export async function f() { const r = await api.listRoles({ limit: 5 }); for (const role of r.data) console.log(role.name); return r.data; }`,
    ["for (const role of r.items)", "return [...r.items];"],
  ],
  "an answer with its status": [
    `${HEAD}export async function f(id: string) { const r = await api.getRole({ id }); return [r.data.name, r.status, r.headers["x-a"]]; }\nexport const g = async (id: string) => { const r = await api.getRole({ id }); return [r.headers["x-b"] ?? 0, r.headers["x-c"] === undefined, r.headers["x-d"] ? 1 : 2]; };`,
    [
      'r.response.headers.get("x-b") ?? 0, (r.response.headers.get("x-c") ?? undefined) === undefined, r.response.headers.get("x-d") ? 1 : 2',
      "await api.getRole({ id }).withResponse()",
      '[r.data.name, r.response.status, (r.response.headers.get("x-a") ?? "")]',
    ],
  ],
  "an answer that is handed on": [
    `import type { AxiosResponse } from "axios";\nimport { RoleBeta, RolesBetaApi } from "old-client";\nexport const f = (api: RolesBetaApi): Promise<AxiosResponse<RoleBeta[], any>> => api.listRoles();\n`,
    [
      "Promise<WithResponse<Role[]>>",
      ".withResponse().then(({ data, ...rest }) => ({ ...rest, data: [...data.items] }))",
      "-axios",
    ],
  ],
  "arguments of a body, and a request type": [
    `import { RoleBeta, RolesBetaApi, RolesBetaApiCreateRoleRequest } from "old-client";\nexport async function f(api: RolesBetaApi, request: RolesBetaApiCreateRoleRequest) { const roleBeta: RoleBeta = { name: "a" }; await api.createRole({ roleBeta }); return request.roleBeta.name; }\n`,
    ["api.createRole({ body: roleBeta })", "request: CreateRoleArgs", "request.body.name", 'from "isc-sdk/beta/roles"'],
  ],
  "arguments that are named by a text": [
    `import { RolesBetaApiCreateRoleRequest as Request } from "old-client";\nexport const f = (request: Request): Request["roleBeta"] => { request["roleBeta"] = { name: "a" }; return request['roleBeta']; };\n`,
    ['CreateRoleArgs["body"] => { request["body"] = { name: "a" }; return request[\'body\']; };'],
  ],
  "what a test expects of arguments": [
    `import { RolesBetaApi } from "old-client";\ndeclare const api: RolesBetaApi;\ndeclare const expect: any;\nexpect(api.createRole).toHaveBeenCalledWith({ id: 1, roleBeta: { name: "a" } });\nexpect(api.getRole).toHaveBeenLastCalledWith(expect.objectContaining({ id: "a", value: { roleBeta: 1 } }));\n`,
    [
      "// TODO(isc-sdkgen): expect the new names of the arguments roleBeta: a body is named body.\nexpect(api.createRole)",
      '\nexpect(api.getRole).toHaveBeenLastCalledWith(expect.objectContaining({ id: "a"',
    ],
  ],
  "a form, an id in capitals and a header that is always sent": [
    `import { CustomFormsBetaApi } from "old-client";\nexport const f = (api: CustomFormsBetaApi, file: File) => api.createFormDefinitionFileRequest({ formDefinitionID: "a", file, xSailPointExperimental: "true" });\n`,
    ['createFormDefinitionFileRequest({ formDefinitionId: "a", body: { file } })'],
  ],
  constants: [
    `import { JsonPatchOperationBetaOpBeta as Op, OwnerTypeBeta } from "old-client";\nexport const all = [Op.Replace, OwnerTypeBeta.Identity];\nexport const kind: OwnerTypeBeta = "IDENTITY";\n`,
    ['[JsonPatchOperationOp.replace, "IDENTITY"]', 'kind: "IDENTITY" = "IDENTITY"'],
  ],
  "the paginator": [
    `import { Paginator, RolesBetaApi } from "old-client";\nexport async function f(api: RolesBetaApi) { return (await Paginator.paginate(api, api.listRoles, { limit: 1000, filters: "a" }, 50)).data; }\n`,
    ['api.listRoles({ limit: 50, filters: "a" }).toArray({ max: 1000 })'],
  ],
  "the paginator in a loop that only reads": [
    `import { Paginator, RolesBetaApi } from "old-client";\nexport async function f(api: RolesBetaApi, max: number) {\n  const all = await Paginator.paginate(api, api.listRoles, { limit: max });\n  for (const role of all.data) console.log((await api.getRole({ id: role.id ?? "" })).data.name);\n  for (const role of (await Paginator.paginate(api, api.listRoles, { filters: "b" })).data) console.log(role);\n  const { data: few } = await Paginator.paginate(api, api.listRoles, { limit: 7 }, 5);\n  few.forEach(({ name }) => { console.log(name); });\n}\n`,
    [
      "const all = api.listRoles({ limit: 250 }, { maxItems: max || Infinity });\n  for await (const role of all) console.log((await api.getRole",
      'for await (const role of api.listRoles({ filters: "b", limit: 250 })) console.log(role);',
      "const few = api.listRoles({ limit: 5 }, { maxItems: 7 });\n  for await (const { name } of few) { console.log(name); }\n",
    ],
  ],
  "the paginator in a loop that may change the list, and in code that uses it twice": [
    `import { Paginator, RolesBetaApi } from "old-client";\nexport async function* f(api: RolesBetaApi, later: (id?: string) => Promise<void>) {\n  const a = await Paginator.paginate(api, api.listRoles, {});\n  for (const role of a.data) await api.deleteRole({ id: role.id ?? "" });\n  const b = (await Paginator.paginate(api, api.listRoles, {})).data;\n  for (const role of b) void later(role.id);\n  const c = await Paginator.paginate(api, api.listRoles, {});\n  await later();\n  for (const role of c.data) console.log(role);\n  const d = await Paginator.paginate(api, api.listRoles, {});\n  for (const role of d.data) console.log(role, d.data.length);\n  const e = await Paginator.paginate(api, api.listRoles, {});\n  for (const role of e.data) yield role;\n  const g = await Paginator.paginate(api, api.listRoles, {});\n  g.data.forEach((role, index) => console.log(role, index));\n}\ndeclare const api: RolesBetaApi;\nexport const h = await Paginator.paginate(api, api.listRoles, {});\nfor (const role of h.data) console.log(role);\n`,
    [..."abcdegh"].map((name) => `const ${name} = await api.listRoles({ limit: 250 }).toArray()`).concat("-for await"),
  ],
  "the retries, and what is told about each": [
    `import { Configuration } from "old-client";\nexport const config = new Configuration({ accessToken: "a" });\nconfig.retriesConfig = { retries: 2, onRetry: (count, problem, request) => {\n  console.log(count, problem.message, problem.response?.status, request.url);\n} };\n`,
    [
      "retry: { attempts: 3 },",
      "hooks: { error: ({ attempt: count, error: problem, delayMs, ...request }) => {\n  if (delayMs === undefined) return;\n  console.log(count, problem.message, (isApiError(problem) ? problem.status : undefined), request.url);",
    ],
  ],
  "what another file exports under the published names": [
    `export { Configuration, type RoleBeta as OldRole } from "old-client";\nexport { OwnerTypeBeta, Paginator } from "old-client";\nimport { JsonPatchOperationBetaOpBeta, RolesBetaApi } from "old-client";\nexport { JsonPatchOperationBetaOpBeta, RolesBetaApi as Roles };\n`,
    [
      'export { IscClient as Configuration } from "isc-sdk";',
      'export { type Role as OldRole } from "isc-sdk/beta";',
      "// TODO(isc-sdkgen): no export of the new package replaces OwnerTypeBeta, Paginator.\nexport { OwnerTypeBeta, Paginator } from",
      "export { JsonPatchOperationOp as JsonPatchOperationBetaOpBeta, type RolesApi as Roles };",
    ],
  ],
  "names that another file of the program exports": [
    `import { Configuration, type OldRole } from "./what-another-file-exports-under-the-published-names.js";\nexport const f = (role: OldRole): [OldRole, Configuration] => [role, new Configuration({ accessToken: "a" })];\n`,
    ['import type { Role } from "isc-sdk/beta";', "(role: Role): [Role, IscClient]", "-what-another"],
  ],
  "a list beside its status, of which the list is handed on": [
    `${HEAD}export async function f(): Promise<RoleBeta[]> { const { data, status } = await api.listRoles(); console.log(status); return data; }`,
    ["const { data, response: { status } } = await api.listRoles().withResponse().then(", "data: [...data.items]"],
  ],
  "the paginator of searches": [
    `import { Paginator, Search, SearchApi } from "old-client";\nexport async function f(api: SearchApi, search: Search, max?: number) { const { data } = await Paginator.paginateSearchApi(api, search, 100, max); return data; }\n`,
    [
      "const data = await api.searchPost({ body: search, limit: 100 }).toArray({ max: max || Infinity })",
      "isc-sdk/v2024",
    ],
  ],
  "the type of what a search finds": [
    `import { Paginator, type SearchDocument, SearchApi } from "old-client";\nexport async function f(api: SearchApi): Promise<SearchDocument[]> { return (await Paginator.paginateSearchApi(api, { sort: ["id"] })).data; }\n`,
    ["Promise<SearchDocuments[]>", 'SearchDocuments } from "isc-sdk/v2024"'],
  ],
  "an envelope": [
    `import { LaunchersBetaApi } from "old-client";\nexport async function f(api: LaunchersBetaApi) { const r = await api.getLaunchers({ limit: 2 }); return [r.data.items?.map((one) => one.name), r.data.items ?? []]; }\n`,
    ["[r.items?.map((one) => one.name), [...r.items]]"],
  ],
  "a download": [
    `import { NonEmployeeLifecycleManagementBetaApi as Api } from "old-client";\nexport async function f(api: Api) { const r = await api.exportNonEmployeeRecords({ id: "a" }, { responseType: "arraybuffer", timeout: 5 }); return r.data; }\n`,
    ['exportNonEmployeeRecords({ id: "a" }, { timeoutMs: 5 })', "return (await r.bytes());"],
  ],
  "factories and functions": [
    `import { Configuration, RolesBetaApiFactory, RolesBetaApiFp } from "old-client";\nexport async function f(config: Configuration) { const { data } = await (await RolesBetaApiFp(config).getRole("a"))(); return [data.name, (await RolesBetaApiFactory(config).getRole({ id: "b" })).data]; }\n`,
    ['const data = await config.beta.roles.getRole({ id: "a" });', '(await config.beta.roles.getRole({ id: "b" }))'],
  ],
  "the configuration with what is set behind it": [
    `import { Configuration } from "old-client";\nexport const config = new Configuration({ baseurl: "https://a", clientId: "b", clientSecret: "c", tokenUrl: "d" });\nconfig.retriesConfig = { retries: 3 };\nconfig.experimental = true;\n`,
    [
      'new IscClient({\n  baseUrl: "https://a",\n  auth: clientCredentials({ clientId: "b", clientSecret: "c", tokenUrl: "d" }),\n  retry: { attempts: 4 },\n})',
      "-experimental",
    ],
  ],
  "settings that are set in other ways than behind a declaration": [
    `import { Configuration } from "old-client";\nexport class Holder {\n  config: Configuration;\n  constructor() {\n    this.config = new Configuration({ accessToken: "a" });\n    this.config.experimental = true;\n    this.config.retriesConfig = { retries: 1 };\n  }\n  debug(other: Configuration): string {\n    other.experimental = false;\n    return this.config.basePath + other.basePath;\n  }\n}\n`,
    [
      'this.config = new IscClient({ auth: "a", retry: { attempts: 2 } });\n  }',
      "): string {\n    return this.config.core.baseUrl + other.core.baseUrl;",
    ],
  ],
  "the package handed on as a whole": [
    `import * as sdk from "old-client";\nexport const all = { sdk };\nexport const gone = sdk.RolesBetaApi;\n`,
    [
      "// TODO(isc-sdkgen): the package is handed on as a whole: hand on the client, or what is used of it.\nexport const all",
    ],
  ],
  "functions that are called later": [
    `import { Configuration, RolesBetaApiFp } from "old-client";\nexport async function f(config: Configuration) { const send = await RolesBetaApiFp(config).getRole("a"); return (await send()).data.name; }\n`,
    ['const send = () => config.beta.roles.getRole({ id: "a" }).withResponse();'],
  ],
  "settings of the environment": [
    `import { Configuration } from "old-client";\nexport const make = async () => new Configuration();\nexport const sync = () => new Configuration();\n`,
    ["new IscClient(await loadConfig())", "new IscClient(fromEnvironment())", 'from "isc-sdk/node"'],
  ],
  errors: [
    `import axios from "axios";\nimport { RolesBetaApi } from "old-client";\nexport async function f(api: RolesBetaApi) { try { await api.deleteRole({ id: "a" }); } catch (error) { if (axios.isAxiosError(error) && error.response?.status === 404) console.log(error.response.data); if (axios.isAxiosError(error) && error.response) console.log("answered"); } }\n`,
    [
      "isApiError(error) && error.status === 404",
      "console.log(error.body)",
      "if (isApiError(error)) console",
      "-axios",
    ],
  ],
  "the package as one name": [
    `import * as sdk from "old-client";\nexport const f = (config: sdk.Configuration): sdk.RolesBetaApi => new sdk.RolesBetaApi(config);\n`,
    ["(config: IscClient): RolesApi => config.beta.roles", "-sdk."],
  ],
  "a version that is another one now": [
    `import { Role, RolesApi } from "old-client";\nexport const f = async (api: RolesApi): Promise<Role> => (await api.getRole({ id: "a" })).data;\n`,
    ['import type { Role } from "isc-sdk/v2024";', "Promise<Role> => (await api.getRole"],
  ],
  "a name that is taken": [
    `import { RoleBeta } from "old-client";\ninterface Role { own: RoleBeta }\nexport type All = Role | RoleBeta;\n`,
    ["{ Role as RoleBeta }", "own: RoleBeta"],
  ],
  "a call that may not happen": [
    `import { RoleBeta, RolesBetaApi } from "old-client";\nexport async function f(api?: RolesBetaApi): Promise<RoleBeta[] | undefined> { const r = await api?.getRole({ id: "a" }); console.log(r?.data.name, (await api?.listRoles())?.data[0]); return (await api?.listRoles())?.data; }\n`,
    ["console.log(r?.name, (await api?.listRoles())?.items[0]);", "return (await api?.listRoles())?.items.slice();"],
  ],
  "a list that a callback returns": [
    `${HEAD}export const f = (): Promise<RoleBeta[]> => api.listRoles().then(({ data }) => data);\nexport const g = () => api.listRoles().then(({ data }) => data.length);\n`,
    ["data: [...data.items] })).then(({ data }) => data);", "api.listRoles().then(({ items: data }) => data.length);"],
  ],
  "a list that begins empty": [
    `import { type JsonPatchOperationBeta, type RoleBeta, RolesBetaApi } from "old-client";\nexport async function f(api: RolesBetaApi): Promise<RoleBeta[]> { const all: RoleBeta[] = []; all.push(...(await api.listRoles()).data); return all; }\nexport const made: RoleBeta[] = [];\nmade.push({ name: "a" });\n`,
    ["const all: Role[] = [];", "const made: RoleInput[] = [];"],
  ],
  "the same name in two versions of a namespace": [
    `import type { RoleBeta } from "old-client";\nimport type * as sdk from "old-client";\nexport type Both = RoleBeta | sdk.Role;\n`,
    ["Role | RoleNow", 'import type { Role as RoleNow } from "isc-sdk/v2024";'],
  ],
  "members of an error": [
    `import { AxiosError } from "axios";\nimport { RolesBetaApi } from "old-client";\nexport async function f(api: RolesBetaApi) {\n  try { await api.deleteRole({ id: "a" }); } catch (error: any) {\n    if (error.isAxiosError) console.log(error.response.status);\n    const known = error as AxiosError;\n    console.log(known.code);\n  }\n}\n`,
    ["if (isApiError(error)) console.log(error.status);", "// TODO(isc-sdkgen): an ApiError has no code;"],
  ],
  "what a program does with a class or a method but calling it": [
    `${HEAD}export const bound = api.listRoles.bind(api);\nexport const spied = Object.keys(RolesBetaApi.prototype);\nexport const later = async () => await import("old-client");\n`,
    [
      "// TODO(isc-sdkgen): api.listRoles is handed on",
      "// TODO(isc-sdkgen): RolesBetaApi cannot be",
      "// TODO(isc-sdkgen): old-client is loaded",
    ],
  ],
  "the package in the place of a type": [
    `export type One = import("old-client").RoleBeta;\nexport type All = typeof import("old-client");\nexport const f = (api: import("old-client").RolesBetaApi) => api;\n`,
    ["type One = Role;", "// TODO(isc-sdkgen): write the name", "(api: RolesApi) => api;", "-).Role"],
  ],
  "a header that a pattern takes": [
    `${HEAD}export const f = async (id: string) => { const { data, headers: { etag } } = await api.getRole({ id }); return [data, etag]; };\n`,
    ["// TODO(isc-sdkgen): read a header by response.headers.get(name)."],
  ],
  "settings whose type says that they may lack": [
    `import { Configuration, type ConfigurationParameters } from "old-client";\nconst given: ConfigurationParameters = { clientId: "a", clientSecret: "b" };\nexport const config = new Configuration(given);\n`,
    ['clientCredentials({ clientId: given.clientId ?? "", clientSecret: given.clientSecret ?? "" })'],
  ],
  "a collection that begins empty": [
    `import type { RoleBeta } from "old-client";\nexport const known: Record<string, RoleBeta> = {};\nexport const made: RoleBeta = {};\n`,
    ["known: Record<string, Role> = {};", "made: RoleInput = {};"],
  ],
  "an error of a shape that the program asserts": [
    `${HEAD}export async function f() {\n  try { await api.deleteRole({ id: "a" }); } catch (e) {\n    const status = (e as { response?: { status?: number } }).response?.status;\n    const code = (e as { response?: { data?: { detailCode?: string } } }).response?.data?.detailCode;\n    const { response } = e as { response?: object };\n    console.log(status, code, response);\n  }\n}\n`,
    [
      "const status = (isApiError(e) ? e.status : undefined);",
      "const code = (isApiError(e) ? e.detailCode : undefined);",
      "// TODO(isc-sdkgen): an ApiError has no response",
    ],
  ],
  "an object that begins empty": [
    `import { type RoleBeta, RolesBetaApi } from "old-client";\nexport const state = { role: {} as RoleBeta };\nexport async function f(api: RolesBetaApi) { const made = {} as RoleBeta; made.name = "a"; await api.createRole({ roleBeta: made }); }\n`,
    ["{ role: {} as Role }", "const made = {} as RoleInput;"],
  ],
  "types that are made of a method": [
    `${HEAD}export type One = Awaited<ReturnType<RolesBetaApi["getRole"]>>["data"];\nexport type All = Awaited<ReturnType<RolesBetaApi["listRoles"]>>["data"];\nexport type Whole = Awaited<ReturnType<RolesBetaApi["getRole"]>>;\nexport type Other = Awaited<ReturnType<typeof api.getRole>>["data"];\n`,
    [
      'type One = Awaited<ReturnType<RolesApi["getRole"]>>;',
      'type All = Awaited<ReturnType<RolesApi["listRoles"]>>["items"];',
      '// TODO(isc-sdkgen): RolesBetaApi["getRole"] returns the value itself now, and a list returns pages.\nexport type Whole',
      "// TODO(isc-sdkgen): typeof api.getRole returns",
    ],
  ],
  "fakes of a class": [
    `import { RolesBetaApi } from "old-client";\ndeclare const jest: { spyOn(owner: object, name: string): { mockResolvedValue(value: unknown): void } };\nexport const one = { getRole: async () => ({ data: { name: "a" } }) } as unknown as RolesBetaApi;\nexport const two: Partial<RolesBetaApi> = { listRoles: (async () => ({ data: [] })) as never };\njest.spyOn(one, "getRole").mockResolvedValue({ data: {} });\nexport const other = { getRole: 1 };\n`,
    [
      "see the guide on testing.\nexport const one",
      "see the guide on testing.\nexport const two",
      "// TODO(isc-sdkgen): getRole returns the value itself now, and a list returns pages.\njest",
      "1 };\n",
    ],
  ],
  "a class that extends a published one": [
    `import { Configuration, RolesBetaApi } from "old-client";\nexport class Mine extends RolesBetaApi {\n  async first() { const { data } = await this.listRoles({ limit: 1 }); return data[0]; }\n}\nexport const f = async (config: Configuration) => (await new Mine(config).getRole({ id: "a" })).data;\n`,
    [
      "// TODO(isc-sdkgen): RolesBetaApi cannot be extended",
      "const { data } = await this.listRoles({ limit: 1 }); return data[0];",
      '.getRole({ id: "a" })).data;',
    ],
  ],
  "a file that does not parse": [`${HEAD}export const f = async () => (await api.listRoles(;\n`, []],
  "an error whose guard has another name, and errors of requests of one's own": [
    `${HEAD}import axios, { isAxiosError as isFailed } from "axios";\nexport async function f(url: string) {\n  try { await api.deleteRole({ id: "a" }); } catch (e) { if (isFailed(e)) console.log(e.response?.status); }\n  try { await axios.get(url); } catch (e) { if (axios.isAxiosError(e)) console.log(e.response?.status); }\n}\n`,
    ["if (isApiError(e)) console.log(e.status);", "if (axios.isAxiosError(e)) console.log(e.response?.status);"],
  ],
  [OTHER_ERRORS]: [
    `${HEAD}export const f = () => api.deleteRole({ id: "a" }).then(() => 1, (e) => e.response.status);\nexport async function g() { for (const one of await Promise.allSettled([api.getRole({ id: "a" })])) if (one.status === "rejected") console.log(one.reason.response?.status); }\nexport function h(e: any) {\n  return e.response?.status;\n}\n`,
    [
      "(e) => e.status)",
      "console.log(one.reason.status)",
      "// TODO(isc-sdkgen): an ApiError has no response: it has status, body and headers itself; see isApiError(error).\n  return e.response",
    ],
  ],
  "a response of any value": [
    `${HEAD}import type { AxiosResponse } from "axios";\nexport async function f<T>(p: Promise<AxiosResponse<T>>): Promise<T> { const r = await p; if (r.status > 299) throw new Error(); return r.data; }\nexport const g = (r: AxiosResponse) => r.status;\nexport const h = () => f(api.getRole({ id: "a" }));\n`,
    ["if (r.response.status > 299)", "(r: WithResponse<unknown>) => r.response.status;"],
  ],
  [COMPUTED]: [
    `${HEAD}export async function f() {\n  const a = await api["getRole"]({ id: "a" });\n  const { listRoles } = api;\n  const r = await api.getRole({ id: "a" });\n  return [a, listRoles, r["status"]];\n}\n`,
    [
      '// TODO(isc-sdkgen): api["getRole"] is a method',
      "// TODO(isc-sdkgen): listRoles is taken out",
      "// TODO(isc-sdkgen): a result has data, response and requestId",
    ],
  ],
  "options of a call that took no arguments, and takes some now": [
    `import { LaunchersBetaApi } from "old-client";\nexport const f = async (api: LaunchersBetaApi, signal: AbortSignal) => { await api.getAll({ signal }); await api.getAll({ responseType: "json" }); };\n`,
    ["getLaunchers({}, { signal });", "getLaunchers();"],
  ],
  "the status of all pages": [
    `import { Paginator, RolesBetaApi } from "old-client";\nexport async function f(api: RolesBetaApi) { const r = await Paginator.paginate(api, api.listRoles, {}); return [r.data, r.status]; }\n`,
    ["// TODO(isc-sdkgen): the items of all pages have no status", "r.status]"],
  ],
  "a generic type of the program, and what a function returns": [
    `import type { RoleBeta } from "old-client";\ninterface Store<T> { get: () => T | undefined }\nexport const store: Store<RoleBeta> = { get: () => undefined };\nexport const make = (): RoleBeta => ({ name: "a" }) as RoleBeta;\n`,
    ["store: Store<Role> =", 'make = (): Role => ({ name: "a" }) as Role;'],
  ],
  "what is gone": [
    `${HEAD}export async function f() {\n  const r = await api.goneForGood();\n  return r;\n}\n`,
    ["  // TODO(isc-sdkgen): the operation RolesBetaApi.goneForGood does not exist any longer.\n  const r"],
  ],
  [LATER]: [
    `import { Configuration } from "old-client";\nexport function f(token?: string) {\n  const settings: { baseurl: string; accessToken?: string; clientId?: string } = { baseurl: "a" };\n  if (token) settings.accessToken = token;\n  else settings.clientId = "b";\n  return new Configuration(settings);\n}\nexport const late = new Configuration({ accessToken: "" }); late.accessToken = Promise.resolve("x"); late.baseOptions = {};\nexport const named = new Configuration({ accessToken: async (name?: string) => name ?? "" });\n`,
    [
      'auth: settings.accessToken || clientCredentials({ clientId: settings.clientId ?? "", clientSecret: "" })',
      'late = new IscClient({ auth: () => Promise.resolve("x") });',
      'new IscClient({ auth: () => (async (name?: string) => name ?? "")() })',
    ],
  ],
  "requests that a program sends by axios itself": [
    `import axios, { AxiosError, AxiosRequestConfig } from "axios";\nimport { RolesBetaApi } from "old-client";\nconst own: AxiosRequestConfig = { timeout: 5 };\nexport const o = axios.get("a", own);\naxios.create().interceptors.response.use(undefined, (e: AxiosError) => e.response?.status);\nexport const f = () => axios.get("a").catch((e: AxiosError) => e.response?.data);\nexport const g = (api: RolesBetaApi) => api.getRole({ id: "a" }).catch((e: AxiosError) => e.response?.status);\n`,
    [
      "own: AxiosRequestConfig = { timeout: 5 }",
      "(e: AxiosError) => e.response?.status);",
      "(e: AxiosError) => e.response?.data",
      "(e: ApiError) => e.status",
    ],
  ],
  "arguments that are assigned, and numbers of headers": [
    `${HEAD}export async function f() { const body: any = { roleBeta: { name: "a" } }; await api.createRole(body); Object.assign(body, {}); const r = await api.listRoles(); return Number(r.headers["a"]) + +r.headers["b"]; }\nexport const g = (request: Parameters<typeof api.createRole>[0]) => Object.assign(request, { roleBeta: { name: "b" } });\n`,
    [
      "body: any = { body: {",
      '{ body: { name: "b" } }',
      '(r.response.headers.get("a") ?? NaN)',
      '+(r.response.headers.get("b") ?? NaN)',
    ],
  ],
  "what has no type": [
    `${HEAD}export const f = async (roles: any, given: any) => [(await roles.listRoles()).data, await api.createRole(given)];\nexport const g = async (roles: any) => { await roles.deleteRole({ id: "a" }); };\n`,
    ["// TODO(isc-sdkgen): nothing tells what roles is", "roleBeta is body."],
  ],
  "a form with a content type, and a stream": [
    `import { CustomFormsBetaApi, NonEmployeeLifecycleManagementBetaApi } from "old-client";\nexport const f = (api: CustomFormsBetaApi, file: File) => api.createFormDefinitionFileRequest({ formDefinitionID: "a", file }, { headers: { "Content-Type": "multipart/form-data" } });\nexport const g = async (api: NonEmployeeLifecycleManagementBetaApi) => (await api.exportNonEmployeeRecords({ id: "a" }, { responseType: "stream" })).data;\n`,
    ["leave out the content type of a form", "Readable.fromWeb(stream)"],
  ],
};

// A file that names only axios, and gets the errors of others.
const HELPER = `import axios from "axios";\nexport const isLost = (e: unknown) => axios.isAxiosError(e) && e.response?.status === 404;\n`;

const surface = JSON.parse(readFileSync("generated/surface.json", "utf8")) as Surface;
const names = Object.keys(CASES);
const pathOf = (name: string): string => `/program/${name.replaceAll(" ", "-")}.ts`;
const sources = new Map(names.map((name) => [pathOf(name), CASES[name]?.[0] ?? ""]));
sources.set(
  "/program/script.cjs",
  'const { Configuration, RolesBetaApi } = require("old-client");\r\nasync function f() {\r\n  const api = new RolesBetaApi(new Configuration());\r\n  return (await api.getRole({ id: "a" })).data;\r\n}\r\n',
);
sources.set(
  "/program/two.cjs",
  '"use strict";\nconst { Configuration, RolesBetaApi } = require("old-client"), fs = require("fs");\nexports.api = new RolesBetaApi(new Configuration({ accessToken: fs.readFileSync("a", "utf8") }));\n',
);
sources.set(
  "/program/apart.cjs",
  'const old = require("old-client");\nconst { Configuration } = old;\nconst config = new Configuration({ accessToken: "a" });\nexports.api = new old.RolesBetaApi(config);\nconst { Unheard, ...rest } = old;\n',
);
sources.set(
  "/program/handed.ts",
  'import * as old from "old-client";\nexport const { Configuration, RolesBetaApi } = old;\n',
);
sources.set(
  "/program/comments.js",
  'import { Configuration, RolesBetaApi } from "old-client";\nimport { isLost } from "./helper.js";\n/** @param {Configuration} config @param {import("old-client").RoleBeta} role */\nexport const f = (config, role) => new RolesBetaApi(config).createRole({ roleBeta: role }).catch(isLost);\n',
);
sources.set("/program/helper.ts", HELPER);
sources.set("/program/alone.ts", HELPER);
const moved = moveCode({ root: "/program", table: PUBLISHED_STUB, sources }, surface);
const after = new Map(moved.files.map((file) => [file.path, file.after]));

describe("migrate code moves", () => {
  it.each(names)("%s", (name) => {
    const text = after.get(pathOf(name)) ?? "";
    for (const line of CASES[name]?.[1] ?? [])
      if (line.startsWith("-")) expect(text).not.toContain(line.slice(1));
      else expect(text).toContain(line);
  });

  it("nothing in a file that does not parse", () => {
    expect(after.has(pathOf("a file that does not parse"))).toBe(false);
  });

  it("JavaScript, and keeps its line ends", () => {
    expect(after.get("/program/script.cjs")).toBe(
      'const { IscClient } = require("isc-sdk");\r\nconst { loadConfig } = require("isc-sdk/node");\r\nasync function f() {\r\n  const api = new IscClient(await loadConfig()).beta.roles;\r\n  return await api.getRole({ id: "a" });\r\n}\r\n',
    );
  });

  it("JavaScript with a directive in front, into CommonJS", () => {
    expect(after.get("/program/two.cjs")).toContain(
      '"use strict";\nconst { IscClient } = require("isc-sdk");\n// TODO',
    );
  });

  it("JavaScript that takes the package apart in a second statement, as far as it names what it takes", () => {
    expect(after.get("/program/apart.cjs")).toContain("exports.api = config.beta.roles;");
    expect(after.get("/program/apart.cjs")).toContain("const { Unheard, ...rest } = old;");
  });

  it("no names that a second statement takes out of the package and exports", () => {
    expect(after.get("/program/handed.ts") ?? "").toContain("export const { Configuration, RolesBetaApi } = old;");
    expect(moved.findings.some(({ file }) => file === "/program/handed.ts")).toBe(true);
  });

  it("the types in the comments of JavaScript", () => {
    expect(after.get("/program/comments.js")).toContain(
      '@param {import("isc-sdk").IscClient} config @param {import("isc-sdk/beta").Role} role',
    );
  });

  it("axios's errors in files that files with the published package import", () => {
    expect(after.get("/program/helper.ts")).toContain("isApiError(e) && e.status === 404");
    expect(after.has("/program/alone.ts")).toBe(false);
  });

  it("lists what is left, with its line", () => {
    expect(
      moved.findings.filter(({ kind }) => kind === "todo").map(({ file, line, reason }) => ({ file, line, reason })),
    ).toEqual([
      { file: pathOf("what a test expects of arguments"), line: 4, reason: "no argument" },
      { file: pathOf("what another file exports under the published names"), line: 2, reason: "export" },
      { file: pathOf("the package handed on as a whole"), line: 2, reason: "namespace" },
      { file: pathOf("the package handed on as a whole"), line: 3, reason: "value" },
      { file: pathOf("members of an error"), line: 7, reason: "error" },
      { file: pathOf("what a program does with a class or a method but calling it"), line: 4, reason: "method" },
      { file: pathOf("what a program does with a class or a method but calling it"), line: 5, reason: "value" },
      { file: pathOf("what a program does with a class or a method but calling it"), line: 6, reason: "module" },
      { file: pathOf("the package in the place of a type"), line: 2, reason: "module" },
      { file: pathOf("a header that a pattern takes"), line: 4, reason: "answer" },
      { file: pathOf("an error of a shape that the program asserts"), line: 8, reason: "error" },
      { file: pathOf("types that are made of a method"), line: 6, reason: "method" },
      { file: pathOf("types that are made of a method"), line: 7, reason: "method" },
      { file: pathOf("fakes of a class"), line: 3, reason: "fake" },
      { file: pathOf("fakes of a class"), line: 4, reason: "fake" },
      { file: pathOf("fakes of a class"), line: 5, reason: "method" },
      { file: pathOf("a class that extends a published one"), line: 2, reason: "value" },
      { file: pathOf("a file that does not parse"), line: 4, reason: "syntax" },
      { file: pathOf(OTHER_ERRORS), line: 7, reason: "error" },
      { file: pathOf(COMPUTED), line: 5, reason: "method" },
      { file: pathOf(COMPUTED), line: 6, reason: "method" },
      { file: pathOf(COMPUTED), line: 8, reason: "answer" },
      { file: pathOf("the status of all pages"), line: 2, reason: "answer" },
      { file: pathOf("what is gone"), line: 5, reason: "no operation" },
      { file: pathOf(LATER), line: 8, reason: "configuration" },
      { file: pathOf("arguments that are assigned, and numbers of headers"), line: 5, reason: "method" },
      { file: pathOf("what has no type"), line: 4, reason: "untyped" },
      { file: pathOf("what has no type"), line: 4, reason: "untyped" },
      { file: pathOf("a form with a content type, and a stream"), line: 2, reason: "form" },
      { file: pathOf("a form with a content type, and a stream"), line: 3, reason: "stream" },
      { file: "/program/two.cjs", line: 2, reason: "module" },
      { file: "/program/apart.cjs", line: 5, reason: "namespace" },
      { file: "/program/handed.ts", line: 2, reason: "namespace" },
    ]);
  });

  it("changes nothing in a second run", () => {
    const again = moveCode(
      {
        root: "/program",
        table: PUBLISHED_STUB,
        sources: new Map([...sources.keys()].map((path) => [path, after.get(path) ?? ""])),
      },
      surface,
    );
    expect(again.files).toEqual([]);
  });
});

describe("changes of a text", () => {
  it("hold inner ones in outer ones", () => {
    const edits = createEdits("a(b)(c)");
    edits.replace(2, 3, "B");
    edits.replace(0, 4, `x[${edits.textOf(2, 3)}]`);
    edits.replace(7, 7, "!");
    expect(edits.textOf(0, 7)).toBe("x[B](c)!");
    expect([0, 4, 5, 7].map((position) => edits.placeAfter(position))).toEqual([0, 4, 5, 8]);
    expect([0, 4, 5, 7].map((position) => edits.placeBefore(position))).toEqual([0, 4, 5, 7]);
  });
});

describe("package.json", () => {
  const text = '{\n    "dependencies": {\n        "a": "1",\n        "old-client": "1.0.0"\n    }\n}\n';

  it("gets the new package in place of the old one, in its own layout", () => {
    expect(swapDependency(text, { from: "old-client", to: "isc-sdk", keepOld: false })).toBe(
      '{\n    "dependencies": {\n        "a": "1",\n        "isc-sdk": "*"\n    }\n}\n',
    );
  });

  it("keeps the old one where it is still imported, and is left alone where it is not there", () => {
    expect(swapDependency(text, { from: "old-client", to: "isc-sdk", keepOld: true })).toContain(
      '"old-client": "1.0.0"',
    );
    expect(swapDependency(text, { from: "other", to: "isc-sdk", keepOld: false })).toBe(text);
  });
});
