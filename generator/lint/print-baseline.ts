import { isNode, isSeq, parseDocument, YAMLSeq, type Document } from "yaml";
import { jsonText } from "../text/characters.ts";
import type { Baseline, BaselineEntry, BaselineUpdate } from "./baseline.ts";

/**
 * The text of a baseline after an update. Unchanged entries keep their order, and a YAML file keeps its comments. A new
 * file is JSON if its name ends so.
 */
export function printBaseline({ path, text, entries }: Baseline, { removed, added }: BaselineUpdate): string {
  const kept: readonly BaselineEntry[] = entries.filter((_, index) => !removed.has(index));
  if (/\.json$/iu.test(path)) return `${jsonText([...kept, ...added], 2)}\n`;
  const document: Document = parseDocument(text) as Document;
  const list: YAMLSeq = isSeq(document.contents) ? document.contents : new YAMLSeq();
  document.contents = list;
  // A comment above the first entry may describe the file, so it stays when that entry is removed.
  const [first] = list.items;
  if (removed.has(0) && isNode(first) && first.commentBefore != null) document.commentBefore ??= first.commentBefore;
  for (const index of [...removed].sort((left, right) => right - left)) list.delete(index);
  for (const entry of added) list.add(document.createNode(entry));
  // An empty list is written as `[]` and would otherwise stay on one line.
  list.flow = list.items.length === 0;
  return document.toString({ lineWidth: 0 });
}
