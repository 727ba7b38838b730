import { GRAMMAR, type ObjectKind, type SchemaStep } from "../../load/grammar.ts";
import { DECLARATION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { pointerTokens } from "../../load/pointer.ts";
import type { Cursor } from "../../load/tree.ts";
import { identityOf } from "../../load/tree.ts";
import { assertNever } from "../assert-never.ts";
import type { Place, Step } from "../model.ts";
import type { BuildState } from "./state.ts";

/**
 * The place of a reference's target, which its name is made from. It depends on the target's file and pointer alone, so
 * the order of reading does not change a name.
 */
export function placeOfTarget(state: BuildState, target: Cursor): Place {
  const { file, pointer } = target;
  const tokens = pointerTokens(pointer);
  if (tokens.length === 0) {
    return { kind: "file", file, componentKeys: [...(state.componentKeys.get(file) ?? [])].sort() };
  }
  const section = sectionLength(tokens);
  if (section === undefined) {
    // `schemas.yaml#/Pet` gets the name of the component that refers to it.
    const [key] = [...(state.componentKeys.get(identityOf(target)) ?? [])].sort();
    if (key !== undefined) return { kind: "component", key, file };
  }
  if (section !== undefined) {
    const key = tokens[section - 1] ?? "";
    const holds = tokens[0] === "components" ? GRAMMAR.components[tokens[1] ?? ""]?.holds : undefined;
    if (holds === "answer")
      return { kind: "sharedAnswer", status: key, key, steps: stepsOf(belowSchema(holds, tokens.slice(section))) };
    if (holds === "parameter")
      return { kind: "sharedParameter", key, steps: stepsOf(belowSchema(holds, tokens.slice(section))) };
    const componentPointer = `/${tokens.slice(0, section).map(escape).join("/")}`;
    if (tokens.length === section) return { kind: "component", key, file };
    return {
      kind: "member",
      owner: identityOf({ file, pointer: componentPointer }),
      steps: stepsOf(tokens.slice(section)),
    };
  }
  return operationPlace(state, file, tokens) ?? { kind: "member", owner: file, steps: stepsOf(tokens) };
}

/**
 * The number of tokens that name an entry of a component section; undefined for a pointer outside of these sections.
 */
function sectionLength(tokens: readonly string[]): number | undefined {
  if (tokens[0] === "components" && tokens.length >= 3) return 3;
  if (DECLARATION_KEYWORDS.includes(tokens[0] ?? "") && tokens.length >= 2) return 2;
  return undefined;
}

function operationPlace(state: BuildState, file: string, tokens: readonly string[]): Place | undefined {
  for (let length = 1; length <= Math.min(tokens.length, 3); length += 1) {
    const operation = state.operationKeys.get(
      identityOf({ file, pointer: `/${tokens.slice(0, length).map(escape).join("/")}` }),
    );
    if (operation === undefined) continue;
    const [key = "", ...rest] = tokens.slice(length);
    const holds = GRAMMAR.operation[key]?.holds;
    const [name = "", ...below] = rest;
    if (holds === "requestBody")
      return { kind: "request", operation, ordinal: 0, format: "json", steps: stepsOf(belowSchema(holds, rest)) };
    if (holds === "answer")
      return { kind: "answer", operation, status: name, steps: stepsOf(belowSchema(holds, below)) };
    if (holds === "parameter")
      return { kind: "parameter", operation, wire: name, steps: stepsOf(belowSchema(holds, below)) };
    return undefined;
  }
  return undefined;
}

function escape(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The tokens below the schema of a node: those after `schema`, or after `content`, the media type and `schema`. */
function belowSchema(kind: ObjectKind, tokens: readonly string[]): readonly string[] {
  const [key = "", name, ...below] = tokens;
  const keyword = GRAMMAR[kind][key];
  if (keyword?.holds === "schema" && keyword.shape === "one") return tokens.slice(1);
  if (keyword?.holds !== "mediaType" || name === undefined) return tokens;
  const inner = belowSchema("mediaType", below);
  return inner === below ? tokens : inner;
}

/** The step to an item whose type depends on its position. */
export function positionStep(index: number): Step {
  return { kind: "part", wire: `item${String(index + 1)}` };
}

/** The steps for the tokens of a pointer inside a schema. `allOf` members belong to their owner and add no step. */
export function stepsOf(tokens: readonly string[]): Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    const next = tokens[index + 1] ?? "";
    const keyword = GRAMMAR.schema[token];
    if (keyword?.step === undefined) {
      steps.push({ kind: "part", wire: token });
      continue;
    }
    // The entry of a list or map has a token of its own, which is consumed here.
    if (keyword.shape !== "one") index += 1;
    const step = stepTo(keyword.step, next);
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

/** The step for a keyword; `name` is the key or index below it. Returns undefined for `allOf`. */
function stepTo(step: SchemaStep, name: string): Step | undefined {
  switch (step) {
    case "property":
      return { kind: "property", wire: name };
    case "item":
      return { kind: "item" };
    case "position":
      return positionStep(Number(name));
    case "value":
      return { kind: "value" };
    case "option":
      return { kind: "option", ordinal: Number(name) + 1 };
    case "owner":
      return undefined;
    case "named":
      return { kind: "part", wire: name };
    default:
      return assertNever(step);
  }
}
