import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import yaml from "js-yaml";

/**
 * An independent reader of the raw spec files. It shares no code with `generator/`, on purpose: what must arrive on the
 * wire is told by the files themselves, with the repairs below listed by hand.
 */

export type Raw = Record<string, unknown>;

export interface RawParameter {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema: Raw;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  readonly example: unknown;
  /** Every example that stands beside the schema. */
  readonly examples: readonly unknown[];
}

/** A payload, and the examples of it that stand beside its schema. */
export interface RawContent {
  readonly schema: Raw;
  readonly example: unknown;
  readonly examples: readonly unknown[];
}

export interface RawOperation {
  readonly version: string;
  readonly method: string;
  /** As the spec writes it. */
  readonly path: string;
  /** As it must be sent, behind the server. */
  readonly sentPath: string;
  readonly operationId: string;
  readonly parameters: readonly RawParameter[];
  readonly body:
    | {
        readonly required: boolean;
        readonly contents: Readonly<Record<string, RawContent>>;
      }
    | undefined;
  readonly answers: Readonly<Record<string, Readonly<Record<string, RawContent>>>>;
  /** A successful answer declares the header X-Total-Count. */
  readonly totals: boolean;
}

export interface HandRepairs {
  /** `METHOD path` to the declared name of the parameter that fills the placeholder of another name. */
  readonly renamed: Readonly<Record<string, readonly [declared: string, placeholder: string]>>;
  /** Placeholders that nothing declares. */
  readonly synthesised: Readonly<Record<string, string>>;
  /** Declared path parameters without a placeholder. */
  readonly dropped: Readonly<Record<string, readonly string[]>>;
  /** Paths that repeat the version. */
  readonly sentPaths: Readonly<Record<string, string>>;
  /** Bodies declared as an object and meant as a list of JSON Patch operations. */
  readonly patchLists: readonly string[];
  /** JSON Patches whose items are declared as objects of any properties. */
  readonly patchItems: readonly string[];
}

const METHODS = ["get", "put", "post", "delete", "head", "patch", "options", "trace"];

export function readRawSpec(root: string, version: string, repairs: HandRepairs): RawOperation[] {
  const reader = new RawReader();
  const document = reader.file(root);
  const operations: RawOperation[] = [];
  for (const [path, entry] of Object.entries(document["paths"] as Raw)) {
    const item = reader.resolve(entry, root);
    for (const method of METHODS) {
      const node = (item.value as Raw)[method];
      if (node === undefined) continue;
      operations.push(
        readOperation(reader, {
          version,
          path,
          method,
          node: node as Raw,
          item: item.value as Raw,
          file: item.file,
          repairs,
        }),
      );
    }
  }
  return operations;
}

interface Place {
  readonly version: string;
  readonly path: string;
  readonly method: string;
  readonly node: Raw;
  readonly item: Raw;
  readonly file: string;
  readonly repairs: HandRepairs;
}

function readOperation(reader: RawReader, { version, path, method, node, item, file, repairs }: Place): RawOperation {
  const key = `${method.toUpperCase()} ${path}`;
  const listed = [...((item["parameters"] as unknown[]) ?? []), ...((node["parameters"] as unknown[]) ?? [])];
  const seen = new Map<string, RawParameter>();
  for (const entry of listed) {
    const resolved = reader.resolve(entry, file);
    const raw = resolved.value as Raw;
    let name = String(raw["name"]);
    const place = String(raw["in"]);
    if (place === "path" && repairs.dropped[key]?.includes(name) === true) continue;
    const renamed = repairs.renamed[key];
    if (place === "path" && renamed?.[0] === name) name = renamed[1];
    if (seen.has(`${place} ${name}`)) continue;
    const schema = reader.deref(raw["schema"] ?? {}, resolved.file) as Raw;
    seen.set(`${place} ${name}`, {
      in: place,
      name,
      required: raw["required"] === true,
      schema,
      style: raw["style"] as string | undefined,
      explode: raw["explode"] as boolean | undefined,
      example: raw["example"] ?? schema["example"],
      examples: statedExamples(reader, raw, resolved.file),
    });
  }
  const synthesised = repairs.synthesised[key];
  if (synthesised !== undefined) {
    seen.set(`path ${synthesised}`, {
      in: "path",
      name: synthesised,
      required: true,
      schema: { type: "string" },
      style: undefined,
      explode: undefined,
      example: undefined,
      examples: [],
    });
  }
  return {
    version,
    method: method.toUpperCase(),
    path,
    sentPath: repairs.sentPaths[key] ?? path,
    operationId: String(node["operationId"]),
    parameters: [...seen.values()],
    body: repairs.patchItems.includes(key)
      ? asPatch(readBody(reader, node, file, false))
      : readBody(reader, node, file, repairs.patchLists.includes(key)),
    answers: readAnswers(reader, node, file),
    totals: hasTotal(reader, node, file),
  };
}

function readBody(reader: RawReader, node: Raw, file: string, isPatchList: boolean): RawOperation["body"] {
  if (node["requestBody"] === undefined) return undefined;
  const { value, file: at } = reader.resolve(node["requestBody"], file);
  const body = value as Raw;
  const contents = readContents(reader, body["content"], at);
  if (isPatchList) {
    for (const content of Object.values(contents)) {
      const operations = (content.schema["properties"] as Raw | undefined)?.["operations"] as Raw | undefined;
      Object.assign(content, { schema: { type: "array", items: operations?.["items"] ?? content.schema } });
    }
  }
  return { required: body["required"] === true, contents };
}

/** The payloads with the schema of a JSON Patch (RFC 6902). */
function asPatch(body: RawOperation["body"]): RawOperation["body"] {
  if (body === undefined) return undefined;
  const operation = {
    type: "object",
    required: ["op", "path"],
    properties: {
      op: { type: "string", enum: ["add", "remove", "replace", "move", "copy", "test"] },
      path: { type: "string" },
      value: {},
    },
  };
  const schema: Raw = { type: "array", items: operation };
  return {
    ...body,
    contents: Object.fromEntries(
      Object.entries(body.contents).map(([type, content]) => [type, { ...content, schema }]),
    ),
  };
}

function readAnswers(reader: RawReader, node: Raw, file: string): RawOperation["answers"] {
  const answers: Record<string, Record<string, RawContent>> = {};
  for (const [status, entry] of Object.entries((node["responses"] as Raw | undefined) ?? {})) {
    const { value, file: at } = reader.resolve(entry, file);
    answers[status] = readContents(reader, (value as Raw)["content"], at);
  }
  return answers;
}

function hasTotal(reader: RawReader, node: Raw, file: string): boolean {
  return Object.entries((node["responses"] as Raw | undefined) ?? {}).some(([status, entry]) => {
    const answer = reader.resolve(entry, file).value as Raw;
    const names = Object.keys((answer["headers"] as Raw | undefined) ?? {});
    return status.startsWith("2") && names.some((name) => name.toLowerCase() === "x-total-count");
  });
}

function readContents(reader: RawReader, content: unknown, file: string): Record<string, RawContent> {
  const contents: Record<string, RawContent> = {};
  for (const [type, media] of Object.entries((content as Raw | undefined) ?? {})) {
    const node = media as Raw;
    const schema = reader.deref(node["schema"] ?? {}, file) as Raw;
    const examples = statedExamples(reader, node, file);
    contents[type] = { schema, example: node["example"] ?? examples[0] ?? schema["example"], examples };
  }
  return contents;
}

/** `example` and the values of `examples`. */
function statedExamples(reader: RawReader, node: Raw, file: string): readonly unknown[] {
  const named = Object.values((node["examples"] as Raw | undefined) ?? {}).map((entry) => {
    const { value } = reader.resolve(entry, file);
    return (value as Raw)["value"];
  });
  return [...("example" in node ? [reader.resolve(node["example"], file).value] : []), ...named].filter(
    (value) => value !== undefined,
  );
}

/** Loads files and follows references. */
class RawReader {
  readonly #files = new Map<string, unknown>();
  readonly #dereferenced = new Map<string, unknown>();

  file(path: string): Raw {
    if (!this.#files.has(path))
      this.#files.set(path, yaml.load(readFileSync(path, "utf8"), { schema: yaml.CORE_SCHEMA, json: true }));
    return this.#files.get(path) as Raw;
  }

  resolve(node: unknown, file: string): { value: unknown; file: string } {
    let current: { value: unknown; file: string } = { value: node, file };
    while (
      typeof current.value === "object" &&
      current.value !== null &&
      typeof (current.value as Raw)["$ref"] === "string"
    ) {
      const [path = "", pointer = ""] = String((current.value as Raw)["$ref"]).split("#");
      const target = path === "" ? current.file : join(dirname(current.file), path);
      let value: unknown = this.file(target);
      for (const token of pointer.split("/").slice(1))
        value = (value as Raw)[token.replaceAll("~1", "/").replaceAll("~0", "~")];
      current = { value, file: target };
    }
    return current;
  }

  /** A schema without references; siblings of a reference are kept beside it. The real specs have no cycles. */
  deref(node: unknown, file: string): unknown {
    if (Array.isArray(node)) return node.map((item) => this.deref(item, file));
    if (typeof node !== "object" || node === null) return node;
    const raw = node as Raw;
    if (typeof raw["$ref"] === "string") {
      const { $ref, ...siblings } = raw;
      const target = this.resolve({ $ref }, file);
      const key = `${target.file} ${String($ref).split("#")[1] ?? ""}`;
      let value = this.#dereferenced.get(key);
      if (value === undefined) {
        value = this.deref(target.value, target.file);
        this.#dereferenced.set(key, value);
      }
      return { ...(value as Raw), ...(this.deref(siblings, file) as Raw) };
    }
    return Object.fromEntries(
      Object.entries(raw).map(([key, value]) => [
        key,
        key === "example" || key === "examples" ? value : this.deref(value, file),
      ]),
    );
  }
}
