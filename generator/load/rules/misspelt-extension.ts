import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";

const code = "misspelt-extension";

const misspeltKey = defineDiagnostic<{ key: string; meant: string }>({
  code,
  message: ({ key }) => `the extension "${key}" is misspelt`,
  action: ({ meant }) => `read as "${meant}"`,
});

/** The extensions that this generator reads. */
const KNOWN = [
  "x-sailpoint-userLevels",
  "x-sailpoint-resource-operation-id",
  "x-sailpoint-experimental",
  "x-deprecated-description",
  "x-codegen-request-body-name",
];

export const misspeltExtension: RepairRule = {
  id: code,
  on: ["operation", "parameter"],
  apply: ({ node }, { report }) => {
    for (const key of Object.keys(node)) {
      if (!key.startsWith("x-") || KNOWN.includes(key)) continue;
      const meant = KNOWN.find((known) => isOneSlipAway(key.toLowerCase(), known.toLowerCase()));
      if (meant === undefined || Object.hasOwn(node, meant)) continue;
      node[meant] = node[key];
      delete node[key];
      report(misspeltKey, { key, meant }, [key]);
    }
  },
};

/** Whether two texts differ by one letter (added, removed or replaced) or by two swapped neighbours. */
function isOneSlipAway(left: string, right: string): boolean {
  if (left === right) return true;
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const [leftRest, rightRest] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  if (leftRest.length <= 1 && rightRest.length <= 1) return true;
  return leftRest.length === 2 && rightRest === [...leftRest].reverse().join("");
}
