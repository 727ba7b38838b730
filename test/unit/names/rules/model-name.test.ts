import { describe, expect, it } from "vitest";
import type { Declaration, Place, Step } from "../../../../generator/model/model.ts";
import { spelledName, spellingsOf } from "../../../../generator/names/rules/lower-case.ts";
import {
  modelCandidates,
  modelSpelling,
  stepsName,
  type ModelContext,
} from "../../../../generator/names/rules/model-name.ts";
import { newestFirst } from "../../../../generator/names/rules/newest.ts";
import { numbered, spelledCapitals, spelledOut, spelledSigns } from "../../../../generator/names/rules/signs.ts";
import { spelledTag, tagWords } from "../../../../generator/names/rules/tag-words.ts";
import { beta, model } from "../history/ledgers.ts";
import { declaration, version } from "../make-model.ts";

const CONTEXT: ModelContext = {
  nameOf: (id) => (id === "Role.yaml" ? "Role" : undefined),
  typeBaseOf: (operation) => (operation === "GET /a" ? "GetA" : undefined),
  eventNameOf: (event) => `Event${event}`,
  reserved: new Map([["Error", "x"]]),
  spellings: new Map([["accessprofile", "AccessProfile"]]),
};
const candidates = (place: Place, id = "p.yaml#/a/b-c/0", more: Partial<Declaration> = {}): readonly string[] =>
  modelCandidates({ ...declaration(id, { place }), ...more } as Declaration, CONTEXT);
const file = (path: string, more: Partial<Declaration> = {}): readonly string[] =>
  candidates({ kind: "file", file: path, componentKeys: [] }, path, more);
const WIRE: Step = { kind: "property", wire: "x-y" };

describe("the names that a declaration may have", () => {
  it.each([
    ["Role.yaml", "Role Role Role RoleCapitalR RoleSmall"],
    ["beta/schemas/Role.yaml", "Role BetaRole BetaRole Role RoleCapitalR RoleSmall"],
    ["beta/schemas/work-items/Role.yaml", "Role WorkItemRole BetaRole WorkItemBetaRole Role RoleCapitalR RoleSmall"],
    ["beta/responses/items/Role.yaml", "Role ItemRole BetaRole ItemBetaRole Role RoleCapitalR RoleSmall"],
    ["beta/other/items/Role.yaml", "Role BetaRole BetaRole Role RoleCapitalR RoleSmall"],
    ["schemas/items/Role.yaml", "Role ItemRole SchemasRole ItemSchemasRole Role RoleCapitalR RoleSmall"],
    ["Error.yaml", "ModelError ModelError ModelError ModelErrorCapitalE ModelErrorSmall"],
    ["2fa.yaml", "Model2fa Model2fa Model2fa Model2fa Model2faSmall"],
    ["a-b.v1.json", "ABV1 ABV1 ABV1DashDot ABV1DashDot ABV1DashDotSmall"],
    [
      "accessprofile.yaml",
      "AccessProfile AccessProfile AccessProfile AccessProfileCapitalACapitalP AccessProfileSmall",
    ],
  ])("of the file %s are %s", (path, expected) => {
    expect(file(path).join(" ")).toBe(expected);
  });

  it.each<[string, Place, string]>([
    [
      "a component",
      { kind: "component", file: "beta/r.yaml", key: "my-role" },
      "MyRole BetaMyRole MyRoleModel MyRoleDash MyRoleDash MyRoleDashSmall",
    ],
    ["a member", { kind: "member", owner: "Role.yaml", steps: [WIRE] }, "RoleXY RoleXYObject RoleXYObjectAtABC0"],
    [
      "a member of nothing known",
      { kind: "member", owner: "a/Other.yaml#/x", steps: [{ kind: "item" }] },
      "OtherItem OtherItemObject OtherItemObjectAtABC0",
    ],
    [
      "a body",
      { kind: "request", operation: "GET /a", ordinal: 0, format: "form", steps: [] },
      "GetARequest GetARequestObject GetARequestObjectAtABC0",
    ],
    [
      "another body",
      { kind: "request", operation: "POST /b-c", ordinal: 1, format: "form", steps: [{ kind: "value" }] },
      "POSTBCFormRequestValue POSTBCFormRequestValueObject POSTBCFormRequestValueObjectAtABC0",
    ],
    [
      "a response",
      { kind: "answer", operation: "GET /a", status: "404", steps: [] },
      "GetA404Response GetA404ResponseObject GetA404ResponseObjectAtABC0",
    ],
    [
      "any response",
      { kind: "answer", operation: "GET /a", status: "DEFAULT", steps: [] },
      "GetADefaultResponse GetADefaultResponseObject GetADefaultResponseObjectAtABC0",
    ],
    [
      "an error of a tag",
      { kind: "tagError", tag: "my tag", steps: [] },
      "MyTagErrorResponse MyTagErrorResponseObject MyTagErrorResponseObjectAtABC0",
    ],
    [
      "a parameter",
      { kind: "parameter", operation: "GET /a", wire: "sort-by", steps: [{ kind: "option", ordinal: 2 }] },
      "GetASortByOption2 GetASortByOption2Object GetASortByOption2ObjectAtABC0",
    ],
    [
      "an event",
      { kind: "event", event: "Made", steps: [{ kind: "part", wire: "" }] },
      "EventMadePayloadProperty EventMadePayloadPropertyObject EventMadePayloadPropertyObjectAtABC0",
    ],
    [
      "a shared parameter of a file",
      { kind: "sharedParameter", key: "wire", steps: [] },
      "PParameter PParameterObject PParameterObjectAtABC0",
    ],
  ])("of %s are its place, its kind and its pointer", (_, place, expected) => {
    expect(candidates(place).join(" ")).toBe(expected);
  });

  it.each([
    ["root.yaml#/components/parameters/my~1own~0key/schema", "MyOwnKeyParameter"],
    ["a/limit.yaml#/schema", "LimitParameter"],
    [".yaml#/schema", "WireParameter"],
    ["root.yaml#/x/components/parameters/key", "RootParameter"],
  ])("of the shared parameter %s begin with its key or file", (id, expected) => {
    expect(candidates({ kind: "sharedParameter", key: "wire", steps: [] }, id)[0]).toBe(expected);
  });

  it.each<[string, string, string]>([
    ["401", "v3/responses/401.yaml", "UnauthorizedResponse"],
    ["401", "v3/responses/Unauthorized.yaml", "UnauthorizedResponse"],
    ["400", "v3/responses/ValidationFailed.yaml", "ValidationFailedResponse"],
    ["400", "v3/responses/ErrorResponse.yaml", "ErrorResponse"],
    ["400", "validation_failed", "ValidationFailedResponse"],
    ["400", "MyResponse", "MyResponse"],
    ["418", "418", "Status418Response"],
    ["400", "a.yaml", "AResponse"],
    ["400", "123", "BadRequestResponse"],
    ["default", "default", "DefaultResponse"],
    ["4XX", "4XX", "Status4XXResponse"],
  ])("of the shared response %s %s begin with %s", (status, key, expected) => {
    expect(candidates({ kind: "sharedAnswer", status, key, steps: [] })[0]).toBe(expected);
  });

  it("of a shared response in a file are qualified by its folders", () => {
    expect(
      candidates({
        kind: "sharedAnswer",
        status: "400",
        key: "v3/responses/my-errors/400.yaml",
        steps: [{ kind: "item" }],
      }),
    ).toEqual([
      "BadRequestResponseItem",
      "MyErrorBadRequestResponseItem",
      "V3BadRequestResponseItem",
      "BadRequestResponseItemObject",
      "BadRequestResponseItemObjectAtABC0",
    ]);
  });

  it.each([
    ["200", "Ok"],
    ["201", "Created"],
    ["202", "Accepted"],
    ["204", "NoContent"],
    ["207", "MultiStatus"],
    ["304", "NotModified"],
    ["400", "BadRequest"],
    ["402", "PaymentRequired"],
    ["403", "Forbidden"],
    ["404", "NotFound"],
    ["405", "MethodNotAllowed"],
    ["406", "NotAcceptable"],
    ["408", "RequestTimeout"],
    ["409", "Conflict"],
    ["410", "Gone"],
    ["412", "PreconditionFailed"],
    ["413", "ContentTooLarge"],
    ["415", "UnsupportedMediaType"],
    ["422", "UnprocessableContent"],
    ["423", "Locked"],
    ["429", "TooManyRequests"],
    ["500", "InternalServerError"],
    ["501", "NotImplemented"],
    ["502", "BadGateway"],
    ["503", "ServiceUnavailable"],
    ["504", "GatewayTimeout"],
  ])("of the shared status %s say %s", (status, word) => {
    expect(candidates({ kind: "sharedAnswer", status, key: status, steps: [] })[0]).toBe(`${word}Response`);
  });

  it.each([
    ["json", "Json"],
    ["patch", "Patch"],
    ["multipart", "Multipart"],
    ["form", "Form"],
    ["binary", "Binary"],
    ["text", "Text"],
    ["xml", "Xml"],
  ] as const)("of a second body of the format %s say %s", (format, word) => {
    expect(candidates({ kind: "request", operation: "GET /a", ordinal: 1, format, steps: [] })[0]).toBe(
      `GetA${word}Request`,
    );
  });

  it.each([
    ["enum", "Enum"],
    ["union", "Union"],
    ["alias", "Alias"],
  ] as const)("of an inline %s say that it is one", (kind, word) => {
    const own = declaration("Role.yaml#/x", { kind, place: { kind: "member", owner: "Role.yaml", steps: [WIRE] } });
    expect(modelCandidates(own, CONTEXT)).toEqual(["RoleXY", `RoleXY${word}`, `RoleXY${word}AtX`]);
  });

  it("can be declared, and have words for each step", () => {
    expect(["", "Error", "1a", "Fine"].map((name) => modelSpelling(name, CONTEXT.reserved))).toEqual([
      "Unnamed",
      "ModelError",
      "Model1a",
      "Fine",
    ]);
    expect(
      stepsName([
        WIRE,
        { kind: "item" },
        { kind: "value" },
        { kind: "option", ordinal: 3 },
        { kind: "part", wire: "a" },
        { kind: "property", wire: "!" },
      ]),
    ).toBe("XYItemValueOption3AProperty");
  });
});

describe("names in lower case", () => {
  const spelled = (stem: string, title = "", known: Readonly<Record<string, string>> = {}): string =>
    spelledName(stem, { title }, new Map(Object.entries(known)));

  it.each<[string, string, Readonly<Record<string, string>>, string]>([
    ["accessprofile", "Access Profile", {}, "AccessProfile"],
    ["accessprofile", "accessProfile", {}, "AccessProfile"],
    ["accessprofile", "Accessprofile", {}, "accessprofile"],
    ["accessprofile", "Access Profiles", {}, "accessprofile"],
    ["accessprofile", "", { accessprofile: "AccessProfile" }, "AccessProfile"],
    ["accessprofile", "Access Profile", { accessprofile: "ACCESSProfile" }, "AccessProfile"],
    ["accessprofile_1", "Access Profile", {}, "AccessProfile_1"],
    ["accessprofile-12", "", { accessprofile: "AccessProfile" }, "AccessProfile-12"],
    ["accessprofile2", "", { accessprofile: "AccessProfile" }, "accessprofile2"],
    ["AccessProfile", "Access profile", { accessprofile: "X" }, "AccessProfile"],
    ["access-profile", "Access Profile", { accessprofile: "X" }, "access-profile"],
    ["1access", "", { "1access": "X" }, "1access"],
  ])("%s with the title %j and %j is %s", (stem, title, known, expected) => {
    expect(spelled(stem, title, known)).toBe(expected);
  });

  it("get the spellings of other versions, unless two differ", () => {
    const at = (place: Place, title = ""): Declaration => ({ ...declaration("x", { place }), title }) as Declaration;
    const own = version("v2", {
      declarations: [
        at({ kind: "file", file: "a/WorkItem.yaml", componentKeys: [] }),
        at({ kind: "component", file: "r.yaml", key: "MyKey" }),
        at({ kind: "file", file: "a/sodpolicy.yaml", componentKeys: [] }, "Sod Policy"),
        at({ kind: "file", file: "a/single.yaml", componentKeys: [] }, "Single"),
        at({ kind: "member", owner: "o", steps: [] }, "Not This"),
        at({ kind: "file", file: "a/TwoWays.yaml", componentKeys: [] }),
        at({ kind: "file", file: "b/TwOways.yaml", componentKeys: [] }),
      ],
    });
    const ledger = beta({
      models: {
        "a.yaml": model("AccessProfile"),
        "b.yaml#/properties/x": model("InnerName"),
        "c.yaml": model("QualifiedName", { why: "qualified" }),
        "d.yaml": model("Plain"),
      },
    });
    expect(Object.fromEntries(spellingsOf(ledger, { versions: [own] }))).toEqual({
      accessprofile: "AccessProfile",
      workitem: "WorkItem",
      mykey: "MyKey",
      sodpolicy: "SodPolicy",
    });
    expect(spellingsOf(undefined, { versions: [] }).size).toBe(0);
  });
});

describe("names that differ only in signs", () => {
  it.each([
    ["_", "Underscore"],
    ["-", "Dash"],
    [".", "Dot"],
    ["[", "Of"],
    ["$", "Dollar"],
    ["@", "At"],
    [":", "Colon"],
    ["<", "Before"],
    [">", "After"],
    ["!", "Not"],
    ["*", "Star"],
    ["~", "Like"],
    ["/", "Slash"],
    ["«", "Guillemet"],
    ["(", "Paren"],
    ["{", "Brace"],
    ["+", "Plus"],
    ["#", "Sharp"],
    ["&", "And"],
    ["|", "Or"],
    ["%", "Percent"],
    ["=", "Equals"],
    ["?", "Question"],
    [" ", "Space"],
    ["a", ""],
  ])("%j is %s", (sign, word) => {
    expect(spelledSigns(`x${sign}y`)).toBe(word);
  });

  it("get words, capitals and numbers", () => {
    expect(spelledCapitals("aBc-D1")).toBe("CapitalBCapitalD");
    expect(spelledOut("a-B", "AB")).toEqual(["ABDash", "ABDashCapitalB", "ABDashSmall"]);
    expect(numbered("A", () => true)).toBe("A2");
    expect(numbered("A", (name) => name === "A4")).toBe("A4");
  });

  it.each([
    ["a+b", ["a", "Plus", "b"]],
    ["a#b", ["a", "Sharp", "b"]],
    ["a&b", ["a", "And", "b"]],
    ["a/b", ["a", "Slash", "b"]],
    ["a_b", ["a", "Underscore", "b"]],
    ["a-b", ["a", "Dash", "b"]],
    ["a.b", ["a", "Dot", "b"]],
    ["a b", ["a", "b"]],
  ])("the tag %s is %j", (wire, words) => {
    expect(spelledTag(wire)).toEqual(words);
  });

  it("a tag has words that begin with a letter", () => {
    expect([tagWords("%"), tagWords("2 fa"), tagWords("fa 2")]).toEqual([["Default"], ["Tag", "2", "fa"], ["fa", "2"]]);
  });

  it("versions are sorted by number, newest first", () => {
    expect(newestFirst(["beta", "v3", "v2024", "v10", "alpha", "w3"], (label) => label)).toEqual([
      "v2024",
      "v10",
      "v3",
      "w3",
      "alpha",
      "beta",
    ]);
  });
});
