import { checkNames } from "../../names/commands.ts";
import { show, type NamesResult, type NamesProject } from "./project.ts";

/** `names check`: checks the ledger against the rules of good names, and reports overrides that match nothing. */
export function check(project: NamesProject): NamesResult {
  const { ledger, reading, model } = project;
  const { findings, diagnostics } = checkNames({ ledger, overrides: reading.overrides, model });
  const lines = findings.map(({ version, what, rule, message }) => `${version} ${what}: ${rule}: ${message}`);
  return { ...show(project, findings, [...lines, `${findings.length} findings about names`]), diagnostics };
}
