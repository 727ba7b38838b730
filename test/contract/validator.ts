import { Ajv, type ValidateFunction } from "ajv";
import type { Raw, RawOperation, RawParameter } from "./raw-spec.ts";

/** A request as a server sees it. */
export interface SeenRequest {
  readonly method: string;
  /** Path with query, as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false, allowUnionTypes: true });
const compiled = new WeakMap<object, ValidateFunction>();

/** Everything that is wrong with a request for an operation, by the raw spec. Empty when it would be accepted. */
export function checkRequest(operation: RawOperation, request: SeenRequest): string[] {
  const url = new URL(request.url, "http://localhost");
  const problems: string[] = [];
  if (request.method !== operation.method) problems.push(`method ${request.method}, not ${operation.method}`);
  if (/[{}]|%7B|%7D/iu.test(url.pathname)) problems.push(`a placeholder is left in ${url.pathname}`);
  problems.push(...checkPath(operation, url.pathname));
  problems.push(...checkQuery(operation, url.searchParams));
  problems.push(...checkHeaders(operation, request));
  problems.push(...checkBody(operation, request));
  return problems;
}

function checkPath(operation: RawOperation, path: string): string[] {
  const expected = `/${operation.version}${operation.sentPath}`.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) return [`path ${path} does not fit ${expected.join("/")}`];
  return expected.flatMap((segment, index) => {
    const value = decodeURIComponent(actual[index] ?? "");
    if (segment.includes("{")) return value === "" ? [`the segment ${segment} is empty`] : [];
    return segment === value ? [] : [`the segment ${segment} is ${value}`];
  });
}

function checkQuery(operation: RawOperation, query: URLSearchParams): string[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === "query");
  const unknown = [...new Set(query.keys())].filter((name) => !declared.some((parameter) => parameter.name === name));
  const missing = declared.filter((parameter) => parameter.required && !query.has(parameter.name));
  return [
    ...unknown.map((name) => `the query parameter ${name} is not declared`),
    ...missing.map((parameter) => `the query parameter ${parameter.name} is missing`),
    ...declared.flatMap((parameter) => checkQueryValue(parameter, query.getAll(parameter.name))),
  ];
}

function checkQueryValue(parameter: RawParameter, values: readonly string[]): string[] {
  if (values.length === 0) return [];
  const isList = parameter.schema["type"] === "array";
  const list = isList && parameter.explode === false ? values.flatMap((value) => value.split(",")) : values;
  if (!isList && list.length > 1) return [`the query parameter ${parameter.name} stands ${list.length} times`];
  const schema = isList ? ((parameter.schema["items"] as Raw | undefined) ?? {}) : parameter.schema;
  return list.flatMap((value) => checkScalar(`the query parameter ${parameter.name}`, value, schema));
}

function checkScalar(what: string, value: string, schema: Raw): string[] {
  switch (schema["type"]) {
    case "integer":
      return /^-?\d+$/u.test(value) ? [] : [`${what} is no integer: ${value}`];
    case "number":
      return Number.isFinite(Number(value)) && value !== "" ? [] : [`${what} is no number: ${value}`];
    case "boolean":
      return value === "true" || value === "false" ? [] : [`${what} is no truth value: ${value}`];
    default: {
      const values = schema["enum"];
      return Array.isArray(values) && !values.map(String).includes(value)
        ? [`${what} is none of its values: ${value}`]
        : [];
    }
  }
}

function checkHeaders(operation: RawOperation, request: SeenRequest): string[] {
  return operation.parameters
    .filter(
      (parameter) =>
        parameter.in === "header" && parameter.required && request.headers[parameter.name.toLowerCase()] === undefined,
    )
    .map((parameter) => `the header ${parameter.name} is missing`);
}

function checkBody(operation: RawOperation, request: SeenRequest): string[] {
  const { body } = operation;
  const type =
    String(request.headers["content-type"] ?? "")
      .split(";")[0]
      ?.trim() ?? "";
  if (body === undefined) return request.body.length > 0 ? ["there is a body and none is declared"] : [];
  if (request.body.length === 0) return body.required ? ["the body is missing"] : [];
  const content = body.contents[type];
  if (content === undefined)
    return [`the content type ${type} is not declared (${Object.keys(body.contents).join(", ")})`];
  if (type.startsWith("multipart/")) return checkMultipart(content.schema, request);
  if (!/json$/u.test(type)) return [];
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString("utf8"));
  } catch {
    return ["the body is not JSON"];
  }
  if (
    type === "application/json-patch+json" &&
    operation.method === "PATCH" &&
    content.schema["type"] === "array" &&
    !Array.isArray(value)
  )
    return ["a JSON Patch must be a list"];
  const validate = compile(content.schema);
  return validate(value) ? [] : [`the body is not valid: ${ajv.errorsText(validate.errors)}`];
}

/** The fields of a multipart body by name, with what they hold. */
export function readMultipart(
  request: SeenRequest,
): Map<string, { readonly fileName: string | undefined; readonly text: string }> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/u.exec(String(request.headers["content-type"]));
  const parts = request.body
    .toString("latin1")
    .split(`--${boundary?.[1] ?? boundary?.[2] ?? ""}`)
    .slice(1, -1);
  const fields = new Map<string, { fileName: string | undefined; text: string }>();
  for (const part of parts) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = /name="([^"]*)"/u.exec(head)?.[1];
    if (name !== undefined)
      fields.set(name, {
        fileName: /filename="([^"]*)"/u.exec(head)?.[1],
        text: rest.join("\r\n\r\n").replace(/\r\n$/u, ""),
      });
  }
  return fields;
}

function checkMultipart(schema: Raw, request: SeenRequest): string[] {
  const fields = readMultipart(request);
  const properties = (schema["properties"] as Raw | undefined) ?? {};
  const required = (schema["required"] as string[] | undefined) ?? [];
  return [
    ...required.filter((name) => !fields.has(name)).map((name) => `the field ${name} is missing`),
    ...[...fields.keys()]
      .filter((name) => Object.keys(properties).length > 0 && !(name in properties))
      .map((name) => `the field ${name} is not declared`),
  ];
}

function compile(schema: Raw): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const validate = ajv.compile(forRequests(schema) as object);
  compiled.set(schema, validate);
  return validate;
}

/** OpenAPI 3.0 as JSON Schema, for what is sent: `nullable`, and members only the service sets are not required. */
function forRequests(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forRequests);
  if (typeof node !== "object" || node === null) return node;
  const raw = node as Raw;
  const result: Raw = {};
  for (const [key, value] of Object.entries(raw)) {
    // Documentation, and keywords that the real specs misuse on purpose of nobody (lengths on numbers, patterns against their own examples).
    if (
      [
        "example",
        "examples",
        "description",
        "title",
        "default",
        "discriminator",
        "nullable",
        "readOnly",
        "pattern",
        "minLength",
        "maxLength",
        "xml",
        "externalDocs",
        "deprecated",
        "format",
        "minimum",
        "maximum",
      ].includes(key) ||
      key.startsWith("x-")
    ) {
      if (key !== "default" && !(key in ((raw["properties"] as Raw | undefined) ?? {}))) continue;
      continue;
    }
    if (key === "properties")
      result[key] = Object.fromEntries(
        Object.entries(value as Raw).map(([name, property]) => [name, forRequests(property)]),
      );
    else if (key === "oneOf") result["anyOf"] = forRequests(value);
    else if (key === "required") {
      if (!Array.isArray(value)) continue;
      const properties = (raw["properties"] as Record<string, Raw> | undefined) ?? {};
      const list = value.filter(
        (name: string) =>
          raw["properties"] === undefined || (name in properties && properties[name]?.["readOnly"] !== true),
      );
      if (raw["properties"] !== undefined && list.length > 0) result[key] = list;
    } else if (key === "type") {
      if (["string", "number", "integer", "boolean", "array", "object"].includes(String(value))) result[key] = value;
    } else if (key === "enum") {
      if (Array.isArray(value))
        result[key] = [
          ...new Set([...value, ...value.map((entry) => (typeof entry === "boolean" ? String(entry) : entry))]),
        ];
    } else if (key === "items") {
      if (raw["type"] === undefined || raw["type"] === "array") result[key] = forRequests(value);
    } else result[key] = forRequests(value);
  }
  const { example } = raw;
  // Where the vendor's own example is a list of such scalars, both are taken.
  if (isScalarType(raw["type"]) && Array.isArray(example) && example.length > 0)
    return { anyOf: [result, { type: "array", items: result }] };
  if (raw["nullable"] === true) return { anyOf: [result, { type: "null" }] };
  return result;
}

function isScalarType(type: unknown): boolean {
  return type === "string" || type === "number" || type === "integer" || type === "boolean";
}
