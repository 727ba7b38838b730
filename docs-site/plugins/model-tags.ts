import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { cutSections } from "./markdown-text";
import type { Page, Room, Tree } from "./tree";

export interface ModelGroup {
  readonly tag: string;
  readonly models: readonly Page[];
}
export type ModelGroups = readonly ModelGroup[];

/** A model that operations of more tags use belongs to none of them. */
const SHARED_FROM = 4;
export const SHARED = "Shared by several tags";
const UNUSED = "Used by no operation";

/**
 * Groups a room's models by the tag whose operations use them, as their pages' lists "Used by" say.
 * A model that only other models use goes where the nearest of these goes.
 */
export function groupByTag(tree: Tree, room: Room): ModelGroups {
  const models = [...tree.pages.values()].filter(
    (page) => page.room === room && page.kind === "model" && !page.isIndex,
  );
  const users = new Map(models.map((model) => [model.path, readUsers(tree, model)]));
  const tags = new Map<string, Page[]>();
  for (const model of models) {
    const tag = nearestTag(tree, users, model.path);
    tags.set(tag, [...(tags.get(tag) ?? []), model]);
  }
  return [...tags]
    .map(([tag, list]) => ({ tag, models: list.sort((a, b) => compare(a.title, b.title)) }))
    .sort((a, b) => rank(a.tag) - rank(b.tag) || compare(a.tag, b.tag));
}

function rank(tag: string): number {
  return [SHARED, UNUSED].indexOf(tag);
}

function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : 1;
}

/** The pages that a model's page names as its users. */
function readUsers(tree: Tree, model: Page): string[] {
  const text = readFileSync(join(tree.root, model.path), "utf8");
  const section = cutSections(text, 2).find(({ heading }) => heading === "Used by")?.text ?? "";
  return [...section.matchAll(/\]\(([^)#]+\.md)/gu)].map(([, path = ""]) =>
    posix.join(posix.dirname(model.path), path),
  );
}

function nearestTag(tree: Tree, users: ReadonlyMap<string, readonly string[]>, start: string): string {
  const seen = new Set([start]);
  let ring = [start];
  while (ring.length > 0) {
    const above = ring.flatMap((path) => users.get(path) ?? []);
    const found = new Set(
      above.map((path) => tree.pages.get(path)).flatMap((page) => (page?.kind === "method" ? [page.title] : [])),
    );
    const [tag] = [...found].sort(compare);
    if (found.size >= SHARED_FROM) return SHARED;
    if (tag !== undefined) return tag;
    const events = above.some((path) => tree.pages.get(path)?.kind === "event");
    if (events) return "Events";
    ring = [...new Set(above)].filter((path) => !seen.has(path));
    for (const path of ring) seen.add(path);
  }
  return UNUSED;
}
