import type { Operation } from "../../../model/model.ts";
import type { PowerShellParameterNames } from "./table.ts";

/**
 * Adds the alias `-Id` to the parameters of a cmdlet. `-RoleId` gets it if it is the only parameter that takes the id
 * of other operations' objects. Objects then bind by their property `id`.
 */
export function withIdAlias(
  operation: Operation,
  names: readonly PowerShellParameterNames[],
): readonly PowerShellParameterNames[] {
  const [only, ...more] = operation.parameters.filter((parameter) => parameter.resourceOperations.length > 0);
  const isTaken = names.some((name) => [name.name, ...name.aliases].some((taken) => taken.toLowerCase() === "id"));
  if (only === undefined || more.length > 0 || isTaken) return names;
  return names.map((name) => (name.in === only.place && name.wire === only.wire ? { ...name, bindsBy: "Id" } : name));
}
