import type { Declaration, Json } from "../../../../model/model.ts";
import { declarationNames } from "../../../../names/table.ts";
import type { Shelf } from "../../library.ts";
import { hereString } from "./value.ts";

/**
 * A snippet that reads the payload of an event. It calls the model's ConvertFrom function, if the payload has a model.
 */
export function powershellEventSnippet(shelf: Shelf, declaration: Declaration | undefined, value: Json): string {
  const read =
    declaration === undefined
      ? "ConvertFrom-Json -InputObject $Body"
      : `ConvertFrom-${shelf.names.powershell.prefix}JsonTo${declarationNames(shelf.names, declaration.id).powershell.name} -Json $Body`;
  return [
    `# The body of the request that the service sends`,
    `$Body = ${hereString(value)}`,
    "",
    `$Payload = ${read}`,
    "$Payload",
  ].join("\n");
}
