import { describe, expect, it } from "vitest";
import type { RawOperation } from "./raw-spec.ts";
import { checkRequest, type SeenRequest } from "./validator.ts";

const operation: RawOperation = {
  version: "beta",
  method: "PATCH",
  path: "/roles/{id}",
  sentPath: "/roles/{id}",
  operationId: "patchRole",
  parameters: [
    {
      in: "path",
      name: "id",
      required: true,
      schema: { type: "string" },
      style: undefined,
      explode: undefined,
      example: undefined,
      examples: [],
    },
    {
      in: "query",
      name: "limit",
      required: true,
      schema: { type: "integer" },
      style: undefined,
      explode: undefined,
      example: undefined,
      examples: [],
    },
  ],
  body: {
    required: true,
    contents: {
      "application/json-patch+json": {
        schema: {
          type: "array",
          items: {
            type: "object",
            properties: { op: { type: "string", enum: ["add"] }, path: { type: "string" } },
            required: ["op", "path"],
          },
        },
        example: undefined,
        examples: [],
      },
      "multipart/form-data": {
        schema: { type: "object", properties: { file: { type: "string", format: "binary" } }, required: ["file"] },
        example: undefined,
        examples: [],
      },
    },
  },
  answers: {},
  totals: false,
};

const good: SeenRequest = {
  method: "PATCH",
  url: "/beta/roles/1?limit=2",
  headers: { "content-type": "application/json-patch+json" },
  body: Buffer.from('[{"op":"add","path":"/a"}]'),
};

describe("the independent validator", () => {
  it("accepts a right request", () => {
    expect(checkRequest(operation, good)).toEqual([]);
  });

  it.each<[string, Partial<SeenRequest>, RegExp]>([
    ["a wrong JSON Patch body", { body: Buffer.from('{"op":"add","path":"/a"}') }, /must be a list/u],
    ["a wrong operation in a JSON Patch", { body: Buffer.from('[{"op":"put","path":"/a"}]') }, /allowed values/u],
    ["a wrong content type", { headers: { "content-type": "application/json" } }, /content type application\/json/u],
    ["a missing required body", { body: Buffer.alloc(0) }, /body is missing/u],
    [
      "a missing multipart field",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: Buffer.from('--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b--\r\n'),
      },
      /field file is missing/u,
    ],
    ["an undeclared query parameter", { url: "/beta/roles/1?limit=2&extra=1" }, /extra is not declared/u],
    ["a missing query parameter", { url: "/beta/roles/1" }, /limit is missing/u],
    ["a query value of another type", { url: "/beta/roles/1?limit=two" }, /no integer/u],
    ["a placeholder in the path", { url: "/beta/roles/{id}?limit=2" }, /placeholder/u],
    ["another path", { url: "/beta/rules/1?limit=2" }, /segment roles/u],
    ["another method", { method: "PUT" }, /method PUT/u],
  ])("rejects %s", (_, change, problem) => {
    expect(checkRequest(operation, { ...good, ...change }).join("; ")).toMatch(problem);
  });
});
