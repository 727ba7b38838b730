/**
 * Applies every overlay to the spec it is for, with a JSONPath reader that is not ours: `node test/docs/apply-overlays.mjs
 * DIR --spec VERSION=ROOT ...`. Each action must hit exactly one operation, each operation must get its samples, and nothing
 * else may change.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import yaml from "js-yaml";
import { JSONPath } from "jsonpath-plus";
import { takeSpecs } from "./contract.mjs";

const { specs, rest } = takeSpecs(process.argv.slice(2));
const [folder] = rest;
if (folder === undefined || specs.length === 0) {
  console.error("usage: node test/docs/apply-overlays.mjs DIR --spec VERSION=ROOT ...");
  process.exit(2);
}
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const problems = [];
let applied = 0;
for (const { version, path } of specs) {
  for (const language of ["typescript", "powershell"]) {
    const file = join(resolve(folder), "docs/overlays", `${language}-${version}.json`);
    if (!existsSync(file)) problems.push(`${file}: there is no overlay`);
    else apply(file, readPaths(path));
  }
}
for (const problem of problems.slice(0, 60)) console.error(problem);
console.log(`${applied} actions applied, ${problems.length} problems`);
process.exit(problems.length > 0 || applied === 0 ? 1 : 0);

function apply(file, document) {
  const before = JSON.stringify(document);
  for (const { target, update } of JSON.parse(readFileSync(file, "utf8")).actions) {
    const nodes = JSONPath({ path: target, json: document, wrap: true });
    applied += 1;
    if (nodes.length !== 1 || nodes[0].responses === undefined) {
      problems.push(`${file}: ${target} hits ${nodes.length} nodes, or no operation`);
      continue;
    }
    merge(nodes[0], update);
  }
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS.filter((name) => item[name] !== undefined)) {
      const samples = item[method]["x-codeSamples"];
      delete item[method]["x-codeSamples"];
      const isFine = samples?.length === 1 && samples.every(({ lang, label, source }) => lang && label && source);
      if (!isFine) problems.push(`${file}: ${method} ${path} has ${samples?.length ?? 0} samples`);
    }
  }
  if (JSON.stringify(document) !== before) problems.push(`${file}: more than the samples has changed`);
}

/** The overlay specification's merge: objects key by key, lists end to end. */
function merge(node, update) {
  for (const [key, value] of Object.entries(update)) {
    if (Array.isArray(node[key]) && Array.isArray(value)) node[key].push(...value);
    else if (isObject(node[key]) && isObject(value)) merge(node[key], value);
    else node[key] = structuredClone(value);
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The root with its path items put in: an overlay is for one document. */
function readPaths(root) {
  const read = (path) => yaml.load(readFileSync(path, "utf8"), { schema: yaml.CORE_SCHEMA, json: true });
  const document = read(root);
  for (const [path, item] of Object.entries(document.paths))
    if (typeof item.$ref === "string") document.paths[path] = read(join(dirname(root), item.$ref.split("#")[0]));
  // The vendor's samples are what the overlay replaces.
  for (const item of Object.values(document.paths))
    for (const method of METHODS) delete item[method]?.["x-codeSamples"];
  return document;
}
