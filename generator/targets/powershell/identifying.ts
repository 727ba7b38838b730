import type { VersionModule } from "./module-names.ts";
import type { CmdletParameter } from "./parameters.ts";
import { valueKind } from "./types.ts";

/**
 * The last words of parameters that say how or when and not which: a text that is piped is none of these. The specs
 * declare many of them as plain texts.
 */
const NOT_IDS: ReadonlySet<string> = new Set([
  ...["type", "kind", "method", "mode", "format", "strategy", "status", "state", "level"],
  ...["date", "time", "timestamp", "day", "week", "month", "year", "from", "to", "since", "until", "start", "end"],
  ...["locale", "language", "lang", "version", "count", "limit", "offset", "size"],
]);

/** The operation's own id: the last one in its path. Pipeline input means it. */
export function idParameter(
  module: VersionModule,
  parameters: readonly CmdletParameter[],
): CmdletParameter | undefined {
  return parameters.findLast((parameter) => isIdentifying(module, parameter));
}

/**
 * Whether a parameter tells which thing is meant, so that objects and texts may be piped into it. What the spec
 * declares to come from another operation does; a value of a list, a date, and what is named as one of these do not.
 */
export function isIdentifying(module: VersionModule, { place, name, type, use, model }: CmdletParameter): boolean {
  if (place !== "path" || model === undefined) return false;
  if (model.resourceOperations.length > 0) return true;
  if (type.values.length > 0 || valueKind(module, use) === "date") return false;
  const last = name.match(/[A-Z]?[a-z0-9]+$|[A-Z0-9]+$/u)?.[0] ?? name;
  return !NOT_IDS.has(last.toLowerCase());
}
