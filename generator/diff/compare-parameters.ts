import type {
  SurfaceCall,
  SurfaceField,
  SurfaceOperation,
  SurfaceParameter,
  SurfaceType,
} from "../contract/surface-format.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { changedText, newType, onlyIn, typeFindings, valueText, type DiffContext } from "./context.ts";

/** A parameter or a field of a form. */
export interface Input {
  readonly place: SurfaceParameter["place"] | "form";
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  readonly parameter?: SurfaceParameter;
  readonly field?: SurfaceField;
}

/** One operation in the two surfaces that are compared. */
export interface OperationPair {
  readonly old: SurfaceOperation;
  readonly new: SurfaceOperation;
}

/** One parameter or form field in the two surfaces that are compared. */
export interface InputPair {
  readonly old: Input;
  readonly new: Input;
}

/** Compares the parameters and form fields of an operation. */
export function compareParameters(
  context: DiffContext,
  base: FindingBase,
  operations: OperationPair,
): readonly Finding[] {
  const sent: FindingBase = { ...base, directions: ["request"] };
  const { pairs, removed, added } = pairInputs(operations);
  return [
    ...removed.map((input): Finding => ({
      ...sent,
      rule: "parameter-removed",
      name: nameOf(operations.old, input),
      before: (target) => declaredText(operations.old, input, target),
    })),
    ...added.map((input): Finding => ({
      ...sent,
      rule: input.required ? "parameter-added-required" : "parameter-added",
      name: nameOf(operations.new, input),
      after: newType(context, input.type),
    })),
    ...pairs.flatMap((pair) => compareInput(context, sent, { ...pair, operations })),
    ...pairs.flatMap((pair) => compareNames(context, sent, { ...pair, operations })),
  ];
}

function inputsOf({ parameters, body }: SurfaceOperation): readonly Input[] {
  // The fields of a form are parameters of a cmdlet only if the form is the body that is sent by default.
  const content = body?.contents.find(({ first }) => first === true);
  return [
    ...parameters.map((parameter): Input => ({ ...parameter, parameter })),
    ...(content?.fields ?? []).map((field): Input => ({ ...field, place: "form", field })),
  ];
}

/** The inputs that both sides have, and the removed and added inputs. */
export interface PairedInputs {
  readonly pairs: readonly InputPair[];
  readonly removed: readonly Input[];
  readonly added: readonly Input[];
}

/**
 * Pairs inputs by location and wire name, and path parameters by their order. The rest are paired if they only moved,
 * and then if their public name stays.
 */
export function pairInputs(operations: OperationPair): PairedInputs {
  const pairs: InputPair[] = [];
  const left = new Set(inputsOf(operations.old));
  const right = new Set(inputsOf(operations.new));
  const match = (isPair: (before: Input, after: Input) => boolean): void => {
    for (const before of left)
      for (const after of right) {
        if (!isPair(before, after)) continue;
        pairs.push({ old: before, new: after });
        left.delete(before);
        right.delete(after);
        break;
      }
  };
  const order = [placeholders(operations.old.path), placeholders(operations.new.path)] as const;
  match((before, after) => before.place === after.place && before.wire === after.wire);
  match(
    (before, after) =>
      before.place === "path" &&
      after.place === "path" &&
      order[0].indexOf(before.wire) === order[1].indexOf(after.wire),
  );
  match((before, after) => before.wire === after.wire);
  match((before, after) =>
    Object.keys(operations.new.targets).some((target) => {
      const name = declared(operations.old, before, target)?.name;
      return name !== undefined && name === declared(operations.new, after, target)?.name;
    }),
  );
  return { pairs, removed: [...left], added: [...right] };
}

function placeholders(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/gu)].map(([, wire = ""]) => wire);
}

/** The public declaration of an input in each target. */
export function declared(
  { targets }: SurfaceOperation,
  { place, wire }: Pick<Input, "place" | "wire">,
  target: string,
): SurfaceCall["parameters"][number] | undefined {
  return targets[target]?.parameters.find((parameter) => parameter.place === place && parameter.wire === wire);
}

function declaredText(operation: SurfaceOperation, input: Input, target: string): string {
  return declared(operation, input, target)?.type ?? "";
}

/** The public name of an input: `getRole.id`, `Get-Role -Id`. */
function nameOf(operation: SurfaceOperation, input: Input): TargetText {
  return (target) => {
    const call = operation.targets[target]?.name ?? operation.key;
    const name = declared(operation, input, target)?.name ?? `body.${input.wire}`;
    return target === "powershell" ? `${call} -${name}` : `${call}.${name}`;
  };
}

interface InputChange extends InputPair {
  readonly operations: OperationPair;
}

function compareInput(context: DiffContext, base: FindingBase, change: InputChange): readonly Finding[] {
  const { old, new: found, operations } = change;
  const name = nameOf(operations.new, found);
  const tell = (rule: Finding["rule"], texts: { before?: string; after?: string } | undefined): readonly Finding[] =>
    texts === undefined ? [] : [{ ...base, rule, name, ...texts }];
  return [
    ...(old.required === found.required
      ? []
      : tell(found.required ? "parameter-required" : "parameter-optional", {
          before: old.required ? "required" : "optional",
          after: found.required ? "required" : "optional",
        })),
    ...tell("parameter-moved", changedText(old.place, found.place)),
    ...tell("parameter-wire-changed", changedText(old.wire, found.wire)),
    ...typeFindings(context, {
      base,
      name,
      change: { old: old.type, new: found.type },
      rules: { changed: "parameter-type-changed", compatible: "parameter-type-compatible" },
    }),
    ...tell("parameter-default-changed", changedText(defaultOf(old), defaultOf(found))),
    ...tell("parameter-bounds-changed", changedText(old.parameter?.bounds, found.parameter?.bounds)),
    ...tell("parameter-style-changed", changedText(styleOf(old), styleOf(found))),
    ...tell("parameter-source-changed", changedText(old.parameter?.from, found.parameter?.from)),
    ...deprecation(base, name, change),
    ...unsendable(base, name, change),
  ];
}

function defaultOf({ parameter, field }: Input): string | undefined {
  const value = parameter?.default ?? field?.default;
  return value === undefined ? undefined : JSON.stringify(value);
}

/** The serialisation of an input, on one line. */
function styleOf({ parameter, field }: Input): string {
  const { style, explode, reserved, codec } = parameter ?? field ?? {};
  const parts = [
    style,
    explode === true ? "exploded" : undefined,
    reserved === true ? "reserved characters kept" : undefined,
    codec,
    field?.mediaType,
    ...(field?.headers ?? []).map(({ wire, value }) => `${wire}: ${value}`),
  ];
  return valueText(parts.filter((part) => part !== undefined));
}

function deprecation(base: FindingBase, name: TargetText, { old, new: found }: InputPair): readonly Finding[] {
  const was = old.parameter?.deprecated === true;
  const is = found.parameter?.deprecated === true;
  return was === is ? [] : [{ ...base, rule: is ? "parameter-deprecated" : "parameter-restored", name }];
}

/**
 * Compares the values that no style can express. The type does not accept them, so more of them means that fewer values
 * are accepted.
 */
function unsendable(base: FindingBase, name: TargetText, { old, new: found }: InputPair): readonly Finding[] {
  const before = old.parameter?.unsendable;
  const after = found.parameter?.unsendable;
  const texts = changedText(before, after);
  if (texts === undefined) return [];
  const isWider =
    after === undefined || (after !== "all" && (before === "all" || onlyIn(after, before ?? []).length === 0));
  const tell = (value: string): string => (value === "none" ? "all values" : `values without ${value}`);
  return [
    {
      ...base,
      rule: isWider ? "parameter-type-compatible" : "parameter-type-changed",
      name,
      before: tell(texts.before),
      after: tell(texts.after),
    },
  ];
}

/** Compares the public names of an input in each target. */
function compareNames({ targets }: DiffContext, base: FindingBase, change: InputChange): readonly Finding[] {
  const { old, new: found, operations } = change;
  return targets.flatMap((target): readonly Finding[] => {
    const before = declared(operations.old, old, target);
    const after = declared(operations.new, found, target);
    if (before === undefined || after === undefined) return [];
    const at = { ...base, name: nameOf(operations.new, found), targets: [target] };
    const names = [after.name, ...(after.aliases ?? [])];
    const lost = (before.aliases ?? []).filter((alias) => !names.includes(alias));
    return [
      ...(before.name === after.name
        ? []
        : [
            {
              ...at,
              rule: names.includes(before.name)
                ? ("parameter-renamed-with-alias" as const)
                : ("parameter-renamed" as const),
              before: before.name,
              after: after.name,
            },
          ]),
      ...lost.map((alias): Finding => ({ ...at, rule: "alias-removed", before: alias, after: after.name })),
      ...(before.position === after.position
        ? []
        : [
            {
              ...at,
              rule:
                before.position === undefined
                  ? ("parameter-position-added" as const)
                  : ("parameter-position-changed" as const),
              before: valueText(before.position),
              after: valueText(after.position),
            },
          ]),
    ];
  });
}
