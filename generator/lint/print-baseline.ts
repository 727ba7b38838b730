import { isNode, isSeq, parseDocument, YAMLSeq, type Document } from "yaml";
import { jsonText } from "../text/characters.ts";
import type { Baseline, BaselineEntry, BaselineUpdate } from "./baseline.ts";

/**
 * The text of a baseline after an update. Other entries keep their order, and a YAML file its comments. A new file is
 * JSON where it is called so.
 */
export function printBaseline({ path, text, entries }: Baseline, { removed, added }: BaselineUpdate): string {
  const kept: readonly BaselineEntry[] = entries.filter((_, index) => !removed.has(index));
  if (/\.json$/iu.test(path)) return `${jsonText([...kept, ...added], 2)}\n`;
  const document: Document = parseDocument(text) as Document;
  const list: YAMLSeq = isSeq(document.contents) ? document.contents : new YAMLSeq();
  document.contents = list;
  // What stands above the first entry may be about the file, so it stays when the entry goes.
  const [first] = list.items;
  if (removed.has(0) && isNode(first) && first.commentBefore != null) document.commentBefore ??= first.commentBefore;
  for (const index of [...removed].sort((left, right) => right - left)) list.delete(index);
  for (const entry of added) list.add(document.createNode(entry));
  // An empty list was written `[]`, and would stay on one line.
  list.flow = list.items.length === 0;
  return document.toString({ lineWidth: 0 });
}
