import { analyseTrees } from "../../generator/analyse.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { SourceTree } from "../../generator/load/tree.ts";
import { readYaml } from "../../generator/load/yaml.ts";
import type { ApiVersion } from "../../generator/model/model.ts";

/** A tree from texts by path, as the reading stage would make it; the first is the root. */
export function treeOf(files: Readonly<Record<string, string>>, label = "beta"): SourceTree {
  const [root = ""] = Object.keys(files);
  return {
    label,
    top: "/specs",
    roots: [root],
    files: new Map(Object.entries(files).map(([path, text]) => [path, readYaml(text).value])),
    texts: new Map(Object.entries(files)),
    unreadable: new Map(),
  };
}

/** A document as text; JSON is YAML. */
export function stringify(document: unknown): string {
  return JSON.stringify(document, undefined, 2);
}

/** A root document around some paths and schemas. */
export function rootOf(parts: { readonly paths?: string; readonly schemas?: string; readonly rest?: string }): string {
  const indent = (text: string, by: number): string =>
    text
      .trim()
      .split("\n")
      .map((line) => (line === "" ? "" : " ".repeat(by) + line))
      .join("\n");
  return [
    "openapi: 3.0.1",
    "info: { title: Test, version: '1' }",
    "servers: [{ url: 'https://x.example/beta' }]",
    parts.paths === undefined ? "paths: {}" : `paths:\n${indent(parts.paths, 2)}`,
    parts.schemas === undefined ? "" : `components:\n  schemas:\n${indent(parts.schemas, 4)}`,
    parts.rest ?? "",
  ].join("\n");
}

export interface Processed {
  readonly version: ApiVersion;
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs linking, repair, model and passes. */
export function processSpec(files: Readonly<Record<string, string>>): Processed {
  const { model, diagnostics } = analyseTrees([treeOf(files)]);
  const version = model?.versions[0];
  if (version === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { version, diagnostics };
}
