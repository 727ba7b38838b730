import type { SurfaceFilter, SurfaceOperation } from "../contract/surface-format.ts";
import { callName } from "./compare-bodies.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import type { OperationPair } from "./compare-parameters.ts";
import { changedText, onlyIn, valueText } from "./context.ts";

/** Compares the paging, the filters and the sorters of a list. */
export function compareLists(base: FindingBase, operations: OperationPair): readonly Finding[] {
  return [
    ...comparePaging({ ...base, directions: ["response"] }, operations),
    ...compareFilters({ ...base, directions: ["request"] }, operations),
    ...compareSorters({ ...base, directions: ["request"] }, operations),
  ];
}

function comparePaging(base: FindingBase, operations: OperationPair): readonly Finding[] {
  const texts = changedText(pagingText(operations.old), pagingText(operations.new));
  if (texts === undefined) return [];
  const rule =
    operations.old.paging === undefined
      ? "paging-added"
      : operations.new.paging === undefined
        ? "paging-removed"
        : "paging-changed";
  const shown = rule === "paging-changed" ? texts : stylesOf(operations);
  return [{ ...base, rule, name: callName(operations.new), ...shown }];
}

function stylesOf({ old, new: found }: OperationPair): { readonly before?: string; readonly after?: string } {
  return {
    ...(old.paging === undefined ? {} : { before: old.paging.style }),
    ...(found.paging === undefined ? {} : { after: found.paging.style }),
  };
}

/**
 * The paging as text: `offset (limit limit, defaultLimit 250)`. The comparison of responses reports the type of the
 * items.
 */
function pagingText({ paging }: SurfaceOperation): string | undefined {
  if (paging === undefined) return undefined;
  const { style, item, ...rest } = paging;
  void item;
  return `${style} (${Object.entries(rest)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ")})`;
}

function compareFilters(base: FindingBase, operations: OperationPair): readonly Finding[] {
  const name = callName(operations.new);
  const [old, found] = [operations.old.filters, operations.new.filters];
  if (old === undefined && found === undefined) return [];
  const before = (old?.fields ?? []).flatMap(testsOf);
  const after = (found?.fields ?? []).flatMap(testsOf);
  if (old === undefined || found === undefined)
    return [
      {
        ...base,
        rule: found === undefined ? "filters-removed" : "filters-added",
        name,
        before: old === undefined ? undefined : valueText(before),
        after: found === undefined ? undefined : valueText(after),
      },
    ];
  const fields = new Map(found.fields.map((field) => [field.wire, field]));
  return [
    ...listed(base, { rule: "filter-removed", name, before: onlyIn(before, after) }),
    ...listed(base, { rule: "filter-added", name, after: onlyIn(after, before) }),
    ...listed(base, { rule: "filter-composites-changed", name, ...compositesOf(old.composites, found.composites) }),
    ...old.fields.flatMap((field) => {
      const other = fields.get(field.wire);
      return other === undefined ? [] : compareField(base, { operations, old: field, new: other });
    }),
  ];
}

function compositesOf(
  old: readonly string[] = [],
  found: readonly string[] = [],
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  return changedText(old, found) === undefined ? { before: [], after: [] } : { before: old, after: found };
}

/** The tests of a filter as text: `name eq`. */
function testsOf({ wire, operators }: SurfaceFilter): readonly string[] {
  return operators.map((operator) => `${wire} ${operator}`);
}

function listed(
  base: FindingBase,
  at: {
    readonly rule: Finding["rule"];
    readonly name: TargetText;
    readonly before?: readonly string[];
    readonly after?: readonly string[];
  },
): readonly Finding[] {
  const { rule, name, before = [], after = [] } = at;
  if (before.length + after.length === 0) return [];
  return [
    {
      ...base,
      rule,
      name,
      ...(at.before === undefined ? {} : { before: valueText(before) }),
      ...(at.after === undefined ? {} : { after: valueText(after) }),
    },
  ];
}

/**
 * For each value type, the types that accept all its values. A date can be passed as a string, and an unknown type
 * accepts any value.
 */
const WIDER: Readonly<Record<SurfaceFilter["valueType"], readonly SurfaceFilter["valueType"][]>> = {
  string: ["date-time", "unknown"],
  number: ["unknown"],
  boolean: ["unknown"],
  "date-time": ["unknown"],
  unknown: [],
};

function compareField(
  base: FindingBase,
  { operations, old, new: found }: { operations: OperationPair; old: SurfaceFilter; new: SurfaceFilter },
): readonly Finding[] {
  const call = callName(operations.new);
  const name: TargetText = (target) => `${typeof call === "string" ? call : call(target)} filter ${found.wire}`;
  const type = changedText(old.valueType, found.valueType);
  const values = changedText(old.values, found.values);
  return [
    ...(type === undefined
      ? []
      : [
          {
            ...base,
            rule: WIDER[old.valueType].includes(found.valueType)
              ? ("filter-type-compatible" as const)
              : ("filter-type-changed" as const),
            name,
            ...type,
          },
        ]),
    // Known values are only suggestions for editors; the filter accepts other values too.
    ...(values === undefined ? [] : [{ ...base, rule: "filter-type-compatible" as const, name, ...values }]),
  ];
}

function compareSorters(base: FindingBase, operations: OperationPair): readonly Finding[] {
  const name = callName(operations.new);
  const before = operations.old.sorters?.fields ?? [];
  const after = operations.new.sorters?.fields ?? [];
  return [
    ...listed(base, { rule: "sorters-removed", name, before: onlyIn(before, after) }),
    ...listed(base, { rule: "sorters-added", name, after: onlyIn(after, before) }),
  ];
}
