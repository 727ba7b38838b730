import type { ApiModel } from "../../generator/model/model.ts";
import type { WireResult } from "./wire-run.ts";
import { sorted } from "./sorted.ts";

/** What is wrong with the requests of cases: one request each, to the operation's address, with everything it was given. */
export function wireProblems(model: ApiModel, results: readonly WireResult[]): readonly string[] {
  return results.flatMap((result) =>
    problemsOf(model, result).map((problem) => `${result.wireCase.cmdlet} (${result.wireCase.kind}): ${problem}`),
  );
}

function problemsOf(model: ApiModel, { wireCase, requests, errors }: WireResult): readonly string[] {
  const problems = errors.map((error) => error.message);
  const [request] = requests;
  if (request === undefined || requests.length !== 1) return [...problems, `${String(requests.length)} requests`];
  const { operation } = wireCase;
  const base = model.versions.find((version) => version.label === wireCase.version)?.basePath ?? "";
  const path = wireCase.arguments.reduce(
    (text, { place, wire, value }) =>
      place === "path" ? text.replaceAll(`{${wire}}`, encodeURIComponent(String(value))) : text,
    base + operation.requestPath,
  );
  if (request.method !== operation.method.toUpperCase()) problems.push(`method ${request.method}`);
  if (request.path !== path) problems.push(`path ${request.path} instead of ${path}`);
  if (/[{}]|%7B|%7D/iu.test(request.path)) problems.push(`a placeholder in ${request.path}`);
  for (const { place, wire, value } of wireCase.arguments) {
    if (place === "query" && !(wire in request.query)) problems.push(`no ${wire} in the query ${request.search}`);
    if (place === "header" && !(wire.toLowerCase() in request.headers)) problems.push(`no header ${wire}`);
    if (place === "form" && !request.body.includes(`name="${wire}"`) && !request.body.includes(`${wire}=`))
      problems.push(`no field ${wire}`);
    if (place === "body" && operation.body?.contents[0]?.codec === "json") {
      const sent: unknown = JSON.parse(request.body);
      if (JSON.stringify(sorted(sent)) !== JSON.stringify(sorted(given(value)))) problems.push(`body ${request.body}`);
    }
  }
  for (const header of operation.constantHeaders)
    if (request.headers[header.wire.toLowerCase()] !== header.value) problems.push(`no header ${header.wire}`);
  return problems;
}

/** A payload with keys that a hashtable cannot hold is given as JSON text. */
function given(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
