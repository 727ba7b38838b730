/** Reads the facts of an operation back from a method page, as a reader would. */
export interface PageFacts {
  readonly request: string;
  readonly cmdlet: string;
  readonly parameters: readonly {
    readonly place: string;
    readonly name: string;
    readonly type: string;
    readonly required: string;
  }[];
  readonly returnType: string;
  readonly responses: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly accept: string;
}

export function readPageFacts(page: string, anchor: string): PageFacts {
  const section = sectionOf(page, `## ${anchor}`);
  const [row] = tableOf(page.split("\n## ")[0] ?? "").filter((cells) => cells[0]?.endsWith(`(#${anchor})`));
  const part = (title: string): string => sectionOf(section, `### ${title}`);
  const header = (name: string): string =>
    new RegExp(`^- \\*\\*${name}\\*\\*: (.*)$`, "mu").exec(part("HTTP request headers"))?.[1] ?? "";
  return {
    cmdlet: plain(row?.[0] ?? ""),
    request: plain(row?.[1] ?? "").replaceAll("`", ""),
    parameters: tableOf(part("Parameters")).map(([place = "", name = "", type = "", required = ""]) => ({
      place,
      name,
      type: plain(type),
      required,
    })),
    returnType: plain(part("Return type").trim()),
    responses: Object.fromEntries(tableOf(part("Responses")).map((cells) => [cells[0] ?? "", cells.at(-1) ?? ""])),
    contentType: header("Content-Type"),
    accept: header("Accept"),
  };
}

/** The text below a heading, up to the next of its level or a higher one. */
function sectionOf(text: string, heading: string): string {
  const level = heading.indexOf(" ");
  const lines = text.split("\n");
  const start = lines.indexOf(heading);
  if (start === -1) return "";
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /u.test(line) && line.indexOf(" ") <= level);
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join("\n");
}

function tableOf(text: string): string[][] {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/u)
      .map((cell) => cell.trim()),
  );
}

/** Without marks and links. */
function plain(cell: string): string {
  return cell.replace(/\[(.*)\]\([^)]*\)/u, "$1").replaceAll("**", "");
}
