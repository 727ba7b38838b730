import type { SurfaceOperation } from "../contract/surface-format.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { callName, compareBodies } from "./compare-bodies.ts";
import { compareJobs } from "./compare-jobs.ts";
import { compareLists } from "./compare-lists.ts";
import { compareCallNames } from "./compare-names.ts";
import { compareParameters, type OperationPair } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import { withDocs } from "./compare-docs.ts";
import { changedText, onlyIn, valueText, type DiffContext } from "./context.ts";

/** Compares the operations of a version. */
export function compareOperations(context: DiffContext): readonly Finding[] {
  const { pair } = context;
  const { operations: old } = pair.old;
  const { operations: found } = pair.new;
  const base = (entry: SurfaceOperation): FindingBase => baseOf(pair.label, entry);
  return [
    ...[...old.values()]
      .filter(({ key }) => !found.has(key))
      .map((entry): Finding => ({
        ...base(entry),
        rule: "operation-removed",
        name: callName(entry),
        before: (target) => entry.targets[target]?.signature ?? entry.key,
      })),
    ...[...found.values()]
      .filter(({ key }) => !old.has(key))
      .map((entry): Finding => ({
        ...base(entry),
        rule: "operation-added",
        name: callName(entry),
        after: (target) => entry.targets[target]?.signature ?? entry.key,
      })),
    ...[...old.values()].flatMap((before) => {
      const after = found.get(before.key);
      if (after === undefined) return [];
      return compareOperation(context, { old: before, new: after });
    }),
  ];
}

function baseOf(version: string, { key, method, path }: SurfaceOperation): FindingBase {
  return {
    version,
    place: `${method.toUpperCase()} ${path}`,
    directions: [],
    operations: [key],
    origin: "spec",
  };
}

/** Compares one operation. */
export function compareOperation(context: DiffContext, operations: OperationPair): readonly Finding[] {
  const { pair, touched } = context;
  const origin = touched.operations.has(operations.new.key) ? ("spec" as const) : ("generator" as const);
  const base = { ...baseOf(pair.label, operations.new), origin };
  const findings = [
    ...compareCallNames(context, base, operations),
    ...compareFacts(context, base, operations),
    ...compareAccess(base, operations),
    ...compareParameters(context, base, operations),
    ...compareBodies(context, base, operations),
    ...compareResponses(context, base, operations),
    ...compareLists(base, operations),
    ...compareJobs(context, base, operations),
  ];
  return withDocs(findings, base, { ...operations, name: callName(operations.new) });
}

function compareFacts(context: DiffContext, base: FindingBase, { old, new: found }: OperationPair): readonly Finding[] {
  const name = callName(found);
  const tell = (
    rule: Finding["rule"],
    texts: { before?: TargetText; after?: TargetText } | undefined,
  ): readonly Finding[] => (texts === undefined ? [] : [{ ...base, rule, name, ...texts }]);
  const wasExperimental = old.experimental === true;
  const isExperimental = found.experimental === true;
  return [
    ...tell("operation-id-changed", changedText(old.id, found.id)),
    ...tell("operation-tag-changed", changedText(old.tag, found.tag)),
    ...tell("path-changed", changedText(old.sentPath, found.sentPath)),
    ...(wasExperimental === isExperimental
      ? []
      : tell(isExperimental ? "experimental-added" : "experimental-removed", {})),
    ...deprecation(context, base, { old, new: found }),
    ...tell("sent-headers-changed", changedText(headersOf(old), headersOf(found))),
    ...tell("repetition-changed", changedText(effectOf(old), effectOf(found))),
    ...tell("accepts-changed", changedText(old.accepts, found.accepts)),
    ...onlyIn(old.choices ?? [], found.choices ?? []).flatMap((before) => tell("choice-removed", { before })),
    ...onlyIn(found.choices ?? [], old.choices ?? []).flatMap((after) => tell("choice-added", { after })),
  ];
}

function headersOf({ constantHeaders = [] }: SurfaceOperation): readonly string[] {
  return constantHeaders.map(({ wire, value }) => `${wire}: ${value}`);
}

function effectOf({ intent, idempotent }: SurfaceOperation): string {
  return `${intent}, ${idempotent ? "may be repeated" : "may not be repeated"}`;
}

function deprecation({ pair }: DiffContext, base: FindingBase, { old, new: found }: OperationPair): readonly Finding[] {
  const name = callName(found);
  const replacement = (entry: SurfaceOperation, side: "old" | "new"): TargetText => {
    const { version, key } = entry.deprecated?.replacement ?? {};
    if (key === undefined) return "none";
    return (target) =>
      version === pair.label
        ? (pair[side].operations.get(key)?.targets[target]?.name ?? key)
        : `${version ?? ""} ${key}`;
  };
  if (old.deprecated === undefined && found.deprecated === undefined) return [];
  if (old.deprecated === undefined)
    return [{ ...base, rule: "operation-deprecated", name, after: replacement(found, "new") }];
  if (found.deprecated === undefined) return [{ ...base, rule: "operation-restored", name }];
  return changedText(old.deprecated.replacement, found.deprecated.replacement) === undefined
    ? []
    : [
        {
          ...base,
          rule: "replacement-changed",
          name,
          before: replacement(old, "old"),
          after: replacement(found, "new"),
        },
      ];
}

/** Compares who may call an operation. */
function compareAccess(base: FindingBase, { old, new: found }: OperationPair): readonly Finding[] {
  const name = callName(found);
  const lists = (
    rules: { readonly added: Finding["rule"]; readonly removed: Finding["rule"] },
    before: readonly string[],
    after: readonly string[],
  ): readonly Finding[] => {
    const lost = onlyIn(before, after);
    const gained = onlyIn(after, before);
    return [
      ...(lost.length === 0 ? [] : [{ ...base, rule: rules.removed, name, before: valueText(lost) }]),
      ...(gained.length === 0 ? [] : [{ ...base, rule: rules.added, name, after: valueText(gained) }]),
    ];
  };
  const scopes = lists({ added: "scopes-added", removed: "scopes-removed" }, old.scopes, found.scopes);
  const security = changedText(credentials(old), credentials(found));
  return [
    ...scopes,
    ...lists({ added: "user-levels-added", removed: "user-levels-removed" }, old.userLevels, found.userLevels),
    ...(security === undefined ? [] : [{ ...base, rule: "security-changed" as const, name, ...security }]),
  ];
}

/** The alternatives of security schemes as text, without scopes: `userAuth and tenant or applicationAuth`. */
function credentials({ security, anonymous }: SurfaceOperation): string {
  if (anonymous === true) return "no credentials";
  if (security.length === 0) return "the credentials of the version";
  return security.map((schemes) => schemes.map(({ scheme }) => scheme).join(" and ") || "no credentials").join(" or ");
}
