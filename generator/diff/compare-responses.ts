import type { SurfaceOperation, SurfaceResponse, SurfaceType } from "../contract/surface-format.ts";
import { callName } from "./compare-bodies.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import type { OperationPair } from "./compare-parameters.ts";
import { changedText, fitsFor, onlyIn, typeFindings, valueText, type DiffContext } from "./context.ts";
import { isSameType } from "./fits.ts";
import { typeText } from "./type-text.ts";

/** Compares the responses of an operation, and the result of a successful call. */
export function compareResponses(
  context: DiffContext,
  base: FindingBase,
  operations: OperationPair,
): readonly Finding[] {
  const read: FindingBase = { ...base, directions: ["response"] };
  const name = callName(operations.new);
  const old = new Map(operations.old.responses.map((response) => [response.status, response]));
  const found = new Map(operations.new.responses.map((response) => [response.status, response]));
  const successes = new Set(operations.old.success.statuses);
  return [
    ...onlyIn([...old.keys()], [...found.keys()]).map((status): Finding => ({
      ...read,
      rule: successes.has(status) || !isFailure(status) ? "response-removed" : "error-removed",
      name,
      before: status,
    })),
    ...onlyIn([...found.keys()], [...old.keys()]).map((status): Finding => ({
      ...read,
      rule: "response-added",
      name,
      after: status,
    })),
    ...[...old].flatMap(([status, before]) => {
      const after = found.get(status);
      return after === undefined ? [] : compareResponse(context, read, { operations, old: before, new: after });
    }),
    ...compareOutput(context, read, operations),
  ];
}

/** Whether a status code is an error. The package follows or refuses redirects, so they do not count. */
function isFailure(status: string): boolean {
  return status === "default" || status.startsWith("4") || status.startsWith("5");
}

interface ResponseChange {
  readonly operations: OperationPair;
  readonly old: SurfaceResponse;
  readonly new: SurfaceResponse;
}

function compareResponse(context: DiffContext, base: FindingBase, change: ResponseChange): readonly Finding[] {
  const { operations, old, new: found } = change;
  const name: TargetText = (target) => `${operations.new.targets[target]?.name ?? operations.new.key} ${found.status}`;
  const before = new Map(old.contents.map((content) => [content.mediaType, content]));
  const after = new Map(found.contents.map((content) => [content.mediaType, content]));
  const lost = onlyIn([...before.keys()], [...after.keys()]);
  const gained = onlyIn([...after.keys()], [...before.keys()]);
  // A program does not see the media type, so one media type in place of another is the same content.
  const pairs = [...before.keys()].map((mediaType) => {
    const other = lost.length === 1 && gained.length === 1 && mediaType === lost[0] ? gained[0] : mediaType;
    return [before.get(mediaType), after.get(other ?? mediaType)] as const;
  });
  return [
    ...lost.map((mediaType): Finding => ({
      ...base,
      rule: "response-media-type-removed",
      name,
      before: mediaType,
    })),
    ...gained.map((mediaType): Finding => ({ ...base, rule: "response-media-type-added", name, after: mediaType })),
    ...pairs.flatMap(([left, right]) =>
      left === undefined || right === undefined
        ? []
        : typeFindings(context, {
            base,
            name,
            change: { old: left.type, new: right.type },
            rules: { changed: "response-type-changed", compatible: "response-type-compatible" },
          }),
    ),
    ...compareHeaders(context, base, { ...change, name }),
  ];
}

function compareHeaders(
  context: DiffContext,
  base: FindingBase,
  { old, new: found, name }: ResponseChange & { readonly name: TargetText },
): readonly Finding[] {
  const before = new Map(old.headers.map(({ wire, type }) => [wire.toLowerCase(), { wire, type }]));
  const after = new Map(found.headers.map(({ wire, type }) => [wire.toLowerCase(), { wire, type }]));
  return [
    ...onlyIn([...before.keys()], [...after.keys()]).map((key): Finding => ({
      ...base,
      rule: "response-header-removed",
      name,
      before: before.get(key)?.wire,
    })),
    ...onlyIn([...after.keys()], [...before.keys()]).map((key): Finding => ({
      ...base,
      rule: "response-header-added",
      name,
      after: after.get(key)?.wire,
    })),
    ...[...before].flatMap(([key, { type, wire }]): readonly Finding[] => {
      const other = after.get(key);
      if (other === undefined || isSameType(context.pair, { old: type, new: other.type })) return [];
      return [
        {
          ...base,
          rule: "response-header-changed",
          name: (target) => `${typeof name === "string" ? name : name(target)} ${wire}`,
          before: (target) => typeText(type, context.pair.old, target),
          after: (target) => typeText(other.type, context.pair.new, target),
        },
      ];
    }),
  ];
}

/** Compares the result of a successful call where it depends on more than the type of one response. */
function compareOutput(context: DiffContext, base: FindingBase, operations: OperationPair): readonly Finding[] {
  const [old, found] = [operations.old.success, operations.new.success];
  const isPaged = [operations.old.paging !== undefined, operations.new.paging !== undefined] as const;
  // The rules of paging report whether a call returns pages.
  if (isPaged[0] !== isPaged[1] || isPaged[0]) return [];
  const hasOneType =
    old.kind === found.kind &&
    old.orNothing === found.orNothing &&
    old.types?.length === found.types?.length &&
    !changedText(old.statuses, found.statuses);
  if (hasOneType || old.kind !== "value" || found.kind !== "value") {
    if (old.kind === found.kind) return [];
    const name = callName(operations.new);
    const texts = { before: kindText(old), after: kindText(found) };
    // No program reads a result that did not exist.
    return [{ ...base, rule: old.kind === "nothing" ? "output-compatible" : "output-changed", name, ...texts }];
  }
  return unionFindings(context, base, { operations, old, new: found });
}

type Success = SurfaceOperation["success"];

const KINDS: Readonly<Record<Success["kind"], string>> = {
  value: "a value",
  nothing: "nothing",
  text: "text",
  total: "a total",
  download: "a file",
  stream: "a stream",
};

function kindText({ kind }: Success): string {
  return KINDS[kind];
}

function unionFindings(
  context: DiffContext,
  base: FindingBase,
  { operations, old, new: found }: { operations: OperationPair; old: Success; new: Success },
): readonly Finding[] {
  const { types: before = [] } = old;
  const { types: after = [] } = found;
  const isSame = (left: readonly SurfaceType[], right: readonly SurfaceType[]): boolean =>
    left.every((type) => right.some((other) => isSameType(context.pair, { old: type, new: other })));
  const sameTypes =
    before.length === after.length &&
    isSame(before, after) &&
    after.every((type) => before.some((other) => isSameType(context.pair, { old: other, new: type })));
  if (sameTypes && old.orNothing === found.orNothing) return [];
  return context.targets.map((target): Finding => {
    const isKept = after.every((type) =>
      before.some((other) => fitsFor(context, { old: other, new: type }, { target, direction: "response" })),
    );
    const mayBeNothing = found.orNothing === true && old.orNothing !== true && target !== "powershell";
    return {
      ...base,
      rule: isKept && !mayBeNothing ? "output-compatible" : "output-changed",
      name: callName(operations.new),
      before: unionText(context, before, { side: "old", target, orNothing: old.orNothing === true }),
      after: unionText(context, after, { side: "new", target, orNothing: found.orNothing === true }),
      targets: [target],
    };
  });
}

function unionText(
  { pair }: DiffContext,
  types: readonly SurfaceType[],
  at: { readonly side: "old" | "new"; readonly target: string; readonly orNothing: boolean },
): string {
  const texts = types.map((type) => typeText(type, pair[at.side], at.target));
  return valueText([...texts, ...(at.orNothing ? ["nothing"] : [])].join(" or "));
}
