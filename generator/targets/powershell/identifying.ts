import type { VersionModule } from "./module-names.ts";
import type { CmdletParameter } from "./parameters.ts";
import { valueKind } from "./types.ts";

/**
 * The last words of parameter names that do not identify a resource, such as a date or a format. The specs declare many
 * of these parameters as plain strings. Pipeline input does not bind to them.
 */
const NOT_IDS: ReadonlySet<string> = new Set([
  ...["type", "kind", "method", "mode", "format", "strategy", "status", "state", "level"],
  ...["date", "time", "timestamp", "day", "week", "month", "year", "from", "to", "since", "until", "start", "end"],
  ...["locale", "language", "lang", "version", "count", "limit", "offset", "size"],
]);

/** The id of the operation's own resource: the last identifying parameter in the path. Pipeline input binds to it. */
export function idParameter(
  module: VersionModule,
  parameters: readonly CmdletParameter[],
): CmdletParameter | undefined {
  return parameters.findLast((parameter) => isIdentifying(module, parameter));
}

/**
 * Whether a path parameter identifies a resource, so that pipeline input may bind to it. A parameter with resource
 * operations does. A parameter with listed values, a date, or a name that ends in one of `NOT_IDS` does not. Any other
 * path parameter does.
 */
export function isIdentifying(module: VersionModule, { place, name, type, use, model }: CmdletParameter): boolean {
  if (place !== "path" || model === undefined) return false;
  if (model.resourceOperations.length > 0) return true;
  if (type.values.length > 0 || valueKind(module, use) === "date") return false;
  const last = name.match(/[A-Z]?[a-z0-9]+$|[A-Z0-9]+$/u)?.[0] ?? name;
  return !NOT_IDS.has(last.toLowerCase());
}
