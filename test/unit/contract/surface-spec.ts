import { stringify, treeOf } from "../../support/spec.ts";
import type { SourceTree } from "../../../generator/load/tree.ts";

type Node = Record<string, unknown>;

/** A spec in which everything that `surface.json` tells stands once. Made anew for each test, which may change it. */
export function publicSpec(): { root: Node; role: Node } {
  const role: Node = {
    type: "object",
    description: "A role.",
    required: ["name"],
    properties: {
      id: { type: "string", readOnly: true, example: "2c91" },
      name: { type: "string", description: "Its name.", maxLength: 100 },
      kind: { type: "string", enum: ["STANDARD", "BUSINESS"] },
      secret: { type: "string", writeOnly: true },
      count: { type: "integer", format: "int32", default: 3 },
      tags: { type: "array", items: { type: "string" } },
      owner: { $ref: "root.json#/components/schemas/Owner" },
      shape: { $ref: "root.json#/components/schemas/Shape" },
      names: { $ref: "root.json#/components/schemas/Names" },
    },
    additionalProperties: { type: "string" },
  };
  const json = (schema: unknown): Node => ({ "application/json": { schema } });
  const ref = { $ref: "role.json" };
  const root: Node = {
    openapi: "3.0.1",
    info: { title: "Test", version: "1" },
    servers: [{ url: "https://x.example/beta" }],
    tags: [{ name: "Roles", description: "About roles." }],
    paths: {
      "/roles": {
        get: {
          operationId: "listRoles",
          summary: "Lists roles.",
          description: "All of them.",
          tags: ["Roles"],
          security: [{ userAuth: ["roles:read"] }],
          "x-sailpoint-userLevels": ["ADMIN"],
          parameters: [
            { name: "limit", in: "query", schema: { type: "integer", maximum: 250, default: 250 } },
            { name: "offset", in: "query", schema: { type: "integer" } },
            { name: "count", in: "query", schema: { type: "boolean" } },
            {
              name: "filters",
              in: "query",
              schema: { type: "string" },
              description:
                "Filter results using the standard syntax\n\nFiltering is supported for the following fields and operators:\n\n**name**: *eq, sw*\n\n**id**: *eq, in*",
            },
            {
              name: "sorters",
              in: "query",
              schema: { type: "string" },
              description:
                "Sort results using the standard syntax\n\nSorting is supported for the following fields: **name, created**",
            },
            {
              name: "colors",
              in: "query",
              style: "pipeDelimited",
              explode: false,
              schema: { type: "array", items: { type: "string" } },
            },
          ],
          responses: {
            "200": {
              description: "Roles.",
              headers: { "X-Total-Count": { schema: { type: "integer" }, description: "How many." } },
              content: json({ type: "array", items: ref }),
            },
            "400": { description: "Bad.", content: json({ $ref: "#/components/schemas/Problem" }) },
          },
        },
        post: {
          operationId: "createRole",
          summary: "Makes a role.",
          tags: ["Roles"],
          requestBody: { required: true, content: json(ref) },
          responses: { "201": { description: "Made.", content: json(ref) } },
        },
      },
      "/roles/{id}": {
        get: {
          operationId: "getRole",
          summary: "Gives a role.",
          tags: ["Roles"],
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" }, example: "2c91" }],
          responses: { "200": { description: "The role.", content: json(ref) } },
        },
      },
      "/roles/{id}/icon": {
        put: {
          operationId: "setIcon",
          tags: ["Roles"],
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          requestBody: {
            content: {
              "multipart/form-data": {
                schema: {
                  type: "object",
                  required: ["image"],
                  properties: { image: { type: "string", format: "binary" }, title: { type: "string" } },
                },
              },
            },
          },
          responses: { "204": { description: "Set." } },
        },
      },
    },
    components: {
      securitySchemes: { userAuth: { type: "http", scheme: "bearer" } },
      schemas: {
        Owner: { type: "object", properties: { id: { type: "string" }, type: { type: "string", enum: ["IDENTITY"] } } },
        Circle: {
          type: "object",
          required: ["type"],
          properties: { type: { type: "string" }, radius: { type: "number" } },
        },
        Square: {
          type: "object",
          required: ["type"],
          properties: { type: { type: "string" }, side: { type: "number" } },
        },
        Shape: {
          oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }],
          discriminator: {
            propertyName: "type",
            mapping: { circle: "#/components/schemas/Circle", square: "#/components/schemas/Square" },
          },
        },
        Names: { type: "array", items: { type: "string" } },
        Problem: { type: "object", properties: { detailCode: { type: "string" } } },
      },
    },
  };
  return { root, role };
}

export function treesOf({ root, role }: ReturnType<typeof publicSpec>): readonly SourceTree[] {
  return [treeOf({ "root.json": stringify(root), "role.json": stringify(role) })];
}

/** The node at a path of keys. */
export function at(node: Node, ...keys: readonly (string | number)[]): Node {
  return keys.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], node) as Node;
}
