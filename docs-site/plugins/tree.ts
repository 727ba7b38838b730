import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

export type PageKind = "guide" | "method" | "model" | "event" | "migration";

/** One Markdown file of the tree. `path` is relative to the tree, with `/`. */
export interface Page {
  readonly path: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: PageKind;
  readonly isIndex: boolean;
  readonly room: Room;
}

/** The pages of one language and version, or the guides of one language (no version), or the start page (neither). */
export interface Room {
  readonly id: string;
  readonly folder: string;
  readonly base: string;
  readonly language?: string;
  readonly version?: string;
}

export interface Tree {
  readonly root: string;
  readonly rooms: readonly Room[];
  readonly pages: ReadonlyMap<string, Page>;
}

const KINDS: Readonly<Record<string, PageKind>> = {
  methods: "method",
  models: "model",
  events: "event",
  migration: "migration",
};

const LANGUAGE_LABELS: Readonly<Record<string, string>> = { typescript: "TypeScript", powershell: "PowerShell" };

/** @returns the name of a language that readers see: its folder's name where we know no better one. */
export function languageLabel(language: string): string {
  return LANGUAGE_LABELS[language] ?? language;
}

/**
 * Reads the front matter of every page of a generated `docs` folder.
 * Folders tell what a page is: `LANGUAGE/guide.md`, `LANGUAGE/VERSION/methods/tag.md` and so on.
 */
export function readTree(root: string): Tree {
  if (!existsSync(join(root, "index.md"))) throw new Error(`there are no generated pages in ${root}`);
  const files = listMarkdown(root, "");
  const rooms = new Map<string, Room>();
  const heads = new Map(files.map((path) => [path, readHead(join(root, path))]));
  const pages = new Map<string, Page>();
  for (const [path, head] of heads) {
    const folder = roomFolder(path);
    let room = rooms.get(folder);
    if (room === undefined) rooms.set(folder, (room = createRoom({ folder, path, slug: head.slug })));
    if (head.slug !== room.base && !head.slug.startsWith(`${room.base}/`))
      throw new Error(`${path}: the slug ${head.slug} is not below ${room.base}, as those of its neighbours are`);
    const rest = path.slice(folder === "" ? 0 : folder.length + 1);
    const kind = KINDS[rest.split("/")[0] ?? ""] ?? "guide";
    pages.set(path, {
      path,
      title: head.title,
      // A host that serves `models/index` for `models` cannot serve a model that is called Index.
      slug: head.slug.replace(/\/index$/u, `/index-${kind}`),
      kind,
      isIndex: posix.basename(path) === "index.md",
      room,
    });
  }
  return { root, rooms: [...rooms.values()], pages };
}

function listMarkdown(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return listMarkdown(root, path);
      return entry.name.endsWith(".md") ? [path] : [];
    });
}

/** Pages of a kind lie in a folder of that kind; what stands above it is the room. */
function roomFolder(path: string): string {
  const parts = dirname(path).split("/");
  const kind = parts.findIndex((part) => part in KINDS);
  const folder = (kind === -1 ? parts : parts.slice(0, kind)).join("/");
  return folder === "." ? "" : folder;
}

interface RoomSource {
  readonly folder: string;
  readonly path: string;
  readonly slug: string;
}

/** The base is what is left of a slug without the page's own part; an index page's slug has no part for the file. */
function createRoom({ folder, path, slug }: RoomSource): Room {
  const [language, ...rest] = folder.split("/").filter((part) => part !== "");
  const own = path
    .slice(folder === "" ? 0 : folder.length + 1)
    .replace(/\.md$/u, "")
    .replace(/(^|\/)index$/u, "");
  const base = own === "" ? slug : slug.slice(0, -own.length - 1);
  if (own !== "" && !slug.endsWith(`/${own}`)) throw new Error(`${path}: the slug ${slug} does not end in /${own}`);
  return {
    id: folder === "" ? "start" : folder.replaceAll("/", "-"),
    folder,
    base,
    ...(language === undefined ? {} : { language }),
    ...(rest.length === 0 ? {} : { version: rest.join("/") }),
  };
}

function readHead(file: string): { readonly slug: string; readonly title: string } {
  const text = readFileSync(file, "utf8");
  const head = /^---\n([\s\S]*?)\n---\n/u.exec(text)?.[1] ?? "";
  return { slug: scalar(head, "slug"), title: scalar(head, "title") };

  function scalar(block: string, key: string): string {
    const value = new RegExp(`^${key}:[ ]*(.+)$`, "mu").exec(block)?.[1]?.trim();
    if (value === undefined) throw new Error(`${file}: the front matter has no ${key}`);
    if (value.startsWith('"')) return JSON.parse(value) as string;
    return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value;
  }
}
