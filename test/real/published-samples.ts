import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { load } from "js-yaml";
import type { ApiModel, Json } from "../../generator/model/model.ts";
import { powershellLiteral } from "../../generator/targets/powershell/literal.ts";
import { made, type GivenParameter, type PublishedCall, type PublishedCmdlet } from "../powershell/published-calls.ts";

interface SampleEntry {
  readonly path: string;
  readonly method: string;
  readonly xCodeSample: readonly { readonly source: string }[];
}

/** The published samples of a version by `METHOD path`; undefined where the machine has none. */
export function publishedSamples(version: string): ReadonlyMap<string, string> | undefined {
  const file = resolve(`../shared/inputs/powershell/published-samples-${version}.yaml`);
  if (!existsSync(file)) return undefined;
  const entries = load(readFileSync(file, "utf8")) as readonly SampleEntry[];
  return new Map(entries.map(({ method, path, xCodeSample }) => [`${method} ${path}`, xCodeSample[0]?.source ?? ""]));
}

/**
 * The two calls of a sample: what is needed, and all it takes. Values are the sample's, where they are any (many samples
 * are no PowerShell: `"name eq "x""`, `@"[{op=replace}]"@`); a helper that makes the payload is called as the sample does.
 */
export function sampleCalls(
  model: ApiModel,
  {
    published,
    prefix,
    source,
  }: { readonly published: PublishedCmdlet; readonly prefix: string; readonly source: string },
): readonly PublishedCall[] {
  const values = assignedValues(source);
  const helper = /\$Result = (ConvertFrom-\w+) -Json \$(\w+)/u.exec(source);
  const lines = source.split("\n").map((line) => line.trim());
  const calls = lines.filter((line) => /^(?:# )?[A-Z][a-z]+-\w+ /u.test(`${line} `) && line.includes(published.cmdlet));
  return calls.slice(0, 2).map((line, index) => {
    const before: string[] = [];
    const given = [...line.matchAll(/ -(\w+) \$(\w+)/gu)].flatMap(([, name = "", variable = ""]): GivenParameter[] => {
      // The samples put the version before the name of a payload; the cmdlets never had it.
      const own = name.startsWith(prefix) ? [name.slice(prefix.length), name] : [name];
      const parameter = published.parameters.find((entry) => own.some((one) => isSameText(one, entry.name)));
      if (parameter === undefined) throw new Error(`${published.cmdlet}: the sample's -${name} is no parameter`);
      const invented = made(model, { published, parameter });
      const value = fitted(invented.value, values.get(variable === "Result" ? (helper?.[2] ?? "") : variable));
      const read = helper?.[1]?.replace("ConvertFrom-JsonTo", "") ?? "";
      if (variable !== "Result" || helper === null || NO_HELPER.has(read))
        return [{ parameter, value, text: powershellLiteral(value) }];
      before.push(`$Result = ${helper[1] ?? ""} -Json ${powershellLiteral(JSON.stringify(value))}`);
      return [{ parameter, value, text: "$Result" }];
    });
    return { published, kind: index === 0 ? "sample" : "sample with all", before, given };
  });
}

/** Models that the samples read with a helper, and why there is none without a version. */
const NO_HELPER: ReadonlyMap<string, string> = new Map([
  ["RequestBody", "the published modules have none either: the payload has no model"],
  ["PatchPotentialRoleRequestInner", "stood for several schemas, so that no one model can have it as its old name"],
]);

function isSameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** What a sample assigns: texts, numbers, truth values, JSON of here-strings. Undefined where it is broken. */
function assignedValues(source: string): ReadonlyMap<string, Json | undefined> {
  const found = new Map<string, Json | undefined>();
  for (const [, name = "", text = ""] of source.matchAll(/^\$(\w+) = @"\n([\s\S]*?)\n"@/gmu))
    found.set(name, jsonOf(text));
  for (const [, name = "", text = ""] of source.matchAll(/^\$(\w+) = ([^\n]*)$/gmu)) {
    if (found.has(name) || text.startsWith('@"')) continue;
    const value = text.replace(/\s*# [\w\[\]]+ \| [\s\S]*$/u, "").trim();
    if (value === "$true" || value === "$false") found.set(name, value === "$true");
    else if (/^-?\d+$/u.test(value)) found.set(name, Number(value));
    else if (/^".*"$/u.test(value)) found.set(name, value.slice(1, -1));
  }
  return found;
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The sample's value where it is of the kind that the parameter takes, else the invented one. */
function fitted(invented: Json, value: Json | undefined): Json {
  if (value === undefined || value === "" || invented === "FILE") return invented;
  // What stands for one segment of a path cannot be a path.
  const isSame = typeof value === typeof invented && Array.isArray(value) === Array.isArray(invented);
  return isSame && (typeof value !== "object" || value !== null) ? value : invented;
}
