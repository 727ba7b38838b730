import { compactTable } from "../../../../emit/markdown/markdown-table.ts";
import { compareText } from "../../../../model/order.ts";
import type { Library } from "../../library.ts";
import { code } from "../../type-name.ts";

/** The table of parameters whose name differs from the published module. */
export function powershellShapes({ shelves }: Library): readonly string[] {
  const cmdlets = new Map<string, number>();
  for (const shelf of shelves)
    for (const { names } of shelf.entries.values())
      for (const { name, aliases } of names.powershell.parameters)
        for (const alias of aliases) {
          // PowerShell ignores case in parameter names.
          if (alias.toLowerCase() === name.toLowerCase()) continue;
          const row = `-${alias} -${name}`;
          cmdlets.set(row, (cmdlets.get(row) ?? 0) + 1);
        }
  if (cmdlets.size === 0) return [];
  const rows = [...cmdlets]
    .sort(([one], [two]) => compareText(one, two))
    .map(([row, count]) => [...row.split(" ").map((name) => code(name)), String(count)]);
  return [
    `## Parameters\n\nThe old names are aliases:\n\n${compactTable([["Published", "Here", "Cmdlets"], ...rows])}`,
  ];
}
