import { Ajv, type ErrorObject } from "ajv";
import { defineDiagnostic, diagnose, type Diagnostic, type StageResult } from "../../diagnostics/diagnostic.ts";
import { readRegularFile } from "../../files/regular-file.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { appendPointer, pointerTokens } from "../pointer.ts";
import { positionsOf, readYaml } from "../yaml.ts";
import { NO_JOBS, type JobFile, type JobRow, type PollRow } from "./job-table.ts";

const badJobs = defineDiagnostic<{ problem: string }>({
  code: "bad-jobs",
  message: ({ problem }) => problem,
  action: () => "nothing is written; correct the table of jobs (docs/jobs.md)",
});

/** A larger file can only be meant to stop a run. */
const MAXIMUM_BYTES = 4 * 1024 * 1024;
const MAXIMUM_ROWS = 5_000;

const text = { type: "string", minLength: 1, maxLength: 2_000 } as const;
const texts = { type: "array", items: text, maxItems: 1_000 } as const;
const key = {
  ...text,
  pattern: "^(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY) /\\S*$",
  description: "an operation: its method and its path with {} for every placeholder (POST /sources/{}/load-accounts)",
} as const;
const parameter = { ...text, pattern: "^(?:path|query) \\S+$", description: "a parameter: path id" } as const;
const row = { at: key, versions: { ...texts, minItems: 1 }, reason: text } as const;

/** JSON Schema of a table. An unknown key is an error: otherwise a typo would silently disable a row. */
const JOBS_SCHEMA = {
  type: "object",
  additionalProperties: false,
  properties: {
    polls: {
      type: "array",
      maxItems: MAXIMUM_ROWS,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["at", "status", "done", "reason"],
        properties: {
          ...row,
          id: parameter,
          status: text,
          done: { ...texts, minItems: 1 },
          failed: texts,
          message: text,
          percent: text,
        },
      },
    },
    jobs: {
      type: "array",
      maxItems: MAXIMUM_ROWS,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["at", "poll", "reason"],
        properties: { ...row, poll: key, id: text, done: { ...texts, minItems: 1 }, failed: texts },
      },
    },
  },
} as const;

interface RawTable {
  readonly polls?: readonly (Omit<PollRow, "pointer" | "failed"> & { readonly failed?: readonly string[] })[];
  readonly jobs?: readonly Omit<JobRow, "pointer">[];
}

/**
 * Reads and checks the table of jobs. A missing or invalid file is an error, because all its rows would be lost.
 * Returns an empty table with the findings.
 */
export function readJobs(path: string): StageResult<JobFile> {
  const nothing = { table: NO_JOBS, path, text: "" };
  let source: string;
  try {
    const bytes = readRegularFile(path, { followLinks: true });
    if (bytes.length > MAXIMUM_BYTES)
      return unread(nothing, `it is larger than ${String(MAXIMUM_BYTES / 2 ** 20)} MiB`);
    source = bytes.toString("utf8").replace(/^\uFEFF/u, "");
  } catch (error) {
    return unread(nothing, explainSystemError(error).cause);
  }
  const { value, problems } = readYaml(source);
  const found = problems.map(({ message, line, column }) => ({
    ...diagnose(badJobs, { problem: `the table of jobs is not well-formed YAML: ${message}` }, placeOf(path, "")),
    line,
    column,
  }));
  if (found.length > 0) return { value: nothing, diagnostics: found };
  const validate = new Ajv({ allErrors: true, meta: false, validateSchema: false, verbose: true }).compile<RawTable>(
    JOBS_SCHEMA,
  );
  const table = value ?? {};
  if (!validate(table)) {
    const find = positionsOf(source);
    const diagnostics = (validate.errors ?? []).map((error): Diagnostic => ({
      ...diagnose(badJobs, { problem: explain(error) }, placeOf(path, error.instancePath)),
      ...find(pointerTokens(error.instancePath)),
    }));
    return { value: nothing, diagnostics };
  }
  const { polls = [], jobs = [] } = table;
  return {
    value: {
      path,
      text: source,
      table: {
        polls: polls.map((entry, index) => ({
          ...entry,
          failed: entry.failed ?? [],
          pointer: appendPointer("/polls", index),
        })),
        jobs: jobs.map((entry, index) => ({ ...entry, pointer: appendPointer("/jobs", index) })),
      },
    },
    diagnostics: [],
  };
}

function placeOf(
  file: string,
  pointer: string,
): { readonly origin: { readonly file: string; readonly pointer: string } } {
  return { origin: { file, pointer } };
}

function unread(value: JobFile, reason: string): StageResult<JobFile> {
  const problem = `the table of jobs ${value.path} cannot be read: ${reason}`;
  return { value, diagnostics: [diagnose(badJobs, { problem }, placeOf(value.path, ""))] };
}

function explain({ keyword, params, instancePath, parentSchema, message = "is not valid" }: ErrorObject): string {
  const place = instancePath === "" ? "the table of jobs" : instancePath;
  if (keyword === "additionalProperties")
    return `${place} has the unknown key "${String((params as { readonly additionalProperty?: unknown }).additionalProperty)}"`;
  const said = (parentSchema as { readonly description?: unknown } | undefined)?.description;
  return keyword === "pattern" && typeof said === "string" ? `${place} is not ${said}` : `${place} ${message}`;
}
