import { assertNever } from "../model/assert-never.ts";
import type { Alternatives, Declaration, EventHook, ObjectDeclaration, Presence, Property } from "../model/model.ts";
import type {
  EventFacts,
  ModelFacts,
  SurfaceAlternatives,
  SurfacePresence,
  SurfaceProperty,
} from "./surface-format.ts";
import { sortBy, sortByJson, sortedJson, surfaceType } from "./surface-type.ts";

/** The facts of a declaration that are the same in every target, without descriptions. */
export function modelFacts(declaration: Declaration): ModelFacts {
  const { id, also, inAnswer, inRequest, requestFormDiffers, deprecated } = declaration;
  const base = {
    id,
    ...(also.length === 0 ? {} : { also }),
    forms: [...(inAnswer ? (["read"] as const) : []), ...(inRequest ? (["sent"] as const) : [])],
    ...(requestFormDiffers ? { formsDiffer: true as const } : {}),
    ...(deprecated ? { deprecated: true as const } : {}),
  };
  switch (declaration.kind) {
    case "object":
      return { ...base, kind: "object", ...objectFacts(declaration) };
    case "enum":
      return {
        ...base,
        kind: "enumeration",
        scalar: declaration.scalar,
        open: inAnswer,
        values: sortByJson(declaration.values.map(({ value }) => value)),
      };
    case "union":
      return { ...base, kind: "union", ...alternativeFacts(declaration) };
    case "alias":
      return { ...base, kind: "alias", type: surfaceType(declaration.target) };
    default:
      return assertNever(declaration);
  }
}

function objectFacts({
  properties,
  rest,
  alternatives = [],
  presence = [],
  correlation,
}: ObjectDeclaration): Pick<ModelFacts, "properties" | "rest" | "alternatives" | "presence" | "correlation"> {
  return {
    properties: sortBy(properties.map(propertyFacts), ({ wire }) => wire),
    rest: typeof rest === "string" ? rest : { type: surfaceType(rest) },
    ...(alternatives.length === 0 ? {} : { alternatives: sortByJson(alternatives.map(alternativeFacts)) }),
    ...(presence.length === 0 ? {} : { presence: sortByJson(presence.map(presenceFacts)) }),
    ...(correlation === undefined
      ? {}
      : {
          correlation: {
            tag: correlation.tag,
            property: correlation.property,
            cases: sortBy(
              correlation.cases.map(({ value, use }) => ({ value, type: surfaceType(use) })),
              ({ value }) => value,
            ),
          },
        }),
  };
}

function presenceFacts({ lists, isExclusive }: Presence): SurfacePresence {
  return {
    lists: sortByJson(lists.map((list) => [...list].sort())),
    ...(isExclusive ? { exclusive: true as const } : {}),
  };
}

const ACCESS = { both: "both", answer: "read", request: "sent" } as const;

function propertyFacts(property: Property): SurfaceProperty {
  return {
    wire: property.wire,
    type: surfaceType(property.use),
    required: property.required,
    access: ACCESS[property.access],
    ...(property.default === undefined ? {} : { default: sortedJson(property.default) }),
    ...(property.deprecated ? { deprecated: true } : {}),
    ...(Object.keys(property.limits).length === 0 ? {} : { bounds: property.limits }),
  };
}

function alternativeFacts({ tag, members }: Alternatives): SurfaceAlternatives {
  return {
    ...(tag === undefined ? {} : { tag }),
    members: sortByJson(
      members.map(({ use, tagValues }) => ({
        type: surfaceType(use),
        ...(tagValues.length === 0 ? {} : { tagValues: [...tagValues].sort() }),
      })),
    ),
  };
}

/** The facts of an event for `surface.json`: its name, its trigger, and the types of its payload and its reply. */
export function eventFacts({ wire, triggerId, payload, reply }: EventHook): EventFacts {
  return {
    wire,
    trigger: triggerId,
    payload: surfaceType(payload),
    ...(reply === undefined ? {} : { reply: surfaceType(reply) }),
  };
}
