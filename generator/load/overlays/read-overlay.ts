import { Ajv, type ErrorObject } from "ajv";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { readRegularFile } from "../../files/regular-file.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { appendPointer } from "../pointer.ts";
import { isObject } from "../tree.ts";
import { readYaml } from "../yaml.ts";
import { badOverlay, diagnoseOverlay } from "./overlay-diagnostics.ts";
import type { Overlay, OverlayAction } from "./overlay.ts";

/** An overlay, or the findings that explain why it cannot be read. */
export type OverlayReading = { readonly overlay: Overlay } | { readonly diagnostics: readonly Diagnostic[] };

/** A larger file can only be meant to stop a run. */
const MAXIMUM_SIZE = 16 * 1024 * 1024;
const MAXIMUM_ACTIONS = 20_000;
/** A longer JSONPath is not parsed, because the parser is recursive. */
const MAXIMUM_PATH = 2_000;

const text = { type: "string" } as const;
const extensions = { "^x-": {} } as const;

/** JSON Schema of an overlay, from OpenAPI Overlay 1.0.0, section 4.4. */
const OVERLAY_SCHEMA = {
  type: "object",
  additionalProperties: false,
  patternProperties: extensions,
  required: ["overlay", "info", "actions"],
  properties: {
    overlay: text,
    info: {
      type: "object",
      additionalProperties: false,
      patternProperties: extensions,
      required: ["title", "version"],
      properties: { title: text, version: text },
    },
    extends: { type: "string", minLength: 1 },
    actions: {
      type: "array",
      minItems: 1,
      maxItems: MAXIMUM_ACTIONS,
      items: {
        type: "object",
        additionalProperties: false,
        patternProperties: extensions,
        required: ["target"],
        properties: {
          target: { type: "string", minLength: 1, maxLength: MAXIMUM_PATH },
          description: text,
          update: {},
          remove: { type: "boolean" },
        },
      },
    },
  },
} as const;

interface RawOverlay {
  readonly extends?: string;
  readonly actions: readonly { readonly target: string; readonly update?: unknown; readonly remove?: boolean }[];
}

/** Reads and checks an overlay. An overlay with any error is not applied at all. */
export function readOverlay(path: string): OverlayReading {
  let source: string;
  try {
    const bytes = readRegularFile(path, { followLinks: true });
    if (bytes.length > MAXIMUM_SIZE) return unread(path, `it is larger than ${String(MAXIMUM_SIZE / 2 ** 20)} MiB`);
    source = bytes.toString("utf8").replace(/^\uFEFF/u, "");
  } catch (error) {
    return unread(path, explainSystemError(error).cause);
  }
  return checkOverlay(path, source);
}

function unread(path: string, reason: string): OverlayReading {
  const problem = `the overlay ${path} cannot be read: ${reason}`;
  return { diagnostics: [diagnoseOverlay(badOverlay, { problem }, { path, text: "", pointer: "" })] };
}

function checkOverlay(path: string, source: string): OverlayReading {
  const problem = (pointer: string, said: string): Diagnostic =>
    diagnoseOverlay(badOverlay, { problem: said }, { path, text: source, pointer });
  const { value, problems } = readYaml(source);
  if (problems.length > 0)
    return {
      diagnostics: problems.map(({ message, line, column }) => ({
        ...problem("", `the overlay is not well-formed YAML or JSON: ${message}`),
        line,
        column,
      })),
    };
  const stated = isObject(value) ? value["overlay"] : undefined;
  if (typeof stated === "string" && !/^1\.0\.\d+$/u.test(stated))
    return { diagnostics: [problem("/overlay", `the overlay has the version ${stated}; only 1.0.0 is supported`)] };
  if (stated === undefined)
    return { diagnostics: [problem("", 'the file is not an overlay: it has no "overlay: 1.0.0"')] };
  const validate = new Ajv({ allErrors: true, meta: false, validateSchema: false }).compile<RawOverlay>(OVERLAY_SCHEMA);
  if (!validate(value))
    return {
      diagnostics: (validate.errors ?? []).map((error) => problem(error.instancePath, explain(error))),
    };
  const actions = value.actions.map((action, index) => actionOf(action, appendPointer("/actions", index)));
  const wrong = actions.flatMap((action) =>
    problemsOf(action).map(({ pointer, said }) => problem(pointer, `the action ${said}`)),
  );
  if (wrong.length > 0) return { diagnostics: wrong };
  return {
    overlay: { path, text: source, ...(value.extends === undefined ? {} : { extends: value.extends }), actions },
  };
}

function actionOf(action: RawOverlay["actions"][number], pointer: string): OverlayAction {
  const isRemoval = action.remove === true;
  return {
    target: action.target,
    isRemoval,
    ...(isRemoval || action.update === undefined ? {} : { update: action.update }),
    pointer,
  };
}

interface ActionProblem {
  readonly pointer: string;
  readonly said: string;
}

function problemsOf({ pointer, isRemoval, update, target }: OverlayAction): readonly ActionProblem[] {
  if (isRemoval)
    return target.trim() === "$" ? [{ pointer: `${pointer}/target`, said: "removes the whole document" }] : [];
  if (update === undefined) return [{ pointer, said: 'has neither "update" nor "remove: true", so it does nothing' }];
  const place = protoKey(update, `${pointer}/update`);
  return place === undefined ? [] : [{ pointer: place, said: 'writes the key "__proto__", which no API has' }];
}

/**
 * The pointer of a `__proto__` key in a value; undefined where there is none. Merging it would change an object's
 * prototype.
 */
function protoKey(value: unknown, pointer: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const at = appendPointer(pointer, key);
    const found = key === "__proto__" ? at : protoKey(inner, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function explain({ keyword, params, instancePath, message = "is not valid" }: ErrorObject): string {
  const place = instancePath === "" ? "the overlay" : instancePath;
  if (keyword === "additionalProperties")
    return `${place} has the unknown key "${String((params as { readonly additionalProperty?: unknown }).additionalProperty)}"`;
  return `${place} ${message}`;
}
