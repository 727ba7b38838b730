import { assertNever } from "../../../../model/assert-never.ts";
import type { OperationNames } from "../../../../names/table.ts";

type FormerNames = NonNullable<OperationNames["powershell"]["former"]>;

/**
 * A call with the former meaning of a cmdlet's name: `Update-BetaThing -ThingBody`, or the cmdlet without the
 * parameters that select the current operation.
 */
export function formerCall(powershell: OperationNames["powershell"], { told }: FormerNames): string {
  switch (told.by) {
    case "body":
      return `${powershell.cmdlet} -${told.name}`;
    case "path":
    case "nothing":
      return powershell.cmdlet;
    default:
      return assertNever(told);
  }
}

/** A call with the current meaning of a cmdlet's name that once named another operation too. */
export function currentCall(powershell: OperationNames["powershell"], { told }: FormerNames): string {
  switch (told.by) {
    case "body":
      return `${powershell.cmdlet} -Body`;
    case "path": {
      const telling = powershell.parameters.filter(
        ({ in: place, wire }) => place === "path" && told.wires.includes(wire ?? ""),
      );
      return [powershell.cmdlet, ...telling.map(({ name }) => `-${name}`)].join(" ");
    }
    case "nothing":
      return powershell.cmdlet;
    default:
      return assertNever(told);
  }
}
