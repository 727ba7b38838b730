import type { Operation } from "../../../model/model.ts";
import type { PowerShellParameterNames } from "./table.ts";

/**
 * The parameters of a cmdlet with the alias that the module adds: `-RoleId` is `-Id` too where it is the one id that
 * other operations yield, so that objects bind by their `id`.
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
