/**
 * Wire samples: values made from the raw document go through both emitted clients to a server, and a validator that
 * knows nothing of the generator reads what arrives.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv";
import { OpenAPIBackend } from "openapi-backend";
import { sample } from "openapi-sampler";
import qs from "qs";
import { resolve } from "./raw.mjs";
import { shuffled } from "./random.mjs";

const LENIENT = { strict: false, validateFormats: false, allErrors: false, logger: false };
const values = new Ajv(LENIENT);
const texts = new Ajv({ ...LENIENT, coerceTypes: "array" });

/** The validator of a document; operations are known to it by `METHOD path`. */
export async function readValidator(document) {
  const definition = structuredClone(document);
  for (const [path, item] of Object.entries(definition.paths ?? {})) {
    const own = resolve(definition, item);
    if (own !== item) definition.paths[path] = own;
    for (const [method, operation] of Object.entries(own ?? {}))
      if (typeof operation === "object" && operation !== null && !Array.isArray(operation) && method !== "parameters")
        operation.operationId = `${method.toUpperCase()} ${path}`;
  }
  const api = new OpenAPIBackend({
    definition,
    quick: true,
    ajvOpts: LENIENT,
    coerceTypes: true,
    apiRoot: "/",
    // A path that ends with a slash has its slash on the wire, which the validator would take away.
    ignoreTrailingSlashes: false,
  });
  await api.init();
  return api;
}

/** Up to ten operations, chosen by seed, that values could be made for: `{ operation, entry, given }`. */
export function chooseSamples({ document, api, raw, surface, name, count = 10 }) {
  const entries = new Map(surface.operations.map((entry) => [`${entry.method.toUpperCase()} ${entry.path}`, entry]));
  const known = new Map(api.router.getOperations().map((operation) => [operation.operationId, operation]));
  const chosen = [];
  for (const operation of shuffled(raw, `${name} wire`)) {
    if (chosen.length >= count) break;
    const entry = entries.get(operation.key);
    const read = known.get(operation.key);
    if (entry === undefined || read === undefined || !canValidate(api, operation.key)) continue;
    const given = valuesFor({ document, operation, read });
    if (given !== undefined) chosen.push({ operation, entry, given });
  }
  return chosen;
}

/** Whether the validator can read the operation's schemas at all: a circle or an odd keyword stops it. */
function canValidate(api, key) {
  try {
    return api.validator.getRequestValidatorsForOperation(key) !== undefined;
  } catch {
    return false;
  }
}

/** A value for each parameter and the body; undefined where a needed one cannot be made. */
function valuesFor({ document, operation, read }) {
  const parameters = [];
  for (const parameter of operation.parameters) {
    const schema = (read.parameters ?? []).find(
      (one) => one.in === parameter.in && one.name === parameter.name,
    )?.schema;
    const value = parameterValue({ document, parameter, schema });
    if (value === undefined && parameter.required === true) return undefined;
    if (value !== undefined) parameters.push({ parameter, value });
  }
  const body = resolve(document, operation.operation.requestBody);
  if (body === undefined) return { parameters };
  const [type, content] = Object.entries(body.content ?? {})[0] ?? [];
  const readSchema = read.requestBody?.content?.[type]?.schema;
  const value = type === undefined ? undefined : bodyValue({ document, type, content, readSchema });
  if (value === undefined) return body.required === true ? undefined : { parameters };
  const files = type.startsWith("multipart/") ? filesOf(readSchema) : [];
  return { parameters, body: { type, value: withFiles(value, files), schema: readSchema, files } };
}

/** What a file of a form holds; `file.txt` has it too. */
const CONTENT = "content";

function filesOf(schema) {
  const isFile = (one) => one?.format === "binary" || one?.contentMediaType === "application/octet-stream";
  return Object.keys(schema?.properties ?? {}).filter((name) => isFile(schema.properties[name]));
}

function withFiles(value, files) {
  const own = files.filter((name) => Object.hasOwn(value, name));
  return own.length === 0 ? value : { ...value, ...Object.fromEntries(own.map((name) => [name, CONTENT])) };
}

/** These the service or the client sets itself. */
const RESERVED_HEADERS = new Set(["accept", "authorization", "content-type"]);

function parameterValue({ document, parameter, schema }) {
  // The validator reads brackets in a name as a list or an object of another name.
  if (parameter.in === "query" && parameter.name.includes("[")) return undefined;
  if (parameter.in === "cookie" || schema === undefined || parameter.content !== undefined) return undefined;
  if (parameter.in === "header" && RESERVED_HEADERS.has(parameter.name.toLowerCase())) return undefined;
  const stated = [parameter.example, resolve(document, Object.values(parameter.examples ?? {})[0])?.value];
  const made = [...stated.filter((one) => one !== undefined), ...samplesOf(document, parameter.schema)];
  const value = made.find((one) => isValue(one, schema));
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string" && !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/u.test(value)) return undefined;
  if (parameter.in === "path" && (typeof value === "object" || /^\.{0,2}$|[/\\]/u.test(String(value))))
    return undefined;
  // The validator takes every value that does not explode for a list.
  if (parameter.in === "query" && parameter.explode === false && typeof value !== "object") return undefined;
  if (typeof value !== "object") return value;
  // The validator reads lists of the query alone, and one of one item as a text.
  const isList = Array.isArray(value) && value.every((item) => item !== null && typeof item !== "object");
  if (parameter.in !== "query" || !isList || value.length === 0) return undefined;
  const two = [value[0], value[0]];
  return isValue(two, schema) ? two : undefined;
}

function bodyValue({ document, type, content, readSchema }) {
  // A file is sent as it is, whatever its media type.
  if (readSchema === undefined || readSchema.format === "binary") return undefined;
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/u.test(type);
  if (!isForm && !/^application\/(?:[\w.+-]*\+)?json(?:\s*;|$)/u.test(type)) return undefined;
  const stated = [content.example, resolve(document, Object.values(content.examples ?? {})[0])?.value];
  const made = [...stated.filter((one) => one !== undefined), ...samplesOf(document, content.schema)];
  const value = made.find((one) => isValue(one, readSchema) && (!isForm || isFlat(one)));
  return isForm && value !== undefined && Object.keys(value).length === 0 ? undefined : value;
}

/** A form of texts and numbers: how a form holds more than that is another test's matter. */
function isFlat(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => one !== null && typeof one !== "object")
  );
}

function samplesOf(document, schema) {
  return [{}, { skipNonRequired: true }].flatMap((options) => {
    try {
      return [sample(schema, { skipReadOnly: true, quiet: true, ...options }, document)];
    } catch {
      return [];
    }
  });
}

const compiled = new Map();

function isValue(value, schema) {
  try {
    let check = compiled.get(schema);
    if (check === undefined) compiled.set(schema, (check = values.compile(schema)));
    return check(value);
  } catch {
    // A schema that has itself for a part, or a pattern of another dialect.
    return false;
  }
}

/** Sends each sample through the TypeScript client; gives the requests. */
export async function sendTypeScript(samples, { dist, service }) {
  const { IscClient } = await import(pathToFileURL(join(dist, "index.js")).href);
  const client = new IscClient({ baseUrl: service.url, auth: "token", retry: false, limiter: false });
  const sent = [];
  for (const { entry, given } of samples) {
    service.reset();
    const args = {};
    for (const { parameter, value } of given.parameters) {
      const named = entry.targets.typescript.parameters.find(
        (one) => one.place === parameter.in && one.wire === parameter.name,
      );
      if (named !== undefined) args[named.name] = value;
    }
    if (given.body !== undefined) {
      const { value, files } = given.body;
      const isFile = (name) => files.includes(name);
      args.body = files.length === 0 ? value : mapped(value, (one, name) => (isFile(name) ? new Blob([CONTENT]) : one));
    }
    let error;
    try {
      const api = client.v1[entry.targets.typescript.property];
      await api[entry.targets.typescript.name](args);
    } catch (caught) {
      error = String(caught);
    }
    sent.push({ requests: [...service.state.requests], error });
  }
  return sent;
}

function mapped(value, change) {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one, name)]));
}

/** Sends each sample through the cmdlets; gives the requests. */
export async function sendPowerShell(samples, { server, session, service }) {
  const sent = [];
  for (const { entry, given } of samples) {
    service.reset();
    const args = given.parameters.flatMap(({ parameter, value }) => {
      const named = entry.targets.powershell.parameters.find(
        (one) => one.place === parameter.in && one.wire === parameter.name,
      );
      return named === undefined ? [] : [`-${named.name} ${literal(value)}`];
    });
    if (given.body !== undefined) {
      const fields = entry.targets.powershell.parameters.filter((one) => one.place === "form");
      const whole = entry.targets.powershell.parameters.find((one) => one.place === "body");
      if (whole !== undefined) args.push(`-${whole.name} ${literal(bodyArgument(given.body))}`);
      else
        for (const { name, wire } of fields)
          if (given.body.files.includes(wire) && wire in given.body.value) args.push(`-${name} './file.txt'`);
          else if (Object.hasOwn(given.body.value, wire)) args.push(`-${name} ${literal(given.body.value[wire])}`);
    }
    const answer = await server.run(`$null = ${[entry.targets.powershell.name, ...args].join(" ")}`, {
      session,
      timeout: 60,
    });
    sent.push({ requests: [...service.state.requests], error: (answer.thrown ?? answer.errors[0])?.message });
  }
  return sent;
}

/** The module reads a text as JSON text, where a body may be something else than a text. */
function bodyArgument({ type, value, schema }) {
  const isAlwaysText = schema?.type === "string" || schema?.enum?.every((one) => typeof one === "string") === true;
  return typeof value === "string" && /json/u.test(type) && !isAlwaysText ? JSON.stringify(value) : value;
}

/** A value in PowerShell, written here so that it does not depend on the generator's own. */
function literal(value) {
  if (value === null) return "$null";
  if (typeof value === "boolean") return `$${value}`;
  if (typeof value === "number")
    return Number.isSafeInteger(value) || !Number.isInteger(value) ? `(${value})` : `([double] '${value}')`;
  if (typeof value === "string") return `'${value.replaceAll(/['\u2018\u2019\u201a\u201b]/gu, "$&$&")}'`;
  if (Array.isArray(value))
    return `@(${value.length === 1 && Array.isArray(value[0]) ? ", " : ""}${value.map(literal).join(", ")})`;
  const table = Object.entries(value).map(([key, entry]) => `$o[${literal(key)}] = ${literal(entry)}`);
  return `$(& { $o = [System.Collections.Specialized.OrderedDictionary]::new(); ${table.join("; ")}; , $o })`;
}

/** What is wrong with a request by the document; `given` is what was to be sent. */
export async function checkSent(api, { operation, given }, { requests, error }) {
  const [request] = requests;
  if (request === undefined) return [`sent nothing: ${error ?? ""}`];
  const problems = [];
  if (requests.length > 1) problems.push(`sent ${requests.length} requests`);
  if (request.method !== operation.method) problems.push(`method ${request.method}`);
  const { pathname } = new URL(request.url, "http://localhost");
  // A query or a fragment in the path's name is a matter of findings, not of the address.
  const [template] = operation.path.split(/[?#]/u);
  const wanted = new RegExp(
    `^${escape(encodeURI(operation.base))}${template
      .split(/(\{[^}]+\})/u)
      .map((part) => (part.startsWith("{") ? "[^/]+" : escape(encodeURI(part))))
      .join("")}$`,
    "u",
  );
  if (!wanted.test(pathname)) return [...problems, `path ${pathname} does not fit ${operation.base}${operation.path}`];
  for (const { parameter, value } of given.parameters) {
    const isThere = {
      path: () => decodeURIComponent(pathname).includes(String(value)),
      query: () =>
        Object.hasOwn(qs.parse(request.search.slice(1)), parameter.name) ||
        request.search.includes(encodeURIComponent(parameter.name)),
      header: () => request.headers[parameter.name.toLowerCase()] === String(value),
    }[parameter.in];
    if (!isThere()) problems.push(`${parameter.in} ${parameter.name} is not there`);
  }
  // The operation's own path, without what the server's address puts before it.
  const own = `${decodeURI(pathname).slice(operation.base.length)}${request.search}`;
  const type = String(request.headers["content-type"] ?? "").split(";")[0];
  const isJson = /json$/u.test(type);
  try {
    const read = api.validator.validateRequest(
      {
        method: request.method,
        // The validator takes a fragment of the path's name for a part of the path.
        path: `${own.split("?")[0]}${/#.*$/u.exec(operation.path)?.[0] ?? ""}`,
        query: request.search.slice(1),
        headers: request.headers,
        body: isJson ? request.body : undefined,
      },
      `${operation.method} ${operation.path}`,
    );
    for (const one of read.errors ?? []) {
      const isBody = one.instancePath.startsWith("/requestBody") || one.params?.missingProperty === "requestBody";
      if (!isBody || isJson || given.body === undefined) problems.push(`${one.instancePath} ${one.message}`);
    }
  } catch (caught) {
    if (!(caught instanceof RangeError)) problems.push(`the validator: ${String(caught).slice(0, 200)}`);
  }
  if (given.body !== undefined) problems.push(...(await checkBody(given.body, { request, type })));
  return problems;
}

async function checkBody({ type: wanted, value, schema }, { request, type }) {
  if (type !== wanted.split(";")[0].trim().toLowerCase()) return [`content type ${type} in place of ${wanted}`];
  if (/json$/u.test(type)) {
    let sent;
    try {
      sent = JSON.parse(request.body);
    } catch {
      return [`the body is no JSON: ${request.body.slice(0, 300)}`];
    }
    return isSame(sent, value)
      ? []
      : [`the body is ${request.body.slice(0, 300)}, not ${JSON.stringify(value).slice(0, 300)}`];
  }
  const sent = type.startsWith("multipart/")
    ? await readForm(request)
    : Object.fromEntries(new URLSearchParams(request.body));
  if (sent === undefined) return [`the body is no form: ${request.body.slice(0, 300)}`];
  for (const [key, one] of Object.entries(sent))
    if (typeof one === "object" && one !== null && "text" in one) sent[key] = await one.text();
  const wrong = Object.keys(value).filter((key) => String(sent[key]) !== String(value[key]));
  if (wrong.length > 0) return [`fields ${wrong.join(", ")}: ${request.body.slice(0, 300)}`];
  try {
    return type.startsWith("multipart/") || texts.validate(schema, sent) ? [] : [`form: ${texts.errorsText()}`];
  } catch {
    return [];
  }
}

/** The parts of a form by name; undefined for what is no form. */
async function readForm({ bytes, headers }) {
  try {
    const form = await new Response(bytes, { headers: { "content-type": headers["content-type"] } }).formData();
    return Object.fromEntries(form);
  } catch {
    return undefined;
  }
}

function isSame(one, other) {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return one === other;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

function escape(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}
