import { stringify, treeOf } from "../support/spec.ts";
import type { SourceTree } from "../../generator/load/tree.ts";

export type Node = Record<string, unknown>;

const json = (schema: unknown): Node => ({ "application/json": { schema } });
const component = (name: string): Node => ({ $ref: `#/components/schemas/${name}` });
const path = (name: string): Node => ({ name, in: "path", required: true, schema: { type: "string" } });
const query = (name: string, schema: Node, more: Node = {}): Node => ({ name, in: "query", schema, ...more });

/** A small spec in which everything stands that a single edit can change. Made anew for each edit. */
export function smallSpec(): Node {
  return {
    openapi: "3.0.1",
    info: { title: "Test", version: "1" },
    servers: [{ url: "https://x.example/beta" }],
    tags: [{ name: "Roles", description: "About roles." }],
    paths: {
      "/roles": {
        get: {
          operationId: "listRoles",
          summary: "Lists roles.",
          tags: ["Roles"],
          security: [{ userAuth: ["roles:read"] }],
          "x-sailpoint-userLevels": ["ADMIN"],
          parameters: [
            query("limit", { type: "integer", maximum: 250, default: 250 }),
            query("offset", { type: "integer" }),
            query("count", { type: "boolean" }),
            query(
              "filters",
              { type: "string" },
              {
                description:
                  "Filter results using the standard syntax\n\nFiltering is supported for the following fields and operators:\n\n**name**: *eq, sw*\n\n**id**: *eq, in*\n\n**created**: *gt, lt*",
              },
            ),
            query(
              "sorters",
              { type: "string" },
              {
                description:
                  "Sort results using the standard syntax\n\nSorting is supported for the following fields: **name, created**",
              },
            ),
            query("colors", { type: "array", items: { type: "string" } }, { style: "form", explode: true }),
            query("level", { type: "string", enum: ["LOW", "HIGH"] }),
            query("age", { type: "integer" }),
          ],
          responses: {
            "200": {
              description: "Roles.",
              headers: { "X-Total-Count": { schema: { type: "integer" } } },
              content: json({ type: "array", items: component("Role") }),
            },
            "400": { description: "Bad.", content: json(component("Problem")) },
          },
        },
        post: {
          operationId: "createRole",
          tags: ["Roles"],
          requestBody: { required: true, content: json(component("Role")) },
          responses: {
            "201": { description: "Made.", content: json(component("Role")) },
            "400": { description: "Bad.", content: json(component("Problem")) },
          },
        },
      },
      "/roles/{id}": {
        get: {
          operationId: "getRole",
          tags: ["Roles"],
          parameters: [path("id")],
          responses: {
            "200": { description: "The role.", content: json(component("Role")) },
            "404": { description: "None.", content: json(component("Problem")) },
          },
        },
        put: {
          operationId: "setRole",
          tags: ["Roles"],
          parameters: [path("id"), query("force", { type: "boolean" })],
          requestBody: { required: true, content: json(component("Role")) },
          responses: { "200": { description: "Set.", content: json(component("Role")) } },
        },
        delete: {
          operationId: "deleteRole",
          tags: ["Roles"],
          parameters: [path("id")],
          responses: { "204": { description: "Gone." } },
        },
      },
      "/roles/{id}/icon": {
        put: {
          operationId: "setIcon",
          tags: ["Roles"],
          parameters: [path("id")],
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
      "/roles/search": {
        post: {
          operationId: "searchRoles",
          tags: ["Roles"],
          requestBody: { content: json(component("Search")) },
          responses: {
            "200": { description: "Found.", content: json({ type: "array", items: component("Summary") }) },
          },
        },
      },
      "/report": {
        get: {
          operationId: "getReport",
          tags: ["Reports"],
          responses: { "200": { description: "The report.", content: json(component("Report")) } },
        },
      },
    },
    "x-webhooks": {
      "role-changed": {
        post: {
          operationId: "roleChanged",
          summary: "Role changed",
          requestBody: { content: json(component("Changed")) },
          responses: { "200": { description: "Read." } },
          "x-sailpoint-event-trigger": { id: "idn:role-changed" },
        },
      },
    },
    components: {
      securitySchemes: { userAuth: { type: "http", scheme: "bearer" } },
      schemas: {
        // Sent and read.
        Role: {
          type: "object",
          required: ["name", "kind"],
          properties: {
            id: { type: "string", readOnly: true },
            name: { type: "string", description: "Its name.", maxLength: 100 },
            kind: component("Kind"),
            secret: { type: "string", writeOnly: true },
            count: { type: "integer", format: "int32", default: 3 },
            note: { type: "string" },
            remark: { type: "string", nullable: true },
            tags: { type: "array", items: { type: "string" } },
            owner: component("Owner"),
            shape: component("Shape"),
            names: component("Names"),
          },
        },
        Kind: { type: "string", enum: ["STANDARD", "BUSINESS"] },
        Owner: { type: "object", properties: { id: { type: "string" }, type: { type: "string", enum: ["IDENTITY"] } } },
        Circle: {
          type: "object",
          required: ["type"],
          properties: { type: { type: "string" }, colour: { type: "string" }, radius: { type: "number" } },
        },
        Square: {
          type: "object",
          required: ["type"],
          properties: { type: { type: "string" }, colour: { type: "string" }, side: { type: "number" } },
        },
        Triangle: {
          type: "object",
          required: ["type"],
          properties: { type: { type: "string" }, colour: { type: "string" }, height: { type: "number" } },
        },
        Shape: {
          oneOf: [component("Circle"), component("Square")],
          discriminator: {
            propertyName: "type",
            mapping: { circle: "#/components/schemas/Circle", square: "#/components/schemas/Square" },
          },
        },
        Names: { type: "array", items: { type: "string" } },
        // Sent only.
        Search: {
          type: "object",
          required: ["query"],
          properties: {
            query: { type: "string" },
            size: { type: "number" },
            mode: { type: "string", enum: ["FAST", "EXACT"] },
            extra: { type: "string", nullable: true },
            within: { type: "array", items: { type: "string" } },
            value: { oneOf: [{ type: "string" }, { type: "number" }] },
            options: { type: "object", additionalProperties: { type: "string" } },
          },
        },
        // Read only.
        Summary: {
          type: "object",
          required: ["id", "total"],
          properties: {
            id: { type: "string" },
            total: { type: "integer" },
            state: { type: "string", enum: ["ON", "OFF"] },
            grade: { type: "integer", enum: [1, 2] },
            next: { type: "string", nullable: true },
            parts: { type: "array", items: { type: "string" } },
            labels: { type: "object", additionalProperties: { type: "string" } },
            value: { oneOf: [{ type: "string" }, { type: "number" }] },
            figure: component("Shape"),
          },
        },
        Report: { type: "object", required: ["lines"], properties: { lines: { type: "integer" } } },
        Problem: { type: "object", properties: { detailCode: { type: "string" } } },
        Other: { type: "object", required: ["reason"], properties: { reason: { type: "string" } } },
        Changed: {
          type: "object",
          required: ["roleId"],
          properties: { roleId: { type: "string" }, by: { type: "string" } },
        },
      },
    },
  };
}

export function treesOf(spec: Node): readonly SourceTree[] {
  return [treeOf({ "spec.json": stringify(spec) })];
}

/** The node at a path of keys. */
export function at(node: Node, ...keys: readonly (string | number)[]): Node {
  return keys.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], node) as Node;
}
