import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Surface } from "./surface-format.ts";
import { SURFACE_SCHEMA } from "./surface-schema.ts";

/** A surface, or the problems of its text: one sentence with the place for each. */
export interface SurfaceReading {
  readonly value?: Surface;
  readonly problems: readonly string[];
}

/**
 * Reads a `surface.json`. Invalid text is data, so no exception is thrown. Every problem names the entry by its
 * identity, and the pointer inside the entry.
 */
export function readSurface(text: string): SurfaceReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [`not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { problems: ["not a surface: an object is expected at the top"] };
  const { format } = value as { readonly format?: unknown };
  if (format === 1 || (format === undefined && "operations" in value))
    return {
      problems: [
        "format 1 has names only, without types: it cannot be compared. Generate the surface of that release again with this version of isc-sdkgen",
      ],
    };
  if (format !== 2)
    return {
      problems: [
        `/format: ${JSON.stringify(format) ?? "none"} is not known here; this version reads format 2. Take the version of isc-sdkgen that made it, or a later one`,
      ],
    };
  const validate = validator();
  if (validate(value)) return { value: value as unknown as Surface, problems: [] };
  // Of the errors for the alternatives of a type, the deepest one names the actual problem.
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split("/").length;
  const errors = validate.errors ?? [];
  const deepest = Math.max(...errors.map(depth));
  return { problems: errors.filter((error) => depth(error) === deepest).map((error) => problemText(value, error)) };
}

let made: ValidateFunction | undefined;

/** The validator of the schema, compiled at its first use. */
function validator(): ValidateFunction {
  return (made ??= new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    // The schema is part of this program and a test validates it. Validating it here would take as long as reading a
    // surface.
    validateSchema: false,
    meta: false,
  }).compile(SURFACE_SCHEMA));
}

/** A problem as text: `/operations/3 (beta GET /roles/{}) /responses/0/status: must be string`. */
function problemText(surface: object, { instancePath, message, params }: ErrorObject): string {
  const [, list = "", index = "", ...rest] = instancePath.split("/");
  const entries = (surface as Readonly<Record<string, unknown>>)[list];
  const entry: unknown = Array.isArray(entries) ? entries[Number(index)] : undefined;
  const extra = Object.values(params as Readonly<Record<string, unknown>>).filter((value) => typeof value === "string");
  const what = `${message ?? "is wrong"}${extra.length === 0 ? "" : ` (${extra.join(", ")})`}`;
  if (typeof entry !== "object" || entry === null) return `${instancePath || "the top"}: ${what}`;
  const { version, key, id, wire } = entry as Readonly<Record<string, unknown>>;
  const name = [version, key ?? id ?? wire].filter((part) => typeof part === "string").join(" ");
  return `/${list}/${index}${name === "" ? "" : ` (${name})`}${rest.length === 0 ? "" : ` /${rest.join("/")}`}: ${what}`;
}
