import { exactJson } from "../../../../text/characters.ts";
import { stringLiteral } from "../../../../emit/escape.ts";
import { pretty } from "../../../../emit/typescript/literal.ts";
import { ifEqualStatement } from "../../../../emit/typescript/statement.ts";
import type { EventHook, Json } from "../../../../model/model.ts";
import { eventNames } from "../../../../names/table.ts";
import type { Library, Shelf } from "../../library.ts";
import { literalOf } from "./value.ts";

/** A snippet that reads the payload of an event. The event's name narrows the payload's type. */
export function typescriptEventSnippet(
  { library, shelf }: { readonly library: Library; readonly shelf: Shelf },
  event: EventHook,
  value: Json,
): string {
  const { name } = eventNames(shelf.names, event.wire).typescript;
  // Only JSON text can hold the digits of a long integer.
  const json = exactJson(value);
  const isPlain = json === exactJson(JSON.parse(json));
  const body = isPlain
    ? pretty(
        { kind: "call", callee: "JSON.stringify", argument: literalOf(value) },
        { indent: "", used: "const body = ;".length },
      )
    : stringLiteral(json);
  return [
    `import { parseEvent } from "${library.config.typescript.name}/webhooks/${shelf.names.typescript.module}";`,
    "",
    "// The body of the request that the service sends",
    `const body = ${body};`,
    "",
    `const event = parseEvent(body, ${stringLiteral(name)});`,
    ifEqualStatement("event.type", name, "console.log(event.payload);"),
  ].join("\n");
}
