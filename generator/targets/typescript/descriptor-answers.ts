import { atom, type Literal } from "../../emit/typescript/literal.ts";
import { numberText } from "../../emit/typescript/scalar.ts";
import { propertyName } from "../../emit/escape.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Operation, Paging, Success } from "../../model/model.ts";
import { callLiteral, objectLiteral, textLiteral, type LiteralEntry } from "./descriptor-literals.ts";
import type { ModuleBuilder } from "./module.ts";
import { hasOthers } from "./operation-types.ts";

/** The readers for other media types of the response. Returns undefined if there is only one media type. */
export function othersLiteral(operation: Operation, module: ModuleBuilder): Literal | undefined {
  if (!hasOthers(operation)) return undefined;
  return objectLiteral(
    operation.others.map(({ mediaType, success }) => {
      const reader = readerOf(success);
      return [propertyName(mediaType), reader === undefined ? undefined : atom(module.runtime(reader))];
    }),
  );
}

/** The reader of the response. Returns undefined for JSON, which the core reads itself. */
export function answerReader({ success }: Operation, module: ModuleBuilder): Literal | undefined {
  const reader = readerOf(success);
  return reader === undefined ? undefined : atom(module.runtime(reader));
}

/** The runtime's reader for a successful response. Returns undefined for JSON, which the core reads itself. */
function readerOf(success: Success): string | undefined {
  switch (success.kind) {
    case "value":
      return undefined;
    case "nothing":
      return "voidAnswer";
    case "text":
      return "textAnswer";
    case "download":
      return "downloadAnswer";
    case "stream":
      return streamReader(success);
    case "total":
      return "totalAnswer";
  }
}

function streamReader({ framing, dataCodec }: Extract<Success, { kind: "stream" }>): string {
  switch (framing) {
    case "lines":
      return "linesAnswer";
    case "sequence":
      return "sequenceAnswer";
    case "events":
      return dataCodec === "json" ? "jsonEventsAnswer" : "eventsAnswer";
    default:
      return assertNever(framing);
  }
}

/** The paging of a list. */
export function pagingLiteral(
  paging: Paging,
  { module, keyOf }: { module: ModuleBuilder; keyOf: (wire: string) => string },
): Literal {
  const named = (wire: string | undefined, usual: string): Literal | undefined =>
    wire === undefined || keyOf(wire) === usual ? undefined : textLiteral(keyOf(wire));
  const optional = (value: string | undefined): Literal | undefined =>
    value === undefined ? undefined : textLiteral(value);
  const entries = ((): readonly LiteralEntry[] => {
    switch (paging.style) {
      case "offset":
        return [
          ["items", optional(paging.items)],
          ["total", optional(paging.total)],
          ["limit", named(paging.limit, "limit")],
          ["offset", named(paging.offset, "offset")],
        ];
      case "page":
        return [
          ["items", optional(paging.items)],
          ["limit", named(paging.limit, "limit")],
          ["page", named(paging.page, "page")],
        ];
      case "cursor":
        return [
          ["items", paging.items === "items" ? undefined : textLiteral(paging.items)],
          ["limit", named(paging.limit, "limit")],
          ["cursor", paging.next === "next" ? undefined : textLiteral(paging.next)],
          ["argument", keyOf(paging.cursor) === paging.next ? undefined : textLiteral(keyOf(paging.cursor))],
        ];
      case "searchAfter":
        return [
          ["size", paging.defaultLimit === undefined ? undefined : atom(String(paging.defaultLimit))],
          ["window", atom(numberText(paging.window))],
        ];
    }
  })().filter(([, value]) => value !== undefined);
  if (paging.style === "offset" && entries.length === 0) return atom(module.runtime("offsetPages"));
  const name = { offset: "offsetPaging", page: "pagePaging", cursor: "cursorPaging", searchAfter: "searchPaging" }[
    paging.style
  ];
  return callLiteral(module.runtime(name), entries.length === 0 ? undefined : objectLiteral(entries));
}
