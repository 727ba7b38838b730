import { expect, test } from "vitest";
import { buildVersion } from "../../../generator/model/build/version.ts";

const TABLE = `Words before.

| Name | ID | Type |
|-|-|-|
| [Access Request Submitted](https://x.test/triggers/access-request-submitted/) | idn:access-request-pre-approval | A |
| [Provisioning Action Completed](https://x.test/triggers/provisioning-completed/) |  idn:post-provisioning | B |
| [Identity Attributes Changed](https://x.test/triggers/identity-created/) | idn:identity-attributes-changed | B |
| [Identity Created](https://x.test/triggers/identity-created/) | idn:identity-created | B |
| VA Cluster Status Change | idn:va-cluster-status-change | B |
`;

function triggerOf(wire: string, description = TABLE): { id: string | undefined; guessed: boolean } {
  const root = {
    openapi: "3.0.3",
    info: { title: "Test", version: "1" },
    tags: [{ name: "Triggers", description }],
    paths: {},
    "x-webhooks": { [wire]: { post: { summary: "It happened" } } },
  };
  const { value, diagnostics } = buildVersion({
    label: "beta",
    top: "/",
    roots: ["root.yaml"],
    files: new Map([["root.yaml", root]]),
    texts: new Map(),
    unreadable: new Map(),
  });
  return {
    id: value.events[0]?.triggerId,
    guessed: diagnostics.some(({ code }) => code === "guessed-trigger"),
  };
}

test.each([
  ["AccessRequestSubmitted", "idn:access-request-pre-approval"],
  ["ProvisioningCompleted", "idn:post-provisioning"],
  // A link in another row leads here too: the name comes first.
  ["IdentityCreated", "idn:identity-created"],
  ["VaClusterStatusChange", "idn:va-cluster-status-change"],
])("the table tells the id of %s", (wire, id) => {
  expect(triggerOf(wire)).toEqual({ id, guessed: false });
});

test("an event that no row is for is read as the others are formed, and that is said", () => {
  expect(triggerOf("FormSubmitted")).toEqual({ id: "idn:form-submitted", guessed: true });
});

test("without a table the key is the id", () => {
  expect(triggerOf("FormSubmitted", "No table.")).toEqual({ id: "FormSubmitted", guessed: false });
  expect(triggerOf("push", "| Name | ID |\n|-|-|\n| Push | a push |")).toEqual({ id: "push", guessed: false });
  expect(triggerOf("idn:push")).toEqual({ id: "idn:push", guessed: false });
});
