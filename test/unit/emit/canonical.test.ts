import fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { tidyChunk } from "../../../generator/emit/canonical.ts";
import { parseType } from "../../../generator/emit/type-text.ts";

/** What prettier makes of a statement. */
async function pretty(text: string): Promise<string> {
  return (await format(text, { parser: "typescript" })).trimEnd();
}

const name = fc.constantFrom(
  "A",
  "Role",
  "AccessProfileSummary",
  "AccessRequestPostApprovalRequestedItemsStatusItemApprovalInfo",
  "AccountAttributesChangedChangesItemNewValueOfEveryIdentityOfTheOrganisation",
);
const keyword = fc.constantFrom("string", "number", "boolean", "unknown", "null", "undefined");
const literal = fc.constantFrom('"A"', '"ACCESS_PROFILE"', '"NO_UNSTRUCTURED_TARGETS_PROVISIONING"', "12", "true");

/** Texts of types as we print them: parentheses where they are needed, one line. */
const { type } = fc.letrec<{ type: string; member: string; item: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(name, keyword, literal),
  item: fc.oneof(
    { weight: 4, arbitrary: tie("leaf") },
    fc
      .tuple(name, fc.array(tie("type"), { minLength: 1, maxLength: 2 }))
      .map(([of, list]) => `${of}<${list.join(", ")}>`),
  ),
  member: fc.oneof(
    { weight: 4, arbitrary: tie("item") },
    tie("item").map((item) => `${item}[]`),
    tie("item").map((item) => `readonly ${item}[]`),
    fc.tuple(tie("item"), tie("item")).map(([left, right]) => `(${left} | ${right})[]`),
    fc.tuple(name, name, tie("type")).map(([left, key, value]) => `(${left} & { ${key}: ${value} })`),
    fc
      .array(fc.tuple(fc.constantFrom("id", "name", "type", "arguments"), fc.boolean(), tie("type")), {
        minLength: 1,
        maxLength: 3,
      })
      .map(
        (list) => `{ ${list.map(([key, optional, value]) => `${key}${optional ? "?" : ""}: ${value}`).join("; ")} }`,
      ),
  ),
  type: fc.array(tie("member"), { minLength: 1, maxLength: 5 }).map((members) => members.join(" | ")),
}));

describe("types in prettier's style", () => {
  const options = { numRuns: 400, seed: 20250520 };
  // Of random types nearly all are known for certain; a change that makes us give up would hide behind that.
  let certain = 0;
  let all = 0;

  async function expectAsPrettier(text: string): Promise<void> {
    const tidied = tidyChunk(text);
    all += 1;
    if (!tidied.isCertain) return;
    certain += 1;
    expect(tidied.text).toBe(await pretty(text));
  }

  it("lays out properties", async () => {
    await fc.assert(
      fc.asyncProperty(name, type, (key, text) =>
        expectAsPrettier(`export interface X {\n  readonly ${key}?: ${text};\n}`),
      ),
      options,
    );
  });

  it("lays out index signatures", async () => {
    await fc.assert(
      fc.asyncProperty(type, (text) => expectAsPrettier(`export interface X {\n  [key: string]: ${text};\n}`)),
      options,
    );
  });

  it("lays out aliases", async () => {
    await fc.assert(
      fc.asyncProperty(name, type, (own, text) => expectAsPrettier(`export type ${own} = ${text};`)),
      options,
    );
  });

  it("lays out objects that a union narrows", async () => {
    await fc.assert(
      fc.asyncProperty(name, type, type, (own, left, right) =>
        expectAsPrettier(`export type ${own} = {\n  /** Its name. */\n  name: ${left};\n} & (${left} | ${right});`),
      ),
      options,
    );
  });

  it("is certain of most", () => {
    expect(certain / all).toBeGreaterThan(0.9);
  });

  it.each(["() => void", "A extends B ? C : D", "`a${string}`", "A<", "{ }", "[A, B]", "typeof x", '"it\\"s"'])(
    "does not know %s",
    (text) => {
      expect(parseType(text)).toBeUndefined();
    },
  );
});

describe("statements in prettier's style", () => {
  const long = "AccessRequestPostApprovalRequestedItemsStatusItem";

  it.each([
    `import type { ${long}, ${long}Input, Role } from "../models/access-requests.js";`,
    `import type { ${long}AndTheRest } from "../models/access-requests-and-the-rest.js";`,
    `export { Role, type ${long}, type ${long}Input } from "../models/roles.js";`,
    ...["A", long, `${long}Of`, "Record<string, unknown>", `${long} | ${long}Input | undefined`, "void"].flatMap(
      (answer) =>
        ["get", "getTheOrganisation", "getAccessRequestRecommendationsRequestedItemsOperation"].flatMap((own) =>
          ["Api", "AccessRequestRecommendationsApi"].flatMap((api) =>
            ["get", "getAccessRequestRecommendationsRequestedItems"].map(
              (method) =>
                `export const ${own}: SdkOperation<GetArgs, ${answer}> = /* @__PURE__ */ operationOf(${api}, "${method}");`,
            ),
          ),
        ),
    ),
    ...[
      `Call<${long}${long}[]>`,
      `Call<${long}${long}>`,
      `Call<${long} | undefined>`,
      `Call<${long} | ${long}Input | undefined>`,
      `Call<Record<string, ${long}${long}>>`,
      "string",
    ].map(
      (result) =>
        `export class Api extends Base {\n  list(args: ${long} = {}, options?: PageOptions): ${result} {\n    return this.call(args, options);\n  }\n}`,
    ),
    `export const Colour = {\n  RED: "RED",\n} as const;`,
    `export const ${long}${long} =\n  {\n    RED: "RED",\n  } as const;`,
    `export class Api extends Base {\n  list(args: ${long} = {}, options?: PageOptions): Pages<${long}> {\n    return this.pages(args, options, {\n      id: "list",\n      path: "/beta/access-request-identity-metrics/{identityId}/requested-objects/{requestedObjectId}",\n    });\n  }\n}`,
    `export class Api extends Base {\n  request<T = unknown>(method: Operation["method"], path: string, request?: RawRequest): Call<T> {\n    return send(this, method);\n  }\n}`,
    `export class Api extends Base {\n  list(args: ${long} = {}, options?: PageOptions): Pages<${long}> {\n    return this.pages(list, args, options);\n  }\n}`,
    `export class Client {\n  declare readonly a: A;\n  declare readonly iaiAccessRequestRecommendationsOfTheOrganisation: IaiAccessRequestRecommendationsApi;\n  constructor(core: Core) {\n    this.core = core;\n    this.roles = new RolesApi(core);\n    this.searchAttributeConfiguration = new SearchAttributeConfigurationApi(core);\n    this.suggestedEntitlementDescription = new SuggestedEntitlementDescriptionApi(core);\n  }\n}`,
    `/** Nothing. */\nexport interface ${long}${long} {\n}`,
    `export class Client {\n}`,
    `export function createVersionMock(): Mock {\n  return createMock({ operations });\n}`,
  ])("%s", async (text) => {
    const tidied = tidyChunk(text);
    expect(tidied.isCertain).toBe(true);
    expect(tidied.text).toBe(await pretty(text));
  });

  it("is not certain of what only prettier knows", () => {
    expect(tidyChunk(`export enum A { B }`).isCertain).toBe(false);
    expect(tidyChunk(`export interface A {\n  "é": string;\n}`).isCertain).toBe(false);
    expect(tidyChunk(`export type A = "${"日本語".repeat(12)}" | "b";`).isCertain).toBe(false);
    expect(
      tidyChunk(`const operations: readonly Operation[] = /* @__PURE__ */ listOperations(\n  getM,\n);`).isCertain,
    ).toBe(false);
    expect(tidyChunk(`/** 日本語 */\nexport interface A {\n  a: string;\n}`).isCertain).toBe(true);
    expect(tidyChunk(`export interface A {\n  a: "it\\"s";\n}`).isCertain).toBe(false);
    expect(tidyChunk(`export interface A {\n  a: () => void;\n  ${"b".repeat(80)}: () => void;\n}`).isCertain).toBe(
      false,
    );
  });
});
