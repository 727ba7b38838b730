import { expect, it } from "vitest";
import type { ApiVersion } from "../../../generator/model/model.ts";
import { typeName } from "../../../generator/names/rules/grammar.ts";
import { versionNames } from "../../../generator/names/table.ts";
import { assign, version } from "./make.ts";
import { reservedTypes } from "../../../generator/names/rules/reserved-names.ts";
import { namings } from "../../support/namings.ts";

function nameOf(wire: string): string | undefined {
  const event = { wire, payload: { kind: "scalar", scalar: "string" }, origin: { file: "root.yaml", pointer: "" } };
  const own = version("beta", { events: [event as unknown as ApiVersion["events"][number]] });
  return versionNames(assign({ versions: [own] }).value.table, "beta").events.get(wire)?.typescript.name;
}

it.each([
  ["access-request-submitted", "AccessRequestSubmittedEvent"],
  ["identity.created", "IdentityCreatedEvent"],
  ["FormEvent", "FormEvent"],
  ["2fa-enabled", "On2FaEnabledEvent"],
  ["๐尋", "On๐尋Event"],
  ["+1", "On1Event"],
  ["!", "UnnamedEvent"],
])("the event %s is called %s, as a type may be", (wire, name) => {
  expect(nameOf(wire)).toBe(name);
  expect(typeName(reservedTypes(namings()))(name)).toBeUndefined();
});
