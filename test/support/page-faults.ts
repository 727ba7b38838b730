import type { Surface, SurfaceType } from "../../generator/contract/surface-format.ts";
import { canonicalText, membersOfText } from "./declared-types.ts";

/** What the pages of a run say that the SDKs do not do, by kind; and how much of each kind was looked at. */
export interface PageFaults {
  readonly seen: {
    readonly examples: number;
    readonly types: number;
    readonly properties: number;
    readonly enumerations: number;
  };
  readonly faults: readonly string[];
}

/** Compares the pages with the surface: both read as text, by the page and anchor that the surface tells. */
export function pageFaults(files: ReadonlyMap<string, string>, surface: Surface): PageFaults {
  const faults: string[] = [];
  const seen = { examples: 0, types: 0, properties: 0, enumerations: 0 };
  const pageOf = (page: string | undefined): string => files.get(`docs/${page ?? ""}.md`) ?? "";
  const enumerations = new Map(
    surface.models.flatMap((model) =>
      model.kind === "enumeration" ? [[`${model.version} ${model.id}`, model.values ?? []] as const] : [],
    ),
  );
  for (const { version, key, targets, parameters } of surface.operations) {
    for (const [target, call] of Object.entries(targets)) {
      const section = sectionOf(pageOf(call.page), call.anchor ?? "");
      if (section === "")
        faults.push(`${target} ${version} ${key} has no section ${call.page ?? ""}#${call.anchor ?? ""}`);
      const rows = rowsOf(section.slice(Math.max(0, section.indexOf("\n### Parameters\n"))));
      if (target === "typescript") {
        seen.examples += 1;
        const code = /```ts\n([\s\S]*?)```/u.exec(section)?.[1] ?? "";
        const calls = code.match(/\bapi\.\w+\(/gu) ?? [];

        for (const { name, type } of call.parameters) {
          seen.types += 1;
          const shown = plain(rows.find((cells) => plain(cells[1] ?? "") === name)?.[2] ?? "");
          if (shown === "" || canonicalText(shown) !== canonicalText(type))
            faults.push(`${version} ${key}: ${name} is ${shown} on its page, and declared ${type}`);
        }
        if (calls.length !== 1) faults.push(`${version} ${key}: the example makes ${String(calls.length)} calls`);
      }
      for (const { place, wire, type } of parameters) {
        const values = enumerations.get(`${version} ${enumerationOf(type) ?? ""}`);
        const name = call.parameters.find((own) => own.place === place && own.wire === wire)?.name ?? "";
        const row = rows.find((cells) => cells[1] === name) ?? [];
        if (values === undefined) continue;
        seen.enumerations += 1;
        const text = row.join(" | ");
        const isLinked = /\]\(\.\.\/models\//u.test(row[2] ?? "");
        const missing = values.filter((value) => value !== "" && !text.includes(String(value)));
        if (!isLinked && missing.length > 0)
          faults.push(`${target} ${version} ${key}: ${name} tells nowhere that it may be ${missing.join(", ")}`);
      }
    }
  }
  for (const { version, id, targets, properties } of surface.models) {
    if (properties === undefined || properties.length === 0) continue;
    const wires = new Set(properties.map(({ wire }) => wire.toLowerCase()));
    for (const [target, { page, type }] of Object.entries(targets)) {
      const declared = target === "typescript" ? membersOfText(type) : new Map<string, string>();
      for (const [name = "", shownType = ""] of rowsOf(sectionOf(pageOf(page), "Properties"))) {
        seen.properties += 1;
        const shown = plain(name);
        const own = declared.get(shown);
        if (own !== undefined && canonicalText(plain(shownType)) !== own)
          faults.push(`${version} ${id}: ${shown} is ${plain(shownType)} on its page, and declared ${own}`);
        if (!wires.has(shown.toLowerCase())) faults.push(`${target} ${version} ${id}: objects have no ${shown}`);
      }
    }
  }
  return { seen, faults };
}

function enumerationOf(type: SurfaceType): string | undefined {
  if (typeof type === "string") return undefined;
  if ("ref" in type) return type.ref;
  if ("nullable" in type) return enumerationOf(type.nullable);
  return "list" in type && type.list !== undefined ? enumerationOf(type.list) : undefined;
}

/** A cell's text, without marks and links. */
function plain(cell: string): string {
  return cell
    .replace(/^\[(.*)\]\([^)]*\)$/u, "$1")
    .replaceAll("**", "")
    .replaceAll(/\\(?=[!-/:-@[-`{-~])/gu, "");
}

/** The text below a heading. A word that MDX would take for code stands there with its first letter by number. */
function sectionOf(source: string, heading: string): string {
  const page = source.replaceAll(/&#(\d+);/gu, (_, number: string) => String.fromCodePoint(Number(number)));
  const at = page.indexOf(`\n## ${heading}\n`);
  if (at === -1) return "";
  const end = page.indexOf("\n## ", at + 4);
  return page.slice(at + 1, end === -1 ? undefined : end);
}

/** The rows of the first table. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const lines = section.split("\n");
  const start = lines.findIndex((line) => line.startsWith("| -"));
  if (start === -1) return [];
  const rows = lines.slice(start + 1);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end === -1 ? undefined : end).map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/u)
      .map((cell) => cell.trim()),
  );
}
