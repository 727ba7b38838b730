import { docText, propertyName, stringLiteral } from "../../emit/escape.ts";
import { StructureKind, VariableDeclarationKind } from "../../emit/structures.ts";
import type { ApiVersion } from "../../model/model.ts";
import { eventNames, versionNames, type NameTable } from "../../names/table.ts";
import { comment, placeTag } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { typeText } from "./type-text.ts";

/** The events a version sends to subscribers: a map of payloads, and `parseEvent` that narrows. */
export function addEvents(module: ModuleBuilder, version: ApiVersion, names: NameTable): void {
  const table = versionNames(names, version.label);
  const events = version.events.map((event) => ({ event, name: eventNames(table, event.wire).typescript.name }));
  module.statements.push({
    kind: StructureKind.Interface,
    name: "Events",
    isExported: true,
    docs: ["The payload of each event, by event name."],
    properties: events.map(({ event, name }) => ({
      name: propertyName(name),
      type: typeText(event.payload, "answer", module.types),
      isReadonly: true,
      docs: [comment([docText(event.summary), docText(event.description)], [placeTag(event.origin)]) ?? ""],
    })),
  });
  const replies = events.filter(({ event }) => event.reply !== undefined);
  const docs = ["The reply that each event expects, by event name."];
  if (replies.length === 0) {
    module.statements.push({
      kind: StructureKind.TypeAlias,
      name: "EventReplies",
      isExported: true,
      docs,
      type: "Record<never, never>",
    });
  } else {
    module.statements.push({
      kind: StructureKind.Interface,
      name: "EventReplies",
      isExported: true,
      docs,
      properties: replies.map(({ event, name }) => ({
        name: propertyName(name),
        type: event.reply === undefined ? "never" : typeText(event.reply, "request", module.types),
        isReadonly: true,
      })),
    });
  }
  const types = events.map(({ event, name }) => `  ${propertyName(event.triggerId)}: ${stringLiteral(name)},`);
  module.statements.push({
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    isExported: true,
    docs: [
      "\nReads the body of a webhook request (its text, its bytes or its decoded value) and tells its event, so that `event.type` narrows `event.payload`.\nThe service's id of the trigger is read from `_metadata.triggerId`; give the event's name where your subscription knows it.",
    ],
    declarations: [
      {
        name: "parseEvent",
        type: `(\n  body: unknown,\n  type?: keyof Events,\n) => ${module.runtime("WebhookEvent")}<Events>`,
        initializer: `/* @__PURE__ */ ${module.runtime("createEventParser")}<Events>({\n  types: {\n${types.map((line) => `  ${line}`).join("\n")}\n  },\n})`,
      },
    ],
  });
}
