import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonPatch } from "../../generator/model/json-patch.ts";
import type { ApiModel, ApiVersion, Json, Operation } from "../../generator/model/model.ts";
import { indexDeclarations } from "../../generator/model/uses.ts";
import { powershellLiteral } from "../../generator/targets/powershell/literal.ts";
import type { ScriptAnswer } from "./engine.mjs";
import type { MockRequest } from "./mock-server.mjs";
import { sorted } from "./sorted.ts";

/** A parameter of a published cmdlet, and where its value goes. */
export interface PublishedParameter {
  readonly name: string;
  /** The published .NET type. */
  readonly type: string;
  readonly place: string;
  /** The name on the wire; of a path parameter the placeholder that it fills. */
  readonly wire: string;
}

/** A cmdlet as the published module of May 2025 defines it; of a name that it defines twice, one of the two. */
export interface PublishedCmdlet {
  readonly version: string;
  readonly cmdlet: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly PublishedParameter[];
}

/** The published cmdlets of a version: `published/<version>.tsv`, a line for each parameter, or one with none. */
export function publishedCmdlets(version: string): readonly PublishedCmdlet[] {
  const lines = readFileSync(join(import.meta.dirname, "published", `${version}.tsv`), "utf8")
    .trimEnd()
    .split("\n");
  const found = new Map<string, PublishedCmdlet & { readonly parameters: PublishedParameter[] }>();
  for (const line of lines.slice(1)) {
    const [cmdlet = "", method = "", path = "", , name = "", type = "", place = "", wire = ""] = line.split("\t");
    const key = `${cmdlet} ${method} ${path}`;
    const entry = found.get(key) ?? { version, cmdlet, method, path, parameters: [] };
    found.set(key, entry);
    if (name !== "") entry.parameters.push({ name, type, place, wire });
  }
  return [...found.values()];
}

/** A call of a published cmdlet: parameters with what is written for each, and what that is as JSON. */
export interface PublishedCall {
  readonly published: PublishedCmdlet;
  /** What this call shows: all parameters, or those of the published sample. */
  readonly kind: string;
  /** Values stand without names, in the published order: such a call may be refused too. */
  readonly isByPosition?: boolean;
  /** Everything stands in a table. */
  readonly isSplatted?: boolean;
  /** Lines before the call. */
  readonly before: readonly string[];
  readonly given: readonly GivenParameter[];
}

export interface GivenParameter {
  readonly parameter: PublishedParameter;
  readonly text: string;
  readonly value: Json;
}

/** Where the spec's own path addresses nothing, and the call is sent to another: see the repair `path-parameters`. */
const SENT_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["PATCH /suggested-entitlement-descriptions", "/suggested-entitlement-descriptions/{id}"],
  ["GET /roles/access-model-metadata/bulk-update/id", "/roles/access-model-metadata/bulk-update/{id}"],
]);

export function operationOf(model: ApiModel, { version, method, path }: PublishedCmdlet): Operation | undefined {
  const key = `${method} ${path.replaceAll(/\{[^{}]*\}/gu, "{}")}`;
  return versionOf(model, version)?.operations.find((operation) => operation.key === key);
}

function versionOf(model: ApiModel, label: string): ApiVersion | undefined {
  return model.versions.find((version) => version.label === label);
}

/** A call with every parameter that the published cmdlet has. */
export function fullCall(model: ApiModel, published: PublishedCmdlet): PublishedCall {
  const given = published.parameters.map((parameter) => made(model, { published, parameter }));
  return { published, kind: "all parameters", before: [], given };
}

/**
 * Calls of cmdlets with every value by position. Of a name that stands for two cmdlets the last definition answered, so
 * that only it was ever called so.
 */
export function positionalCalls(model: ApiModel, cmdlets: readonly PublishedCmdlet[]): readonly PublishedCall[] {
  const last = new Map(
    cmdlets.map((published) => [`${published.version} ${published.cmdlet.toLowerCase()}`, published]),
  );
  return [...last.values()]
    .filter(({ parameters }) => parameters.length > 0)
    .map((published) => ({ ...fullCall(model, published), kind: "by position", isByPosition: true }));
}

/** A parameter with a value that suits its type. */
export function made(
  model: ApiModel,
  { published, parameter }: { readonly published: PublishedCmdlet; readonly parameter: PublishedParameter },
): GivenParameter {
  const value = valueOf(model, published, parameter);
  return { parameter, value, text: powershellLiteral(value) };
}

function valueOf(model: ApiModel, published: PublishedCmdlet, { name, type, place }: PublishedParameter): Json {
  if (type.includes("FileInfo")) return "FILE";
  if (type.includes("Int")) return 7;
  if (type.includes("Boolean")) return true;
  if (type === "String[]") return ["one", "two"];
  if (place === "path") return `the ${name}/1`;
  if (place === "query" || place === "header" || place === "ignored" || (place === "form" && type === "String"))
    return `the ${name}`;
  const version = versionOf(model, published.version);
  const content = operationOf(model, published)?.body?.contents[0];
  if (version !== undefined && isJsonPatch(indexDeclarations(version), content))
    return [{ op: "replace", path: "/name", value: "new" }];
  return type.endsWith("[]") ? [{ name: "one" }] : { name: "one" };
}

/** The script of a call; `FILE` is the file to upload. */
export function callScript(
  { published, isByPosition, isSplatted, before, given }: PublishedCall,
  file: string,
): string {
  const values = given.map(({ parameter, text }) => {
    const name = isByPosition === true ? "" : ` -${parameter.name}`;
    return `${name} (${text.replaceAll("'FILE'", `'${file}'`)})`;
  });
  const confirm = published.method === "GET" ? "" : "\n$ConfirmPreference = 'None'";
  if (isSplatted === true) {
    const pairs = given.map(
      ({ parameter, text }) => `\n    ${parameter.name} = ${text.replaceAll("'FILE'", `'${file}'`)}`,
    );
    return `${[...before, ""].join("\n")}${confirm}\n$table = @{${pairs.join("")}\n}\n$null = ${published.cmdlet} @table`;
  }
  return `${[...before, ""].join("\n")}${confirm}\n$null = ${published.cmdlet}${values.join("")}`;
}

/** What is wrong with what a call sent: it is the published request, or nothing and an error. */
export function callProblems(
  model: ApiModel,
  call: PublishedCall,
  { requests, answer }: { readonly requests: readonly MockRequest[]; readonly answer: ScriptAnswer },
): readonly string[] {
  const { published, given } = call;
  const errors = [...answer.errors, ...(answer.thrown === undefined ? [] : [answer.thrown])].map(
    ({ message }) => message,
  );
  const [request] = requests;
  const named = (problem: string): string =>
    `${published.cmdlet} (${published.method} ${published.path}, ${call.kind}): ${problem}`;
  if (isUnaddressed(published)) {
    const isRefused = requests.length === 0 && errors.length > 0;
    return isRefused ? [] : [named("a placeholder that no parameter fills is not refused")];
  }
  if (call.isByPosition === true && requests.length === 0 && errors.length > 0) return [];
  // What the published cmdlet could not be given is asked for: without a user that is an error.
  if (lacksBody(model, published))
    return answer.prompts.length > 0 || errors.length > 0 ? [] : [named("its missing payload is not asked for")];
  if (request === undefined || requests.length !== 1 || errors.length > 0)
    return [named(`${String(requests.length)} requests; ${errors.join("; ")}`)];
  const problems: string[] = [];
  const base = versionOf(model, published.version)?.basePath ?? "";
  const own = SENT_ELSEWHERE.get(`${published.method} ${published.path}`) ?? published.path;
  const at = (place: string): readonly GivenParameter[] => given.filter(({ parameter }) => parameter.place === place);
  const path = at("path").reduce(
    (text, { parameter, value }) => text.replaceAll(`{${parameter.wire}}`, encodeURIComponent(String(value))),
    (operationOf(model, published)?.basePath ?? base) + withoutBase(own, base),
  );
  if (request.method !== published.method) problems.push(`method ${request.method}`);
  if (request.path !== path) problems.push(`path ${request.path} instead of ${path}`);
  const names = at("query").map(({ parameter }) => parameter.wire);
  const sent = Object.keys(request.query).map((name) => name.replace(/\[.*$/u, ""));
  for (const name of sent) if (!names.includes(name)) problems.push(`${name} in the query`);
  for (const { parameter, value } of at("query"))
    if (!isSame(request.query[parameter.wire], value)) problems.push(`${parameter.wire} in ${request.search}`);
  for (const { parameter } of at("header"))
    if (!(parameter.wire.toLowerCase() in request.headers)) problems.push(`no header ${parameter.wire}`);
  for (const { parameter } of at("form"))
    if (!request.body.includes(`name="${parameter.wire}"`) && !request.body.includes(`${parameter.wire}=`))
      problems.push(`no field ${parameter.wire}`);
  const [body] = at("body");
  if (body === undefined && at("form").length === 0 && request.body !== "") problems.push(`a body ${request.body}`);
  if (body !== undefined && body.value !== "FILE" && !isSameBody(request.body, body.value))
    problems.push(`body ${request.body} instead of ${JSON.stringify(body.value)}`);
  return problems.map(named);
}

/** The published call sent a placeholder as it is: there is no parameter for it. */
function isUnaddressed({ path, parameters }: PublishedCmdlet): boolean {
  return [...path.matchAll(/\{([^{}]*)\}/gu)].some(
    ([, name]) => !parameters.some(({ place, wire }) => place === "path" && wire === name),
  );
}

/** The spec demands a payload and the published cmdlet has no parameter for it. */
function lacksBody(model: ApiModel, published: PublishedCmdlet): boolean {
  const isGiven = published.parameters.some(({ place }) => place === "body" || place === "form");
  return operationOf(model, published)?.body?.required === true && !isGiven;
}

/** `/beta/launchers` under the server `.../beta` is sent once. */
function withoutBase(path: string, base: string): string {
  return base !== "" && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
}

function isSame(sent: string | undefined, value: Json): boolean {
  if (sent === undefined) return false;
  return Array.isArray(value) ? value.some((item) => sent.includes(String(item))) : sent === String(value);
}

/** ConvertFrom-Json reads points in time, and they are written in another time zone. */
function bodyText(value: unknown): string {
  return JSON.stringify(sorted(value), (_, part: unknown) =>
    typeof part === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u.test(part) ? Date.parse(part) : part,
  );
}

function isSameBody(sent: string, value: Json): boolean {
  const text = bodyText(value);
  // A text may be the payload itself, as it is.
  if (sent === value) return true;
  try {
    const own = bodyText(JSON.parse(sent));
    return own === text || own === bodyText([value]);
  } catch {
    return false;
  }
}
