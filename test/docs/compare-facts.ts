import { versionNames, type NameTable } from "../../generator/names/table.ts";
import { readPageFacts } from "./page-facts.ts";
import type { SeedOperation } from "./seed-facts.ts";

/**
 * How a page differs from what the published one states. Names are compared through the ledger: an old name or an alias
 * equals the new name. Differences that docs/corrections.md lists are none.
 */
export function compareFacts(fact: SeedOperation, page: string, names: NameTable): readonly string[] {
  const ours = readPageFacts(page, fact.anchor);
  const known = aliases(fact.page.split("/")[1] ?? "", names);
  const differences: string[] = [];
  const compare = (what: string, theirs: string | undefined, own: string): void => {
    if (theirs !== undefined && (known.get(theirs) ?? theirs) !== own)
      differences.push(`${fact.anchor}: ${what} is ${own}, published as ${theirs}`);
  };
  const type = (text: string): string => text.replace(/[\w.]+/u, (name) => known.get(name) ?? name);
  compare("the request", fact.request, ours.request);
  compare("the cmdlet", fact.cmdlet, ours.cmdlet);
  compare("the return type", fact.returnType === undefined ? undefined : type(fact.returnType), ours.returnType);
  compare("the content type", fact.contentType, ours.contentType);
  compare("the accepted type", fact.accept, ours.accept);
  if (fact.parameters !== undefined) {
    const rows = (list: readonly { place: string; name: string; type: string; required: string }[]): string =>
      list
        .map((row) => [row.place, known.get(row.name) ?? row.name, type(row.type), row.required].join(" | "))
        .sort()
        .join("\n");
    compare("the list of parameters", rows(fact.parameters), rows(ours.parameters));
  }
  for (const [code, stated] of Object.entries(fact.responses ?? {}))
    compare(`the type of ${code}`, type(stated), ours.responses[code] ?? "missing");
  const more = Object.keys(ours.responses).filter((code) => fact.responses !== undefined && !(code in fact.responses));
  // A page that came in pieces lost answers; the whole ones have all.
  if (fact.request !== undefined && more.length > 0)
    differences.push(`${fact.anchor}: answers ${more.join(", ")} are not published`);
  return differences;
}

/** Published names to ours: cmdlets, models, parameters of payloads. */
function aliases(version: string, names: NameTable): ReadonlyMap<string, string> {
  const own = versionNames(names, version);
  const map = new Map<string, string>();
  for (const { powershell } of own.operations.values())
    for (const alias of powershell.aliases) map.set(alias.name, powershell.cmdlet);
  for (const { powershell } of own.declarations.values())
    for (const alias of powershell.aliases) map.set(alias.name, powershell.name);
  return map;
}
