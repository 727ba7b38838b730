import { posix } from "node:path";
import type { ModelGroups } from "./model-tags";
import { languageLabel, type Page, type PageKind, type Room, type Tree } from "./tree";

/** What a docs plugin tells of a page that it read. */
export interface SidebarDoc {
  readonly id: string;
  /** The file's path in the tree. */
  readonly path: string;
}

export type SidebarItem =
  | { readonly type: "doc"; readonly id: string; readonly label?: string }
  | { readonly type: "link"; readonly href: string; readonly label: string }
  | SidebarCategory;

interface SidebarCategory {
  readonly type: "category";
  readonly label: string;
  readonly collapsed: boolean;
  readonly collapsible: boolean;
  readonly link?: { readonly type: "doc"; readonly id: string };
  readonly items: SidebarItem[];
}

interface SidebarSource {
  readonly tree: Tree;
  readonly room: Room;
  readonly docs: readonly SidebarDoc[];
  readonly groups: ModelGroups;
}

const KIND_LABELS: readonly (readonly [PageKind, string])[] = [
  ["method", "Methods"],
  ["event", "Events"],
  ["migration", "Migration"],
];

/** The sidebar of one room: guides of its language, then its own pages; models stand below the tag that uses them. */
export function createSidebar({ tree, room, docs, groups }: SidebarSource): SidebarItem[] {
  const ids = new Map(docs.map((doc) => [doc.path, doc.id]));
  const own = [...tree.pages.values()].filter((page) => page.room === room);
  const toDoc = (page: Page): SidebarItem => {
    const id = ids.get(page.path);
    if (id === undefined) throw new Error(`${page.path} is no page of the plugin ${room.id}`);
    return { type: "doc", id, label: page.title };
  };
  if (room.version === undefined) return [...own.map(toDoc), ...rooms(tree, room)];
  const guides = [...tree.pages.values()].filter(
    (page) => page.room.version === undefined && page.room.language === room.language,
  );
  return [
    category({ label: "Guides", items: guides.map(({ slug, title }) => ({ type: "link", href: slug, label: title })) }),
    ...KIND_LABELS.flatMap(([kind, label]): SidebarItem[] => {
      const pages = own.filter((page) => page.kind === kind);
      const index = pages.find((page) => page.isIndex);
      const rest = pages.filter((page) => page !== index);
      if (rest.length === 0) return index === undefined ? [] : [toDoc(index)];
      return [category({ label, items: rest.map(toDoc), ...link(index) })];
    }).toSpliced(1, 0, ...models()),
  ];

  function models(): SidebarItem[] {
    if (groups.length === 0) return [];
    const index = own.find((page) => page.kind === "model" && page.isIndex);
    const items = groups.map(({ tag, models: list }) => category({ label: tag, items: list.map(toDoc) }));
    return [category({ label: "Models", items, ...link(index) })];
  }

  function link(index: Page | undefined): Pick<SidebarCategory, "link"> {
    const id = index === undefined ? undefined : ids.get(index.path);
    return id === undefined ? {} : { link: { type: "doc", id } };
  }
}

function category(parts: Pick<SidebarCategory, "label" | "items" | "link">): SidebarCategory {
  return { type: "category", collapsed: true, collapsible: true, ...parts };
}

/** Links from the guides to the rooms of the same language. */
function rooms(tree: Tree, guides: Room): SidebarItem[] {
  return tree.rooms
    .filter((room) => room.version !== undefined && room.language === (guides.language ?? room.language))
    .map((room) => {
      const language = guides.language === undefined ? `${languageLabel(room.language ?? "")} ` : "";
      return { type: "link", href: firstSlug(tree, room), label: `${language}${room.version ?? ""}` };
    });
}

function firstSlug(tree: Tree, room: Room): string {
  const index = tree.pages.get(posix.join(room.folder, "methods/index.md"));
  const first = index ?? [...tree.pages.values()].find((page) => page.room === room);
  return first?.slug ?? room.base;
}
