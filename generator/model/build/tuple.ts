import { appendPointer } from "../../load/pointer.ts";
import { isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { TypeUse } from "../model.ts";
import { untyped } from "./diagnostics.ts";
import { positionStep } from "./place.ts";
import { report, stepInto, type BuildState, type Context } from "./state.ts";

interface ListBuilding {
  readonly context: Context;
  readonly useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse;
}

/** The use of a list with `prefixItems` (OpenAPI 3.1): one type for each position, then the type of `items`. */
export function tupleUse(
  state: BuildState,
  cursor: Cursor,
  { schema, items, building }: { schema: RawObject; items: Cursor; building: ListBuilding },
): TypeUse {
  const { context, useOf } = building;
  const uses = (schema["prefixItems"] as unknown[]).map((value, index) =>
    useOf(
      state,
      { file: cursor.file, pointer: appendPointer(cursor.pointer, "prefixItems", index), value },
      stepInto(context, positionStep(index)),
    ),
  );
  const { minItems, maxItems, unevaluatedItems } = schema;
  const isClosed =
    (items.value ?? unevaluatedItems) === false || (typeof maxItems === "number" && maxItems <= uses.length);
  return {
    kind: "list",
    item: isObject(items.value)
      ? useOf(state, items, stepInto(context, { kind: "item" }))
      : isClosed
        ? { kind: "unknown", reason: "there are no further items" }
        : untypedRest(state, cursor),
    positions: { uses, required: Math.min(typeof minItems === "number" ? minItems : 0, uses.length), isClosed },
  };
}

function untypedRest(state: BuildState, cursor: Cursor): TypeUse {
  const reason = "only the first items have a type";
  report(state, untyped, { reason }, cursor);
  return { kind: "unknown", reason };
}
