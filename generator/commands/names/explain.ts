import { explainName, type Explanation } from "../../names/explain.ts";
import { visibleLine } from "../../text/characters.ts";
import { show, type NamesResult, type NamesProject } from "./project.ts";

/**
 * `names explain`: prints which rule, override or lock decided a name, and its former names. The exit code is 1 if
 * nothing has the name.
 */
export function explain(
  project: NamesProject,
  { name, version }: { readonly name: string; readonly version?: string },
): NamesResult {
  const { ledger, reading, model, namings, prefixOf } = project;
  const found = explainName(name, {
    ledger,
    overrides: reading.overrides,
    model,
    namings,
    prefixOf,
    ...(version === undefined ? {} : { version }),
  });
  if (found.length === 0) return { exitCode: 1, text: `nothing has or had the name "${visibleLine(name)}"\n` };
  return show(project, found, found.flatMap(explanationLines));
}

function explanationLines(entry: Explanation): string[] {
  const facts: [string, string | undefined][] = [
    ["method", entry.method],
    ["state", entry.state],
    ["was at", entry.was?.join(", ")],
    ["former ids", entry.ids?.join(", ")],
    ["in other versions", entry.twins?.join(", ")],
    ["lock", entry.lock],
    ["why", entry.why],
    ["published", entry.published],
    ["rule", entry.rule],
    ["override", entry.override],
    ["aliases", entry.aliases.length === 0 ? undefined : entry.aliases.join(", ")],
    ["first seen", entry.seen],
  ];
  return [
    `${entry.version} ${entry.kind} ${entry.place}: ${entry.name}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${value}`])),
  ];
}
