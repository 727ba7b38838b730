import { listNames, type ListOptions } from "../../names/commands.ts";
import { show, type NamesResult, type NamesProject } from "./project.ts";

/** `names list`: prints every name of the ledger, one line each, by version, kind and place. */
export function list(project: NamesProject, options: Omit<ListOptions, "prefixOf">): NamesResult {
  const names = listNames(project.ledger, { ...options, prefixOf: project.prefixOf });
  const lines = names.map(({ version, kind, state, since, place, powershell, typescript, aliases }) =>
    [
      version,
      kind,
      since === undefined ? state : `${state} since ${since}`,
      place,
      powershell,
      typescript,
      aliases.join(","),
    ].join("\t"),
  );
  return show(project, names, lines);
}
