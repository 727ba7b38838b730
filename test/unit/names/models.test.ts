import { describe, expect, it } from "vitest";
import type { Place } from "../../../generator/model/model.ts";
import { versionNames } from "../../../generator/names/table.ts";
import { assign, declaration, modelNames, operation, version } from "./make.ts";

const names = (...declarations: Parameters<typeof modelNames>[0]): readonly string[] => {
  const found = modelNames(declarations);
  return declarations.map(({ id }) => found.get(id) ?? "");
};

describe("how a model is named", () => {
  it("a file by its basename, spelled as the file", () => {
    expect(
      names(
        declaration("beta/schemas/Role.yaml"),
        declaration("beta/schemas/app/selector.yaml"),
        declaration("beta/schemas/Data-Segment.yaml"),
        declaration("beta/schemas/AttributeDTO.yaml"),
      ),
    ).toEqual(["Role", "Selector", "DataSegment", "AttributeDTO"]);
  });

  it("what the emitted code needs itself as Model<Name>, other globals as they are", () => {
    expect(
      names(
        declaration("beta/schemas/forms/Error.yaml"),
        declaration("beta/schemas/Promise.yaml"),
        declaration("beta/schemas/Comment.yaml"),
        declaration("beta/schemas/Range.yaml"),
      ),
    ).toEqual(["ModelError", "ModelPromise", "Comment", "Range"]);
  });

  it("files of one name by folder, then by tree; the shallowest of the own tree keeps it", () => {
    const shallow = declaration("beta/schemas/Identity.yaml");
    const deep = declaration("beta/schemas/work-reassignments/Identity.yaml");
    const foreign = declaration("v3/schemas/Identity.yaml");
    expect(names(shallow, deep, foreign)).toEqual(["Identity", "WorkReassignmentIdentity", "V3Identity"]);
    expect(names(foreign, deep, shallow)).toEqual(["V3Identity", "WorkReassignmentIdentity", "Identity"]);
  });

  it("what qualifies it may begin with a digit, and no name does", () => {
    expect(
      names(
        declaration("beta/schemas/Thing.yaml"),
        declaration("1.0/schemas/Thing.yaml"),
        declaration("beta/schemas/2fa/Thing.yaml"),
      ),
    ).toEqual(["Thing", "Model10Thing", "Model2FaThing"]);
  });

  it("inline types by owner and way; never Inner, AllOf or a number", () => {
    const owner = declaration("beta/schemas/Role.yaml");
    const place = (...steps: Extract<Place, { kind: "member" }>["steps"]): { place: Place } => ({
      place: { kind: "member", owner: owner.id, steps },
    });
    const item = declaration(
      `${owner.id}#/properties/list/items`,
      place({ kind: "property", wire: "list" }, { kind: "item" }),
    );
    const value = declaration(`${owner.id}#/additionalProperties`, place({ kind: "value" }));
    const option = declaration(
      `${owner.id}#/properties/x/oneOf/1`,
      place({ kind: "property", wire: "x" }, { kind: "option", ordinal: 2 }),
    );
    expect(names(owner, item, value, option)).toEqual(["Role", "RoleListItem", "RoleValue", "RoleXOption2"]);
  });

  it("an inline enumeration yields to a file of its name and says what it is", () => {
    expect(
      names(
        declaration("beta/schemas/Approval.yaml#/properties/status", { kind: "enum" }),
        declaration("beta/schemas/Approval.yaml"),
        declaration("beta/schemas/ApprovalStatus.yaml"),
      ),
    ).toEqual(["ApprovalStatusEnum", "Approval", "ApprovalStatus"]);
  });

  it("bodies and answers by operation, shared answers by status, errors of a tag by the tag", () => {
    const request: Place = {
      kind: "request",
      operation: "POST /sources/{}",
      ordinal: 0,
      format: "multipart",
      steps: [],
    };
    const places: readonly Place[] = [
      request,
      { ...request, ordinal: 1, format: "form" },
      { kind: "answer", operation: "POST /sources/{}", status: "202", steps: [{ kind: "item" }] },
      { kind: "sharedAnswer", status: "401", key: "v3/responses/401.yaml", steps: [] },
      { kind: "sharedAnswer", status: "validation_failed", key: "validation_failed", steps: [] },
      { kind: "tagError", tag: "Custom Forms", steps: [] },
      { kind: "parameter", operation: "POST /sources/{}", wire: "detail-level", steps: [] },
      { kind: "event", event: "form-submitted", steps: [] },
    ];
    const declarations = places.map((place, index) => declaration(`beta/paths/p.yaml#/${String(index)}`, { place }));
    const table = assign({
      versions: [version("beta", { operations: [operation("POST /sources/{id} importAccounts")], declarations })],
    }).value.table;
    expect(declarations.map(({ id }) => versionNames(table, "beta").declarations.get(id)?.typescript.name)).toEqual([
      "ImportAccountsRequest",
      "ImportAccountsFormRequest",
      "ImportAccounts202ResponseItem",
      "UnauthorizedResponse",
      "ValidationFailedResponse",
      "CustomFormsErrorResponse",
      "ImportAccountsDetailLevel",
      "FormSubmittedPayload",
    ]);
  });

  it("a component key that differs is an alias, unless a file has that name", () => {
    const file = (path: string, ...componentKeys: readonly string[]): ReturnType<typeof declaration> =>
      declaration(path, { place: { kind: "file", file: path, componentKeys } });
    const table = assign({
      versions: [
        version("beta", {
          declarations: [
            file("beta/schemas/EventDocument.yaml", "Event"),
            file("beta/schemas/CampaignReference.yaml", "Campaign"),
            file("beta/schemas/Campaign.yaml"),
          ],
        }),
      ],
    }).value.table;
    const aliases = [...versionNames(table, "beta").declarations.values()].map((entry) =>
      entry.typescript.aliases.map(({ name }) => name),
    );
    expect(aliases).toEqual([["ModelEvent"], [], []]);
  });

  it("a request form is <Name>Input, and yields to a model of that name", () => {
    const table = assign({
      versions: [
        version("beta", {
          declarations: [declaration("beta/schemas/Form.yaml"), declaration("beta/schemas/FormInput.yaml")],
        }),
      ],
    }).value.table;
    expect([...versionNames(table, "beta").declarations.values()].map((entry) => entry.typescript.input)).toEqual([
      "FormRequestForm",
      "FormInputInput",
    ]);
  });
});
