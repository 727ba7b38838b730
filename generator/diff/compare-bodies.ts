import type { SurfaceContent, SurfaceOperation } from "../contract/surface-format.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import type { OperationPair } from "./compare-parameters.ts";
import { newType, oldType, onlyIn, typeFindings, type DiffContext } from "./context.ts";

/** Compares the request bodies of an operation. */
export function compareBodies(context: DiffContext, base: FindingBase, operations: OperationPair): readonly Finding[] {
  const sent: FindingBase = { ...base, directions: ["request"] };
  const name = callName(operations.new);
  const [old, found] = [operations.old.body, operations.new.body];
  const [oldFirst, newFirst] = [firstOf(operations.old), firstOf(operations.new)];
  if (old === undefined || found === undefined || oldFirst === undefined || newFirst === undefined) {
    if (newFirst !== undefined && found !== undefined)
      return [
        {
          ...sent,
          rule: found.required ? "body-added-required" : "body-added",
          name,
          after: newType(context, newFirst.type),
        },
      ];
    return oldFirst === undefined
      ? []
      : [{ ...sent, rule: "body-removed", name, before: oldType(context, oldFirst.type) }];
  }
  const lost = onlyIn(mediaTypes(old), mediaTypes(found));
  const gained = onlyIn(mediaTypes(found), mediaTypes(old));
  return [
    ...(old.required === found.required
      ? []
      : [
          {
            ...sent,
            rule: found.required ? ("body-required" as const) : ("body-optional" as const),
            name,
            before: old.required ? "required" : "optional",
            after: found.required ? "required" : "optional",
          },
        ]),
    ...lost.map((before): Finding => ({ ...sent, rule: "body-media-type-removed", name, before })),
    ...gained.map((after): Finding => ({ ...sent, rule: "body-media-type-added", name, after })),
    ...compareContents(context, sent, { name, old: old.contents, new: found.contents, first: [oldFirst, newFirst] }),
  ];
}

/** The name of an operation in each target, or its key where a target has no name for it. */
export function callName({ targets, key }: SurfaceOperation): TargetText {
  return (target) => targets[target]?.name ?? key;
}

/** The content that a call sends by default. */
function firstOf({ body }: SurfaceOperation): SurfaceContent | undefined {
  return body?.contents.find(({ first }) => first === true) ?? body?.contents[0];
}

function mediaTypes({ contents }: { readonly contents: readonly SurfaceContent[] }): readonly string[] {
  return contents.map(({ mediaType }) => mediaType);
}

interface ContentChange {
  readonly name: TargetText;
  readonly old: readonly SurfaceContent[];
  readonly new: readonly SurfaceContent[];
  readonly first: readonly [SurfaceContent, SurfaceContent];
}

/**
 * Compares two contents of a request body. Callers see only how a value is passed: a JSON body with another media type
 * is the same to them, but a form in place of JSON is not.
 */
function compareContents(context: DiffContext, base: FindingBase, change: ContentChange): readonly Finding[] {
  const { name, old, new: found, first } = change;
  const [before, after] = first;
  const rules = { changed: "body-type-changed", compatible: "body-type-compatible" } as const;
  const lost = onlyIn(old.map(kindOf), found.map(kindOf));
  const gained = onlyIn(found.map(kindOf), old.map(kindOf));
  const kinds: readonly Finding[] =
    lost.length + gained.length === 0
      ? []
      : [
          {
            ...base,
            rule: lost.length > 0 ? rules.changed : rules.compatible,
            name,
            before: old.map(kindOf).join(" or "),
            after: found.map(kindOf).join(" or "),
          },
        ];
  // The fields of a form are compared as parameters.
  const isForm = before.fields !== undefined && after.fields !== undefined;
  return kindOf(before) !== kindOf(after) || isForm
    ? kinds
    : [...kinds, ...typeFindings(context, { base, name, change: { old: before.type, new: after.type }, rules })];
}

/** How a caller passes a value: `json`, `multipart form-data`. */
function kindOf({ codec, subtype, patch, framing }: SurfaceContent): string {
  return [codec, subtype, framing, patch === true ? "patch" : undefined].filter((part) => part !== undefined).join(" ");
}
