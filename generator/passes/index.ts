import { binaryTexts } from "./binary-texts.ts";
import { circularUnions } from "./circular-unions.ts";
import { deprecation } from "./deprecation.ts";
import { errorBodies } from "./error-bodies.ts";
import { filters } from "./filters.ts";
import { mergeCopies } from "./merge-copies.ts";
import { ownTags } from "./own-tags.ts";
import { paging } from "./paging.ts";
import type { Pass } from "./pass.ts";
import { unions } from "./unions.ts";
import { usage } from "./usage.ts";

/**
 * All passes, in order: the passes that settle shapes run before the passes that read meaning from shapes, and `usage`
 * runs last.
 */
export const PASSES: readonly Pass[] = [
  binaryTexts,
  mergeCopies,
  errorBodies,
  circularUnions,
  unions,
  ownTags,
  paging,
  filters,
  deprecation,
  usage,
];
