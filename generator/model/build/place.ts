import { pointerTokens } from "../../load/pointer.ts";
import type { Cursor } from "../../load/tree.ts";
import { identityOf } from "../../load/tree.ts";
import type { Place, Step } from "../model.ts";
import type { BuildState } from "./state.ts";

/**
 * What a reference's target is called after: a function of its file and pointer alone, so that the order of reading
 * never decides a name.
 */
export function placeOfTarget(state: BuildState, target: Cursor): Place {
  const { file, pointer } = target;
  const tokens = pointerTokens(pointer);
  if (tokens.length === 0) {
    return { kind: "file", file, componentKeys: [...(state.componentKeys.get(file) ?? [])].sort() };
  }
  const section = sectionLength(tokens);
  if (section === undefined) {
    // `schemas.yaml#/Pet` is called what its root calls it.
    const [key] = [...(state.componentKeys.get(identityOf(target)) ?? [])].sort();
    if (key !== undefined) return { kind: "component", key, file };
  }
  if (section !== undefined) {
    const key = tokens[section - 1] ?? "";
    if (tokens[1] === "responses")
      return { kind: "sharedAnswer", status: key, key, steps: stepsOf(afterContent(tokens.slice(section))) };
    if (tokens[1] === "parameters")
      return { kind: "sharedParameter", key, steps: stepsOf(afterSchema(tokens.slice(section))) };
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

/** How many tokens name an entry of a component section; undefined when the pointer is not in one. */
function sectionLength(tokens: readonly string[]): number | undefined {
  if (tokens[0] === "components" && tokens.length >= 3) return 3;
  if ((tokens[0] === "$defs" || tokens[0] === "definitions") && tokens.length >= 2) return 2;
  return undefined;
}

function operationPlace(state: BuildState, file: string, tokens: readonly string[]): Place | undefined {
  for (let length = 1; length <= Math.min(tokens.length, 3); length += 1) {
    const operation = state.operationKeys.get(
      identityOf({ file, pointer: `/${tokens.slice(0, length).map(escape).join("/")}` }),
    );
    if (operation === undefined) continue;
    const rest = tokens.slice(length);
    if (rest[0] === "requestBody") {
      return { kind: "request", operation, ordinal: 0, format: "json", steps: stepsOf(afterContent(rest.slice(1))) };
    }
    if (rest[0] === "responses") {
      return { kind: "answer", operation, status: rest[1] ?? "", steps: stepsOf(afterContent(rest.slice(2))) };
    }
    if (rest[0] === "parameters") {
      return { kind: "parameter", operation, wire: rest[1] ?? "", steps: stepsOf(afterSchema(rest.slice(2))) };
    }
    return undefined;
  }
  return undefined;
}

function escape(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** `content / media type / schema / ...` without the part that leads to the schema. */
function afterContent(tokens: readonly string[]): readonly string[] {
  return tokens[0] === "content" && tokens[2] === "schema" ? tokens.slice(3) : tokens;
}

function afterSchema(tokens: readonly string[]): readonly string[] {
  return tokens[0] === "schema" ? tokens.slice(1) : afterContent(tokens);
}

/** The step to an item that its position tells apart. */
export function positionStep(index: number): Step {
  return { kind: "part", wire: `item${String(index + 1)}` };
}

/** Steps of the pointer of a schema part. `allOf` members belong to their owner and leave no step. */
export function stepsOf(tokens: readonly string[]): Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    const next = tokens[index + 1] ?? "";
    switch (token) {
      case "properties":
      case "patternProperties":
        steps.push({ kind: "property", wire: next });
        index += 1;
        break;
      case "items":
        steps.push({ kind: "item" });
        break;
      case "prefixItems":
        steps.push(positionStep(Number(next)));
        index += 1;
        break;
      case "additionalProperties":
        steps.push({ kind: "value" });
        break;
      case "oneOf":
      case "anyOf":
        steps.push({ kind: "option", ordinal: Number(next) + 1 });
        index += 1;
        break;
      case "allOf":
        index += 1;
        break;
      case "$defs":
      case "definitions":
        steps.push({ kind: "part", wire: next });
        index += 1;
        break;
      default:
        steps.push({ kind: "part", wire: token });
    }
  }
  return steps;
}
