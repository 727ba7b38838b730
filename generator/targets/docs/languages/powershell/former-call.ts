import { assertNever } from "../../../../model/assert-never.ts";
import type { OperationNames } from "../../../../names/table.ts";

type FormerNames = NonNullable<OperationNames["powershell"]["former"]>;

/** How the former meaning of a cmdlet's name is called: `Update-BetaThing -ThingBody`, or without what tells the other. */
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

/** How the operation itself is called under a name that had another meaning too. */
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
