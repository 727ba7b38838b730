import { stringLiteral } from "../../emit/escape.ts";
import { typescriptScalar } from "../../emit/typescript-scalar.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Declaration, DeclarationId, TypeUse } from "../../model/model.ts";
import { declarationNames } from "../../names/table.ts";
import type { Shelf } from "./library.ts";
import type { TypeName } from "./type-name.ts";

export type Side = "request" | "answer";

/** A use as the package's types say it, with the first model it names. */
export function typescriptType(shelf: Shelf, use: TypeUse, side: Side): TypeName {
  switch (use.kind) {
    case "ref":
      return { text: typeNameOf(shelf, use.id, side), model: use.id };
    case "list": {
      const item = typescriptType(shelf, use.item, side);
      if (use.positions !== undefined) {
        const first = use.positions.uses.map((position) => typescriptType(shelf, position, side).text);
        return { text: `[${[...first, ...(use.positions.isClosed ? [] : [`...${item.text}[]`])].join(", ")}]` };
      }
      return { ...item, text: /^[\w[\]]+$/u.test(item.text) ? `${item.text}[]` : `(${item.text})[]` };
    }
    case "map": {
      const value = typescriptType(shelf, use.value, side);
      return { ...value, text: `Record<string, ${value.text}>` };
    }
    case "nullable": {
      const inner = typescriptType(shelf, use.of, side);
      return { ...inner, text: `${inner.text} | null` };
    }
    case "scalar":
      return {
        text: use.scalar !== "binary" ? typescriptScalar(use.scalar) : side === "request" ? "BinaryInput" : "Blob",
      };
    case "literal":
      return { text: typeof use.value === "string" ? stringLiteral(use.value) : String(use.value) };
    case "unknown":
      return { text: "unknown" };
    default:
      return assertNever(use);
  }
}

/** The name of a declaration's form: the request form has its own where the two differ. */
export function typeNameOf(shelf: Shelf, id: DeclarationId, side: Side): string {
  const declaration = shelf.declarations.get(id);
  const { name, input } = declarationNames(shelf.names, id).typescript;
  return declaration !== undefined && hasTwoForms(declaration) && side === "request" ? input : name;
}

export function hasTwoForms(declaration: Declaration): boolean {
  return declaration.requestFormDiffers && declaration.inRequest && declaration.inAnswer;
}

/** The side that the plain name stands for. */
export function plainSide(declaration: Declaration): Side {
  return declaration.inRequest && !declaration.inAnswer ? "request" : "answer";
}
