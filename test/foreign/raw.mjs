/** Reads a document without any code of the generator, so that counts and values are independent of it. */
import { readFileSync } from "node:fs";
import yaml from "js-yaml";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export function readDocument(path) {
  const text = readFileSync(path, "utf8");
  return path.endsWith(".json") ? JSON.parse(text) : yaml.load(text, { schema: yaml.JSON_SCHEMA });
}

/** What a local reference names, through any number of references. */
export function resolve(document, value) {
  let current = value;
  for (let step = 0; step < 50 && typeof current?.$ref === "string"; step += 1) {
    if (!current.$ref.startsWith("#/")) return undefined;
    current = current.$ref
      .slice(2)
      .split("/")
      .reduce((at, part) => at?.[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")], document);
  }
  return current;
}

/** Every operation of a document: `{ method, path, key, operation, parameters, base }`. */
export function readOperations(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, given]) => {
    const item = resolve(document, given) ?? {};
    return METHODS.filter((method) => typeof item[method] === "object" && item[method] !== null).map((method) => {
      const operation = item[method];
      return {
        method: method.toUpperCase(),
        path,
        key: `${method.toUpperCase()} ${path}`,
        operation,
        parameters: parametersOf(document, item, operation),
        base: baseOf((operation.servers ?? item.servers ?? document.servers ?? [])[0]),
      };
    });
  });
}

/** The operation's own parameters replace those of the path of the same name and place. */
function parametersOf(document, item, operation) {
  const byKey = new Map();
  for (const given of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
    const parameter = resolve(document, given);
    if (typeof parameter?.name === "string") byKey.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...byKey.values()];
}

/** The path that the first server's address puts before all others. */
function baseOf(server) {
  if (typeof server?.url !== "string") return "";
  const url = server.url.replaceAll(/\{([^}]+)\}/gu, (_, name) => String(server.variables?.[name]?.default ?? ""));
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname).replace(/\/+$/u, "");
  } catch {
    return "";
  }
}

/** Whether a document describes any object with properties, wherever it stands. */
export function describesObjects(value) {
  if (typeof value !== "object" || value === null) return false;
  const { properties } = value;
  if (typeof properties === "object" && properties !== null && Object.keys(properties).length > 0) return true;
  return Object.values(value).some(describesObjects);
}
