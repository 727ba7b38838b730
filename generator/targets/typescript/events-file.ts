import { docText, propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, pretty } from "../../emit/typescript/literal.ts";
import { dataCallCode } from "../../emit/typescript/code.ts";
import { functionType, keywordType, operatorType, referenceType } from "../../emit/typescript/type-doc.ts";
import type { ApiVersion } from "../../model/model.ts";
import { eventNames, versionNames, type NameTable } from "../../names/table.ts";
import { comment, placeTag } from "./jsdoc.ts";
import type { VersionIntegers } from "./integers-file.ts";
import type { ModuleBuilder } from "./module.ts";
import { NO_MEMBERS } from "./operation-file.ts";
import { runtimeType, typeOfUse } from "./type-of-use.ts";

/**
 * Prints the events that the service sends to subscribers: a map of payload types, and `parseEvent`, which narrows
 * them.
 */
export function addEvents(
  module: ModuleBuilder,
  version: ApiVersion,
  at: { readonly names: NameTable; readonly integers: VersionIntegers },
): void {
  const { names, integers } = at;
  const table = versionNames(names, version.label);
  const events = version.events.map((event) => ({ event, name: eventNames(table, event.wire).typescript.name }));
  module.statements.push({
    kind: "Interface",
    name: "Events",
    isExported: true,
    docs: ["The payload of each event, by event name."],
    properties: events.map(({ event, name }) => ({
      name: propertyName(name),
      type: typeOfUse(event.payload, "answer", module.types),
      isReadonly: true,
      docs: [comment([docText(event.summary), docText(event.description)], [placeTag(event.origin)]) ?? ""],
    })),
  });
  const replies = events.filter(({ event }) => event.reply !== undefined);
  const docs = ["The reply that each event expects, by event name."];
  if (replies.length === 0) {
    module.statements.push({
      kind: "TypeAlias",
      name: "EventReplies",
      isExported: true,
      docs,
      type: NO_MEMBERS,
    });
  } else {
    module.statements.push({
      kind: "Interface",
      name: "EventReplies",
      isExported: true,
      docs,
      properties: replies.map(({ event, name }) => ({
        name: propertyName(name),
        type: event.reply === undefined ? keywordType("never") : typeOfUse(event.reply, "request", module.types),
        isReadonly: true,
      })),
    });
  }
  const types = events.map(({ event, name }) => [propertyName(event.triggerId), atom(stringLiteral(name))] as const);
  const codecs = events.flatMap(({ event, name }) => {
    const codec = integers.codecOf(module, [event.payload]);
    return codec === undefined ? [] : [[propertyName(name), codec] as const];
  });
  const data = pretty(
    {
      kind: "object",
      entries: [
        ["types", { kind: "object", entries: types, isOpen: true }],
        ...(codecs.length === 0 ? [] : [["json", { kind: "object", entries: codecs, isOpen: true }] as const]),
      ],
    },
    { indent: "", used: 0, isOpen: true },
  );
  module.statements.push({
    kind: "VariableStatement",
    declarationKind: "const",
    isExported: true,
    docs: [
      "\nReads the body of a webhook request (its text, its bytes or its decoded value) and tells its event, so that `event.type` narrows `event.payload`.\nThe service's id of the trigger is read from `_metadata.triggerId`; give the event's name where your subscription knows it.",
    ],
    declarations: [
      {
        name: "parseEvent",
        type: functionType(
          [
            { name: "body", type: keywordType("unknown") },
            { name: "type", type: operatorType("keyof", referenceType("Events")), isOptional: true },
          ],
          runtimeType(module.types, "WebhookEvent", [referenceType("Events")]),
        ),
        initializer: dataCallCode(`${module.runtime("createEventParser")}<Events>`, data),
      },
    ],
  });
}
