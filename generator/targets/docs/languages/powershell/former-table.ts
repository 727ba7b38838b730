import { codeSpan, link } from "../../../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../../../emit/markdown/markdown-table.ts";
import { relativeUrl, type Address } from "../../address.ts";
import { operationTarget, type Entry, type Shelf } from "../../library.ts";
import { code } from "../../type-name.ts";
import { currentCall, formerCall } from "./former-call.ts";

/** The table of names that the published module used for two operations, and the meaning of each call. */
export function formerTable(shelf: Shelf, from: Address): readonly string[] {
  const rows = [...shelf.entries.values()].flatMap((entry) => {
    const { former } = entry.names.powershell;
    const other = former === undefined ? undefined : shelf.entries.get(former.key);
    if (former === undefined || other === undefined) return [];
    const { powershell } = entry.names;
    const isRefused = former.told.by === "nothing";
    const request = ({ operation }: Entry): string =>
      codeSpan(`${operation.method.toUpperCase()} ${operation.requestPath}`, true);
    const now = (target: Entry): string =>
      link(
        codeSpan(target.names.powershell.cmdlet, true),
        relativeUrl(from, operationTarget(shelf, "powershell", target)),
      );
    return [
      [
        code(formerCall(powershell, former)),
        isRefused ? "nothing: the call is an error" : request(other),
        now(other),
        "did this; warns now",
      ],
      [
        code(currentCall(powershell, former)),
        isRefused ? "nothing: the call is an error" : request(entry),
        now(entry),
        "could not be called",
      ],
    ];
  });
  if (rows.length === 0) return [];
  return [
    `The published module defined these names twice, and ran the second definition. The names still do what they did. Pass the id or the body by its parameter name where the table shows one; without the parameter name the call is an error:\n\n${compactTable([["Call", "Sends", "Name now", "In the published module"], ...rows])}`,
  ];
}
