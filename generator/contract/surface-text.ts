import { jsonText } from "../text/characters.ts";
import { surfaceSchemaText } from "./surface-schema.ts";
import type { Surface } from "./surface-format.ts";

/** The part of a surface that a text holds; absent fields mean everything. */
export interface SurfacePart {
  readonly target?: string;
  readonly version?: string;
}

/** The file name of the schema beside `surface.json`. */
const SURFACE_SCHEMA_FILE = "surface.schema.json";

/** `surface.json` and its schema. */
export function surfaceFiles(
  surface: Surface,
  part: SurfacePart = {},
): readonly { readonly path: string; readonly content: string }[] {
  return [
    { path: "surface.json", content: surfaceText(surface, part) },
    { path: SURFACE_SCHEMA_FILE, content: surfaceSchemaText() },
  ];
}

const LISTS = ["versions", "operations", "models", "events", "omitted"] as const;

/** A surface as the text of `surface.json`: one line per entry, so that a diff shows only the entries that changed. */
export function surfaceText(surface: Surface, part: SurfacePart = {}): string {
  const lists = LISTS.map((name) => {
    const entries = (surface[name] as readonly Entry[]).filter(
      ({ version }) => part.version === undefined || version === part.version,
    );
    const lines = entries.map((entry) => entryText(entry, part.target));
    return `${JSON.stringify(name)}:[${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n`}]`;
  });
  const head = [
    `"$schema":${JSON.stringify(`./${SURFACE_SCHEMA_FILE}`)}`,
    `"format":${String(surface.format)}`,
    `"targets":${targetsText(surface.targets, part.target)}`,
  ];
  return `{\n${[...head, ...lists].join(",\n")}\n}\n`;
}

interface Entry {
  readonly version: string;
  readonly targets?: Readonly<Record<string, object>>;
}

/** The text of each entry, cached, because the same entries go into `surface.json` and into both packages. */
const texts = new WeakMap<object, string>();

function textOf(value: object, shown: object = value): string {
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = jsonText(shown)));
  return text;
}

function entryText(entry: Entry, target: string | undefined): string {
  const { targets, ...facts } = entry;
  if (targets === undefined) return textOf(entry);
  return `${textOf(entry, facts).slice(0, -1)},"targets":${targetsText(targets, target)}}`;
}

function targetsText(targets: Readonly<Record<string, object>>, target: string | undefined): string {
  const shown = Object.entries(targets).filter(([name]) => target === undefined || name === target);
  return `{${shown.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join(",")}}`;
}
