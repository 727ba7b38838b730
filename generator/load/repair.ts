import { diagnose, type Diagnostic, type StageResult } from "../diagnostics/diagnostic.ts";
import { wrongKindReference } from "./diagnostics.ts";
import { follow } from "./follow.ts";
import { cutNesting } from "./nesting.ts";
import type { NodeKind } from "./grammar.ts";
import { numberTextAt } from "./number-text.ts";
import { appendPointer, pointerTokens } from "./pointer.ts";
import { KIND_NAMES, mistakenKind } from "./reference-kinds.ts";
import type { RepairRule, RuleContext } from "./rule.ts";
import { REPAIR_RULES } from "./rules/index.ts";
import { copyValue, type Cursor, type RawObject, type SourceTree } from "./tree.ts";
import { walkTree, type ReferenceVisitor, type Visit } from "./walk.ts";

/**
 * Applies every repair rule to every node that the roots reach, in the order of `rules`. Works on a copy of `source`.
 * Returns the repaired tree and one finding for each change, with the rule's id as code.
 */
export function repairTree(source: SourceTree, rules: readonly RepairRule[] = REPAIR_RULES): StageResult<SourceTree> {
  const tree: SourceTree = {
    ...source,
    files: new Map([...source.files].map(([path, value]) => [path, copyValue(value)])),
  };
  const diagnostics: Diagnostic[] = [];
  const rulesByKind = groupRules(rules.filter((rule) => rule.isLast !== true));
  const lastByKind = groupRules(rules.filter((rule) => rule.isLast === true));
  const waiting: Visit[] = [];
  const schemas: Cursor[] = [];
  let root: RawObject = {};
  // One context for all nodes: a walk visits tens of thousands, each with several rules.
  let visited: Visit | undefined;
  const context: RuleContext = {
    tree,
    get root() {
      return root;
    },
    get isVersion31() {
      return /^3\.[12]/u.test(String(root["openapi"]));
    },
    numberText: (tokens, value) => {
      if (visited === undefined) return undefined;
      const { file, pointer } = visited.cursor;
      const keys = pointerTokens(appendPointer(pointer, ...tokens));
      return numberTextAt(tree, { file, keys, value });
    },
    follow: (cursor) => follow(tree, cursor),
    report: (kind, holes, tokens = []) => {
      if (visited === undefined) return;
      const { file, pointer } = visited.cursor;
      const origin = { file, pointer: appendPointer(pointer, ...tokens) };
      diagnostics.push(diagnose(kind, holes, { version: tree.label, origin }));
    },
  };
  const apply = (visit: Visit, list: readonly RepairRule[] | undefined): void => {
    if (visit.kind === "root") root = visit.node;
    if (list === undefined) return;
    visited = visit;
    for (const rule of list) rule.apply(visit, context);
  };
  const visitor = (visit: Visit): void => {
    // A reference without siblings needs no repair. A third of all nodes are such references.
    if (typeof visit.node["$ref"] === "string" && Object.keys(visit.node).length === 1) return;
    if (visit.kind === "schema") schemas.push(visit.cursor);
    apply(visit, rulesByKind.get(visit.kind));
    if (lastByKind.has(visit.kind)) waiting.push(visit);
  };
  walkTree(tree, visitor, createKindCheck(tree, diagnostics));
  for (const visit of waiting) apply(visit, lastByKind.get(visit.kind));
  diagnostics.push(...cutNesting(tree, schemas));
  return { value: tree, diagnostics };
}

/** An anchor that no node has: the reading stage has replaced the anchors that exist by pointers. */
const NOWHERE = "#nowhere";

/**
 * Makes a visitor that reports references to a node of the wrong kind. If the node cannot be read as the expected kind,
 * the reference becomes a broken one. Otherwise the model would silently get an empty node.
 */
function createKindCheck(tree: SourceTree, diagnostics: Diagnostic[]): ReferenceVisitor {
  const known = new Set<RawObject>();
  return ({ wanted, at }) => {
    const target = follow(tree, at);
    const holder = at.value as RawObject;
    const mistaken = target === undefined ? undefined : mistakenKind(wanted, target);
    if (mistaken === undefined || known.has(holder)) return;
    known.add(holder);
    const { found, isReadable } = mistaken;
    const holes = { ref: String(holder["$ref"]), wanted: KIND_NAMES[wanted], found: KIND_NAMES[found], isReadable };
    const origin = { file: at.file, pointer: appendPointer(at.pointer, "$ref") };
    diagnostics.push(diagnose(wrongKindReference, holes, { version: tree.label, origin }));
    if (!isReadable) holder["$ref"] = NOWHERE;
  };
}

function groupRules(rules: readonly RepairRule[]): Map<NodeKind, RepairRule[]> {
  const groups = new Map<NodeKind, RepairRule[]>();
  for (const rule of rules) {
    for (const kind of rule.on) {
      const group = groups.get(kind);
      if (group === undefined) groups.set(kind, [rule]);
      else group.push(rule);
    }
  }
  return groups;
}
