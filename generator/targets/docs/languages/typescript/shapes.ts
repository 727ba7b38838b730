import { compactTable } from "../../../../emit/markdown/markdown-table.ts";
import { tagNames } from "../../../../names/table.ts";
import type { Library, Shelf } from "../../library.ts";
import { code } from "../../type-name.ts";

/** The published package's class name for a tag. The version stands before `Api`, except for v3. */
export function publishedClass({ names, version }: Shelf, tag: string): string {
  const label = version.label === "v3" ? "" : version.label.charAt(0).toUpperCase() + version.label.slice(1);
  return tagNames(names, tag).typescript.class.replace(/Api$/u, `${label}Api`);
}

/** The tables of the published package's class names and of arguments that it spells differently. */
export function typescriptShapes({ shelves }: Library): readonly string[] {
  const classes = shelves.flatMap((shelf) =>
    shelf.pages.map(({ tag }) => {
      const { property } = tagNames(shelf.names, tag.wire).typescript;
      return [code(publishedClass(shelf, tag.wire)), code(`isc.${shelf.names.typescript.property}.${property}`)];
    }),
  );
  const respelled = new Set<string>();
  const rows = shelves.flatMap((shelf) =>
    [...shelf.entries.values()].flatMap(({ operation, names }) =>
      operation.parameters.flatMap(({ place, wire }) => {
        const now = names.typescript.parameters.get(`${place} ${wire}`);
        const old = camelCase(wire);
        const row = `${old} ${now ?? ""}`;
        if (now === undefined || now === old || respelled.has(row)) return [];
        respelled.add(row);
        return [[code(old), code(now)]];
      }),
    ),
  );
  return [
    `## Classes\n\n${compactTable([["Published", "Here"], ...classes])}`,
    ...(rows.length === 0
      ? []
      : [
          `## Arguments\n\n${compactTable([["Published", "Here"], ...rows.sort(([one = ""], [two = ""]) => (one < two ? -1 : 1))])}`,
        ]),
  ];
}

/** The published package's spelling of an argument: the wire name in camel case, without punctuation. */
function camelCase(wire: string): string {
  const joined = wire.replaceAll(/[^A-Za-z0-9]+([A-Za-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}
