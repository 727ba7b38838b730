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
 * Applies every repair rule, in the order of the table, to every node the roots reach. The tree given is left as it
 * was; every change is a diagnostic whose code is the rule's id.
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
  // One context for all: a walk visits tens of thousands of nodes, each with several rules.
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
    // A reference with nothing beside it says nothing that could be mended, and a third of all nodes are such.
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

/** No node has this anchor: the reading stage has made pointers of all that are. */
const NOWHERE = "#nowhere";

/**
 * Reports references to a node of another kind than their place wants. What cannot be read as that kind would give an
 * empty node without a word: such a reference leads nowhere from here on, as one to a missing file does.
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
