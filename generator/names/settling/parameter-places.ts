import { compareText } from "../../model/order.ts";
import type { Operation } from "../../model/model.ts";
import { boundedName } from "../rules/bounds.ts";
import { numbered } from "../rules/signs.ts";
import { parameterKey } from "../table.ts";

/** The places of parameters, in the order in which they get a name that several parameters want. */
const PLACES = ["path", "query", "header", "cookie", "form"] as const;

/** A parameter, or a field of a form, that wants a name. */
export interface WantedParameter {
  readonly in: (typeof PLACES)[number];
  readonly wire: string;
  readonly declaredWire: string;
}

/**
 * The parameters and form fields of an operation, in the order of the cmdlet's parameters. The body is not included.
 */
export function wantedParameters(operation: Operation): readonly WantedParameter[] {
  const fields = formFields(operation).map((field): WantedParameter => ({
    in: "form",
    wire: field,
    declaredWire: field,
  }));
  return [
    ...operation.parameters.map((parameter): WantedParameter => ({
      in: parameter.place,
      wire: parameter.wire,
      declaredWire: parameter.declaredWire,
    })),
    ...fields,
  ];
}

/** The fields of the media type that is sent. */
function formFields(operation: Operation): readonly string[] {
  return operation.body?.contents[0]?.fields.map((field) => field.wire) ?? [];
}

/** Whether the body is one value, `body`, instead of separate fields. */
export function takesBody(operation: Operation): boolean {
  return operation.body?.contents[0]?.fields.length === 0;
}

/** The key of a parameter in the names of an operation. */
export function keyOf({ in: place, wire }: WantedParameter): string {
  return parameterKey(place, wire);
}

/** The parameters in the order in which they get a name that several want. */
export function inRankOrder(wanted: readonly WantedParameter[]): readonly WantedParameter[] {
  return [...wanted].sort(
    (left, right) => PLACES.indexOf(left.in) - PLACES.indexOf(right.in) || compareText(left.wire, right.wire),
  );
}

/** The candidates for a parameter's name. */
export interface ParameterCandidates {
  readonly wanted: string;
  readonly more: () => readonly string[];
  readonly isRefused?: (name: string) => boolean;
}

/** The first candidate that no other parameter has. Adds it to `taken`. */
export function firstFree(taken: Set<string>, { wanted, more, isRefused = () => false }: ParameterCandidates): string {
  const isFree = (name: string): boolean => !taken.has(name.toLowerCase()) && !isRefused(name);
  const own = boundedName(wanted);
  const free = isFree(own) ? own : (more().map(boundedName).find(isFree) ?? numbered(own, isFree));
  taken.add(free.toLowerCase());
  return free;
}
