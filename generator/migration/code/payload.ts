import { ts } from "ts-morph";
import type { CallMatch } from "../published/match-calls.ts";

/** The result of a call in the new package. */
export type Payload =
  | { readonly kind: "value" }
  /** An array of all items, without a response. */
  | { readonly kind: "all" }
  | { readonly kind: "page"; readonly items?: string; readonly total?: string }
  | { readonly kind: "download"; readonly read: string };

/** What the new call returns for the `data` of a published response: a page, a value or a download. */
export function payloadOf({ operation }: CallMatch, options: ts.Expression | undefined): Payload {
  const { paging, success } = operation;
  if (paging !== undefined)
    return {
      kind: "page",
      ...(paging.items === undefined ? {} : { items: paging.items }),
      ...(paging.total === undefined ? {} : { total: paging.total }),
    };
  if (success.kind !== "download") return { kind: "value" };
  const asked = options !== undefined && ts.isObjectLiteralExpression(options) ? responseTypeOf(options) : undefined;
  return { kind: "download", read: READS.get(asked ?? "") ?? "text" };
}

const READS = new Map([
  ["arraybuffer", "bytes"],
  ["blob", "blob"],
  ["stream", "stream"],
]);

function responseTypeOf(options: ts.ObjectLiteralExpression): string | undefined {
  const property = options.properties.find(
    (member): member is ts.PropertyAssignment =>
      ts.isPropertyAssignment(member) && member.name.getText() === "responseType",
  );
  return property !== undefined && ts.isStringLiteral(property.initializer) ? property.initializer.text : undefined;
}

/** The code that restores the old shape of a response that is passed on. */
export function wholeSuffix(payload: Payload): string {
  switch (payload.kind) {
    case "all":
      return ".then((data) => ({ data }))";
    case "value":
      return ".withResponse()";
    case "page": {
      const items = "[...data.items]";
      const total = payload.total === undefined ? "" : `, ${payload.total}: data.total`;
      const data = payload.items === undefined ? items : `{ ${payload.items}: ${items}${total} }`;
      return `.withResponse().then(({ data, ...rest }) => ({ ...rest, data: ${data} }))`;
    }
    case "download":
      return `.withResponse().then(async ({ data, ...rest }) => ({ ...rest, data: await data.${payload.read}() }))`;
  }
}
