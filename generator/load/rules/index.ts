import type { RepairRule } from "../rule.ts";
import { answersShape } from "./answers-shape.ts";
import { arrayWithoutItems } from "./array-without-items.ts";
import { bodyOnRead } from "./body-on-read.ts";
import { defaultValue } from "./default-value.ts";
import { duplicateParameter } from "./duplicate-parameter.ts";
import { enumValues } from "./enum-values.ts";
import { exampleValue } from "./example-value.ts";
import { impossiblePattern } from "./impossible-pattern.ts";
import { itemsWithoutArray } from "./items-without-array.ts";
import { longPath } from "./long-path.ts";
import { malformedNode } from "./malformed-node.ts";
import { mediaTypeKeys } from "./media-type-keys.ts";
import { misplacedBounds } from "./misplaced-bounds.ts";
import { misplacedFormat } from "./misplaced-format.ts";
import { missingType } from "./missing-type.ts";
import { misspeltExtension } from "./misspelt-extension.ts";
import { nullBesideMembers } from "./null-beside-members.ts";
import { operationIds } from "./operation-ids.ts";
import { parameterShape } from "./parameter-shape.ts";
import { patchBodies } from "./patch-bodies.ts";
import { pathFragments } from "./path-fragments.ts";
import { pathParameters } from "./path-parameters.ts";
import { pathTemplates } from "./path-templates.ts";
import { referencedMaps } from "./referenced-maps.ts";
import { referenceSiblings } from "./reference-siblings.ts";
import { requiredProperties } from "./required-properties.ts";
import { securitySchemes } from "./security-schemes.ts";
import { textAsSchema } from "./text-as-schema.ts";
import { unknownFormat } from "./unknown-format.ts";
import { versionInPath } from "./version-in-path.ts";
import { widerExample } from "./wider-example.ts";

/**
 * The repair rules in the order of their application. A rule that reads what another rule repairs comes later:
 * references to maps and malformed values first, types before the values of a type.
 */
export const REPAIR_RULES: readonly RepairRule[] = [
  referencedMaps,
  malformedNode,
  longPath,
  pathTemplates,
  operationIds,
  versionInPath,
  pathFragments,
  misspeltExtension,
  duplicateParameter,
  pathParameters,
  securitySchemes,
  answersShape,
  bodyOnRead,
  parameterShape,
  mediaTypeKeys,
  patchBodies,
  referenceSiblings,
  textAsSchema,
  misplacedFormat,
  nullBesideMembers,
  unknownFormat,
  arrayWithoutItems,
  itemsWithoutArray,
  missingType,
  enumValues,
  misplacedBounds,
  impossiblePattern,
  requiredProperties,
  defaultValue,
  widerExample,
  exampleValue,
];
