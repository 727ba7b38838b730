import { dirname, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import SwaggerParser from "@apidevtools/swagger-parser";
import { diagnose, type Diagnostic, type StageResult } from "../diagnostics/diagnostic.ts";
import { allowanceOf, isWithin, type Allowance } from "./allowance.ts";
import { linkAnchors, readAnchors } from "./anchors.ts";
import { duplicateKey, unreadableFile, unreadableRoot, yamlTolerated } from "./diagnostics.ts";
import { eachMappedFile, eachReferenceNode, meansFile } from "./find-references.ts";
import { readLooseJson } from "./json-slips.ts";
import type { OverlayInput } from "./overlays/overlay.ts";
import { fetchText, readText, type TextReading, type Unreadable } from "./read-text.ts";
import { isAbsolutePath } from "../files/absolute-path.ts";
import { isWebAddress, resolveReference } from "./reference.ts";
import { copyValue, isObject, type RawObject, type SourceTree } from "./tree.ts";
import { readYaml, type YamlReading } from "./yaml.ts";

/** One labelled input of a run. */
export interface SpecInput {
  /** The label of the version: `beta`. */
  readonly version: string;
  /** Paths of the root documents, absolute or relative to `base`. */
  readonly roots: readonly string[];
  /** The folder that references may not leave. Default: the common folder of the roots. */
  readonly top?: string;
  /** Whether the roots are only a part of the API. */
  readonly partial?: boolean;
  /** A name for this state of the spec. */
  readonly label?: string;
  /**
   * Set where the roots are read from a temporary `folder` instead of the folder `of`. An overlay's `extends` names the
   * latter.
   */
  readonly standsFor?: { readonly folder: string; readonly of: string };
  /** The overlays to apply, in order. */
  readonly overlays?: readonly OverlayInput[];
}

/** The options for reading the inputs of a run. */
export interface ReadOptions {
  /** The folder that relative paths start from. */
  readonly base: string;
  /** What references may name outside the top folder. Default: nothing. */
  readonly allowance?: Allowance;
  /** Parsed texts that inputs share. A fifth of the vendor's files have the same text in two versions. */
  readonly readings?: Map<string, YamlReading>;
}

/** The files of one tree, collected while swagger-parser crawls it. */
interface Crawl {
  readonly label: string;
  readonly top: string;
  readonly allowance: Allowance;
  readonly files: Map<string, unknown>;
  readonly texts: Map<string, string>;
  readonly unreadable: Map<string, Unreadable>;
  readonly references: Map<string, readonly string[]>;
  /** Files that were passed to swagger-parser. */
  readonly asked: Set<string>;
  /** The parsed values of texts. */
  readonly readings: Map<string, YamlReading>;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads every file that the roots reach. swagger-parser finds and loads the files; `yaml.ts` parses them, because a
 * referenced file is YAML whatever its extension. Only this stage reads the disk, and the web where the config allows
 * it. Returns no tree where a root cannot be read, and the findings.
 */
export async function readSpec(
  input: SpecInput,
  { base, allowance = allowanceOf([], base), readings = new Map() }: ReadOptions,
): Promise<StageResult<SourceTree | undefined>> {
  const roots = input.roots.map((root) => resolve(base, root));
  const top = input.top === undefined ? commonFolder(roots) : resolve(base, input.top);
  const crawl: Crawl = {
    label: input.version,
    top,
    allowance,
    files: new Map(),
    texts: new Map(),
    unreadable: new Map(),
    references: new Map(),
    asked: new Set(),
    readings,
    diagnostics: [],
  };
  let isReadable = true;
  for (const root of roots) {
    const reason = await readRoot(root, crawl);
    if (reason === undefined) continue;
    isReadable = false;
    crawl.diagnostics.push(diagnose(unreadableRoot, { path: root, reason }, { version: input.version }));
  }
  const overlaid = isReadable ? await overlay(input, { base, roots, crawl }) : {};
  for (const path of linkAnchors(crawl)) crawl.references.set(path, referencesIn(crawl.files.get(path)).references);
  const value: SourceTree = {
    label: input.version,
    top,
    roots: roots.map((root) => toTreePath(top, root)),
    files: crawl.files,
    texts: crawl.texts,
    unreadable: crawl.unreadable,
    references: crawl.references,
    ...overlaid,
  };
  return { value: isReadable ? value : undefined, diagnostics: crawl.diagnostics };
}

/** Reads a root and the files that it reaches. Returns the reason where the root is not an OpenAPI 3 document. */
async function readRoot(root: string, crawl: Crawl): Promise<string | undefined> {
  const path = toTreePath(crawl.top, root);
  if (path.startsWith("../")) return `it lies outside the folder ${crawl.top}`;
  const document = readTreeFile(path, crawl);
  const failure = crawl.unreadable.get(path);
  if (failure !== undefined) return failure.reason;
  if (!isObject(document)) return "it is not a mapping";
  const version = document["openapi"];
  if (typeof version !== "string" || !/^3\.[012]\b/u.test(version)) {
    return document["swagger"] === undefined
      ? `it states ${version === undefined ? "no OpenAPI version" : `OpenAPI ${String(version)}`}; 3.0, 3.1 and 3.2 are read`
      : "it is Swagger 2; convert it to OpenAPI 3 first";
  }
  await crawlFrom(root, crawl);
  return undefined;
}

/** Applies the overlays of an input, and reads the files that they refer to. */
async function overlay(
  { version, overlays = [], standsFor }: SpecInput,
  { base, roots, crawl }: { readonly base: string; readonly roots: readonly string[]; readonly crawl: Crawl },
): Promise<Pick<SourceTree, "overlays" | "written">> {
  if (overlays.length === 0) return {};
  // Imported here, because most runs have no overlays.
  const { applyOverlays } = await import("./overlays/apply-overlays.ts");
  // Copied, because other inputs may share the parsed values.
  for (const [path, value] of crawl.files) crawl.files.set(path, copyValue(value));
  const known = new Set(crawl.files.keys());
  const settle = (changed: readonly string[]): void => {
    for (const path of changed) {
      const document = crawl.files.get(path);
      if (crawl.allowance.folders.length > 0) relateAbsolutePaths(document, path, crawl);
      readAnchors(document);
      crawl.references.set(path, referencesIn(document).references);
    }
  };
  const result = await applyOverlays(overlays, {
    label: version,
    base,
    roots: roots.map((root) => ({
      absolute:
        standsFor !== undefined && isWithin(standsFor.folder, root)
          ? resolve(standsFor.of, relative(standsFor.folder, root))
          : root,
      file: toTreePath(crawl.top, root),
    })),
    files: crawl.files,
    fileOf: (absolute) => toTreePath(crawl.top, absolute),
    readMore: async (changed) => {
      settle(changed);
      for (const path of changed) await crawlFrom(isWebAddress(path) ? path : resolve(crawl.top, path), crawl);
      for (const [path, value] of crawl.files) if (!known.has(path)) crawl.files.set(path, copyValue(value));
      for (const path of crawl.files.keys()) known.add(path);
    },
  });
  settle([...result.written.keys()]);
  for (const [path, text] of result.texts) crawl.texts.set(path, text);
  crawl.diagnostics.push(...result.diagnostics);
  return { overlays: result.overlays, written: result.written };
}

/** Reads every file that a file reaches and that has not been read. */
async function crawlFrom(start: string, crawl: Crawl): Promise<void> {
  try {
    await new SwaggerParser().resolve(start, {
      continueOnError: true,
      resolve: {
        external: true,
        file: false,
        http: false,
        tree: { order: 1, canRead: true, read: (file: { url: string }) => Promise.resolve(file.url) },
      },
      parse: {
        json: false,
        text: false,
        binary: false,
        yaml: {
          order: 1,
          canParse: true,
          allowEmpty: true,
          parse: async (file: { url: string }) => {
            const path = toTreePath(crawl.top, toFilePath(file.url));
            if (isWebAddress(path)) readTreeFile(path, crawl, await fetchText(path, crawl.allowance));
            return showReferences(path, crawl);
          },
        },
      },
    });
  } catch {
    // `readTreeFile` records every file that cannot be read, and the linking stage reports broken references.
  }
}

/**
 * The document that swagger-parser gets for a file: one reference to each file that has not been requested.
 * swagger-parser only follows references here. A walk of the whole document, with a pointer for every node, would cost
 * as much as parsing it. {@link readRoot} has checked what a root must state.
 */
function showReferences(path: string, crawl: Crawl): object {
  const { references, files } = referencesIn(readTreeFile(path, crawl));
  crawl.references.set(path, references);
  const shown: { $ref: string }[] = [];
  for (const ref of [...references, ...files]) {
    const target = resolveReference(path, ref);
    // The linking stage reports refused references.
    if (target.kind === "refused" || target.file === path || crawl.asked.has(target.file)) continue;
    crawl.asked.add(target.file);
    shown.push({ $ref: ref });
  }
  return { openapi: "3.0.3", info: { title: "", version: "" }, paths: {}, references: shown };
}

/** The distinct references of a document, and the file names among its data and mappings. */
function referencesIn(document: unknown): { references: string[]; files: string[] } {
  const references = new Set<string>();
  const files = new Set<string>();
  eachReferenceNode(document, (reference) => {
    if (!reference.isData) references.add(reference.ref);
    else if (meansFile(reference)) files.add(reference.ref);
  });
  eachMappedFile(document, (ref) => files.add(ref));
  return { references: [...references], files: [...files] };
}

/** The parsed content of a file; each file is read once. A file of the web is passed as `fetched`. */
function readTreeFile(path: string, crawl: Crawl, fetched?: TextReading): unknown {
  if (crawl.files.has(path)) return crawl.files.get(path);
  if (crawl.unreadable.has(path)) return undefined;
  const read = fetched ?? readText(path, crawl.top, crawl.allowance);
  if ("reason" in read) {
    crawl.unreadable.set(path, read);
    return undefined;
  }
  crawl.texts.set(path, read.text);
  const { value: shared, problems } = readOnce(read.text, { path, readings: crawl.readings });
  for (const problem of problems) {
    const kind = { tolerated: yamlTolerated, duplicateKey, unreadable: unreadableFile }[problem.kind];
    crawl.diagnostics.push({
      ...diagnose(kind, { reason: problem.message }, { version: crawl.label, origin: { file: path, pointer: "" } }),
      line: problem.line,
      column: problem.column,
    });
  }
  const unreadable = problems.find((problem) => problem.kind === "unreadable");
  if (unreadable !== undefined) {
    const reason = `line ${unreadable.line}: ${unreadable.message}`;
    crawl.unreadable.set(path, { reason, isRefused: false });
    return undefined;
  }
  const mayHavePaths = crawl.allowance.folders.length > 0;
  const mayHaveAnchors = /\$(?:anchor|dynamicAnchor|id|self)\b/u.test(read.text);
  // The value is changed in place, so a text that files share is copied first.
  const value = mayHavePaths || mayHaveAnchors ? copyValue(shared) : shared;
  if (mayHavePaths) relateAbsolutePaths(value, path, crawl);
  if (mayHaveAnchors) readAnchors(value);
  crawl.files.set(path, value);
  return value;
}

/** Rewrites references to absolute paths in an allowed folder as relative paths, so that a file has one identity. */
function relateAbsolutePaths(document: unknown, path: string, { top, allowance }: Crawl): void {
  eachReferenceNode(document, ({ ref, holder, isData }) => {
    const hash = ref.indexOf("#");
    const target = hash === -1 ? ref : ref.slice(0, hash);
    if (isData || !isAbsolutePath(target) || isWebAddress(path)) return;
    const absolute = toFilePath(target);
    if (!allowance.folders.some((folder) => isWithin(folder, resolve(absolute)))) return;
    const relativePath = posix.relative(posix.dirname(path), toTreePath(top, absolute));
    (holder as RawObject)["$ref"] = `${encodeURI(relativePath)}${ref.slice(target.length)}`;
  });
}

/** The parsed value of a text. Every file gets its own copy, because later stages identify a node by its object. */
function readOnce(
  text: string,
  { path, readings }: { readonly path: string; readonly readings: Map<string, YamlReading> },
): YamlReading {
  const known = readings.get(text);
  if (known !== undefined) return { ...known, value: copyValue(known.value) };
  const reading = (/\.jsonc?$/iu.test(path) ? readLooseJson(text) : undefined) ?? readYaml(text);
  readings.set(text, reading);
  return reading;
}

/** The path of a file that swagger-parser names: it passes paths with URL escapes, or file: URLs on some systems. */
function toFilePath(url: string): string {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  try {
    return path.includes("%") ? decodeURIComponent(path) : path;
  } catch {
    return path;
  }
}

function toTreePath(top: string, path: string): string {
  if (isWebAddress(path)) return new URL(path).href;
  // Most paths are plain and below the top folder. `relative` would take many times longer.
  const below = path.startsWith(top) && path[top.length] === sep ? path.slice(top.length + 1) : undefined;
  const plain = below !== undefined && !/(?:^|[\\/])\.{0,2}(?:[\\/]|$)/u.test(below) ? below : relative(top, path);
  return sep === "/" ? plain : plain.split(sep).join("/");
}

function commonFolder(paths: readonly string[]): string {
  const [first, ...others] = paths.map((path) => dirname(path).split(sep));
  let length = first?.length ?? 0;
  for (const other of others) {
    let shared = 0;
    while (shared < length && other[shared] === first?.[shared]) shared += 1;
    length = shared;
  }
  const folder = (first ?? []).slice(0, length).join(sep);
  return folder === "" ? sep : folder;
}
