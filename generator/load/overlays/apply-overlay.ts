import { eachReferenceNode, meansFile } from "../find-references.ts";
import { appendPointer, pointerTokens } from "../pointer.ts";
import { referenceTo, resolveReference } from "../reference.ts";
import { copyValue, isObject, type RawObject } from "../tree.ts";
import { childOf, pointerOfNode, type Budget, type LinkedNode, type ViewContext } from "./linked-view.ts";
import type { FoundPlace } from "./select-nodes.ts";
import {
  createWrittenPlaces,
  markRemovedItem,
  markRemovedKey,
  markWritten,
  type WrittenPlaces,
} from "./written-places.ts";

/**
 * The files that the actions of an overlay change, and the state of the change. The files are not shared with another
 * tree.
 */
export interface Changing extends ViewContext {
  /** The origins of written nodes, by file. */
  readonly written: Map<string, WrittenPlaces>;
  /** How many nodes updates may still write. */
  readonly writes: Budget;
  /** Whether an update refers to a file that has not been read. */
  hasUnread: boolean;
}

/** An update with its origin: the overlay's file as the tree names it, and the pointer. */
interface Written {
  readonly value: unknown;
  readonly file: string;
  readonly pointer: string;
}

/** Removes the targets in descending order, so that the pointers of the earlier targets stay valid. */
export function removeTargets(targets: readonly FoundPlace[], changing: Changing): void {
  for (const target of [...targets].reverse()) {
    if (target.kind === "root") continue;
    const { holder, key } = target;
    const tokens = pointerTokens(pointerOfNode(holder));
    const places = placesOf(holder.file, changing);
    if (Array.isArray(holder.raw)) {
      const list = holder.raw as unknown[];
      markRemovedItem(places, { file: holder.file, tokens, length: list.length }, Number(key));
      list.splice(Number(key), 1);
    } else {
      delete (holder.raw as RawObject)[key];
      markRemovedKey(places, [...tokens, key]);
    }
  }
}

/**
 * Merges an update into the targets (Overlay 1.0.0, section 4.4.3): mappings are merged key by key, lists are
 * concatenated, other values are replaced. Returns a problem, before anything is changed, where the update does not fit
 * a target.
 */
export function updateTargets(targets: readonly FoundPlace[], update: Written, changing: Changing): string | undefined {
  const nodes: LinkedNode[] = [];
  for (const target of targets) {
    const node =
      target.kind === "root" ? target.node : memberOf(target.holder, target.key, { update: update.value, changing });
    if (node === undefined) return "leads to a value that is neither a mapping nor a list; target what holds the value";
    if (!Array.isArray(node.raw) && !isObject(update.value)) return "leads to a mapping, and the update is none";
    nodes.push(node);
  }
  if ((changing.writes.left -= sizeOf(update.value) * nodes.length) < 0)
    return `writes more than ${String(MAXIMUM_WRITES)} nodes, with the actions before it`;
  for (const node of nodes) {
    if (Array.isArray(node.raw)) appendItems(node, itemsOf(update), changing);
    else mergeObject(node, update, changing);
  }
  return undefined;
}

/**
 * The most nodes that the overlays of a version may write. An update of every node would double the document each time.
 */
export const MAXIMUM_WRITES = 1_000_000;

/** The items that an update appends to a list: its own items, or the update itself. */
function itemsOf(update: Written): readonly Written[] {
  return Array.isArray(update.value)
    ? update.value.map((value: unknown, index) => ({ ...update, value, pointer: appendPointer(update.pointer, index) }))
    : [update];
}

/**
 * The member that an update is merged into, after references to other files. An update with a `$ref` is merged into the
 * reference itself.
 */
function memberOf(
  holder: LinkedNode,
  key: string,
  { update, changing }: { readonly update: unknown; readonly changing: Changing },
): LinkedNode | undefined {
  const raw = (holder.raw as RawObject)[key];
  if (typeof raw !== "object" || raw === null) return undefined;
  if (isObject(update) && Object.hasOwn(update, "$ref"))
    return { file: holder.file, raw: raw as RawObject, parent: holder, pointer: "", key, trail: holder.trail };
  return childOf(holder, key, changing);
}

function mergeObject(node: LinkedNode, update: Written, changing: Changing): void {
  const raw = node.raw as RawObject;
  for (const [key, value] of Object.entries(update.value as RawObject)) {
    const inner = { ...update, value, pointer: appendPointer(update.pointer, key) };
    const member = Object.hasOwn(raw, key) ? memberOf(node, key, { update: value, changing }) : undefined;
    if (member !== undefined && isObject(member.raw) && isObject(value)) mergeObject(member, inner, changing);
    else if (member !== undefined && Array.isArray(member.raw) && Array.isArray(value))
      appendItems(member, itemsOf(inner), changing);
    else {
      raw[key] = rebased(inner, node.file, changing);
      markWritten(placesOf(node.file, changing), [...pointerTokens(pointerOfNode(node)), key], originOfUpdate(inner));
    }
  }
}

function appendItems(node: LinkedNode, items: readonly Written[], changing: Changing): void {
  const list = node.raw as unknown[];
  const tokens = pointerTokens(pointerOfNode(node));
  for (const item of items) {
    markWritten(placesOf(node.file, changing), [...tokens, String(list.length)], originOfUpdate(item));
    list.push(rebased(item, node.file, changing));
  }
}

function originOfUpdate({ file, pointer }: Written): { readonly file: string; readonly pointer: string } {
  return { file, pointer };
}

function placesOf(file: string, { written }: Changing): WrittenPlaces {
  let places = written.get(file);
  if (places === undefined) written.set(file, (places = createWrittenPlaces()));
  return places;
}

/**
 * A copy of a value for a file. References in an update are relative to the root, so they are rewritten for the file.
 */
function rebased({ value, pointer }: Written, file: string, changing: Changing): unknown {
  const write = (ref: string): string => rebaseReference(ref, file, changing);
  if (typeof value === "string")
    return REFERENCE_PLACE.test(pointer) && meansPlace(pointer, value) ? write(value) : value;
  const copy = copyValue(value);
  eachReferenceNode(copy, (reference) => {
    if (reference.isData && !meansFile(reference)) return;
    (reference.holder as RawObject)["$ref"] = write(reference.ref);
  });
  rebaseMappings(copy, write);
  return copy;
}

/** Matches the pointers of an update that is itself the text of a reference. */
const REFERENCE_PLACE = /\/(?:\$ref|discriminator\/mapping\/[^/]+)$/u;

/** Whether a text is a reference. A discriminator's mapping may also hold names of components. */
function meansPlace(pointer: string, text: string): boolean {
  return pointer.endsWith("/$ref") || MAPPED_REFERENCE.test(text);
}

const MAPPED_REFERENCE = /#|\.(?:ya?ml|json)$/iu;

function rebaseReference(ref: string, file: string, changing: Changing): string {
  const { tree, root } = changing;
  const target = resolveReference(root, ref);
  if (target.kind === "refused" || !tree.files.has(target.file)) changing.hasUnread = true;
  if (target.kind === "refused" || file === root) return ref;
  const path = referenceTo(file, { file: target.file, pointer: "" });
  return target.kind === "anchor" ? `${path.replace(/#$/u, "")}#${target.anchor}` : referenceTo(file, target);
}

function rebaseMappings(value: unknown, write: (ref: string) => string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const mapping = key === "discriminator" && isObject(inner) ? inner["mapping"] : undefined;
    if (!isObject(mapping)) rebaseMappings(inner, write);
    else
      for (const [name, ref] of Object.entries(mapping))
        if (typeof ref === "string" && MAPPED_REFERENCE.test(ref)) mapping[name] = write(ref);
  }
}

function sizeOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + sizeOf(inner), 1);
}
