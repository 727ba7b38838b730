import { compactTable } from "../../../../emit/markdown/markdown-table.ts";
import { tagNames } from "../../../../names/table.ts";
import type { Library, Shelf } from "../../library.ts";
import { code } from "../../type-name.ts";

/** What the published package calls the class of a tag: the version stands before `Api`, but that of v3. */
export function publishedClass({ names, version }: Shelf, tag: string): string {
  const label = version.label === "v3" ? "" : version.label.charAt(0).toUpperCase() + version.label.slice(1);
  return tagNames(names, tag).typescript.class.replace(/Api$/u, `${label}Api`);
}

/** The classes of the published package, and arguments that are spelled another way. */
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

/** As the published package spells an argument: the wire name without its signs. */
function camelCase(wire: string): string {
  const joined = wire.replaceAll(/[^A-Za-z0-9]+([A-Za-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}
