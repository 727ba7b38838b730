import { isObject, originOf, type Cursor } from "../../load/tree.ts";
import type { AliasDeclaration, DeclarationId, Place } from "../model.ts";
import { examplesOf } from "./examples.ts";
import { textOf } from "./text.ts";
import type { BuildState } from "./state.ts";

/**
 * The fields that all kinds of declarations share. The pass `usage` sets `inRequest`, `inAnswer` and
 * `requestFormDiffers`.
 */
export function declarationBase(
  state: BuildState,
  cursor: Cursor,
  { id, place }: { id: DeclarationId; place: Place },
): Omit<AliasDeclaration, "kind" | "target"> {
  const schema = isObject(cursor.value) ? cursor.value : {};
  return {
    id,
    origin: originOf(cursor),
    also: [],
    place,
    title: textOf(schema["title"]),
    description: textOf(schema["description"]),
    deprecated: schema["deprecated"] === true,
    examples: examplesOf(state, cursor),
    inRequest: false,
    inAnswer: false,
    requestFormDiffers: false,
  };
}
