import { describe, expect, it } from "vitest";
import { assignNames } from "../../../generator/names/assign.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import { declarationNames, operationNames, versionNames, type VersionNames } from "../../../generator/names/table.ts";
import { processSpec, rootOf } from "../../support/spec.ts";
import { namings } from "../../support/namings.ts";

function namesOf(files: Readonly<Record<string, string>>): {
  readonly names: VersionNames;
  readonly models: readonly string[];
  readonly warnings: readonly string[];
} {
  const { version } = processSpec(files);
  const { value, diagnostics } = assignNames({
    model: { versions: [version] },
    ledger: undefined,
    overrides: NO_OVERRIDES,
    namings: namings(new Map([["beta", "Beta"]])),
    frozen: false,
    retire: false,
  });
  const names = versionNames(value.table, "beta");
  return {
    names,
    models: version.declarations.map(({ id }) => declarationNames(names, id).typescript.name).sort(),
    warnings: diagnostics
      .filter(({ severity }) => severity === "warning" || severity === "error")
      .map(({ severity, code }) => `${severity} ${code}`),
  };
}

const operation = (id: string, responses: string, parameters = "[]"): string =>
  `/${id}: { get: { operationId: ${id}, tags: [T], parameters: ${parameters}, responses: ${responses} } }`;

describe("names that many want", () => {
  it("are told apart by the files of responses that share a status", () => {
    const letters = ["Users", "Roles", "Jobs", "Apps", "Sites", "Teams", "400", "BadRequest"];
    const files = Object.fromEntries(
      letters.map((name) => [
        `responses/${name}.yaml`,
        `{ description: ok, content: { application/json: { schema: { type: object, properties: { p${name}: { type: string } } } } } }`,
      ]),
    );
    const paths = letters.map((name) => operation(`list${name}`, `{ '200': { $ref: './responses/${name}.yaml' } }`));
    const { models, warnings } = namesOf({ "root.yaml": rootOf({ paths: paths.join("\n") }), ...files });
    expect(models).toEqual(
      [
        "AppsResponse",
        "JobsResponse",
        "OkResponse",
        "RolesResponse",
        "SitesResponse",
        "TeamsResponse",
        "UsersResponse",
        models.find((name) => /OkResponse./u.test(name) || /.OkResponse/u.test(name)),
      ].sort(),
    );
    expect(warnings.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("are settled for any number of components of one spelling", () => {
    const keys = [
      "Page«User»",
      "Page<User>",
      "Page[User]",
      "Page(User)",
      "Page{User}",
      "page user",
      "PAGE USER",
      "Page\\u200bUser",
      "Page\\u200b\\u200bUser",
    ];
    const schemas = keys
      .map((key, index) => `"${key}": { type: object, properties: { p${String(index)}: { type: string } } }`)
      .join("\n");
    const { models, warnings } = namesOf({ "root.yaml": rootOf({ schemas }) });
    expect(new Set(models.map((name) => name.toLowerCase())).size).toBe(keys.length);
    expect(warnings.filter((line) => line.startsWith("error"))).toEqual([]);
    expect(warnings.length).toBe(keys.length - 1);
    // Numbers are for what differs in nothing that anybody could say.
    expect(models.filter((name) => /\d$/u.test(name)).length).toBeLessThanOrEqual(2);
  });

  it.each([2, 3, 5, 9])("are settled for %i parameters and properties of one name", (count) => {
    const spellings = ["a-b", "a_b", "aB", "a.b", "A-B", "a b", "a\\u200b-b", "a\\u200b\\u200b-b", "a\\u2060-b"].slice(
      0,
      count,
    );
    const parameters = `[${spellings.map((name) => `{ name: "${name}", in: query, schema: { type: string } }`).join(", ")}]`;
    const properties = spellings.map((name) => `"${name}": { type: string }`).join(", ");
    const { names } = namesOf({
      "root.yaml": rootOf({
        paths: operation(
          "getA",
          `{ '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } }`,
          parameters,
        ),
        schemas: `A: { type: object, properties: { ${properties} } }`,
      }),
    });
    const own = operationNames(names, "GET /getA");
    const cmdlet = own.powershell.parameters.map(({ name }) => name.toLowerCase());
    const model = declarationNames(names, "root.yaml#/components/schemas/A").powershell.parameters.map(({ name }) =>
      name.toLowerCase(),
    );
    const argument = [...own.typescript.parameters.values()].map((name) => name.toLowerCase());
    for (const list of [cmdlet, model, argument]) expect([list.length, new Set(list).size]).toEqual([count, count]);
  });
});
