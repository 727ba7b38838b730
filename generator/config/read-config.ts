import { dirname } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { defineDiagnostic, diagnose, type Diagnostic, type StageResult } from "../diagnostics/diagnostic.ts";
import { DEFAULT_CONFIG, type Config } from "./config.ts";
import { readRegularFile } from "../files/regular-file.ts";
import { explainSystemError } from "../files/system-error.ts";
import { problemOfOwnPath } from "./own-paths.ts";
import { CONFIG_SCHEMA } from "./schema.ts";

const configProblem = defineDiagnostic<{ path: string; place: string; problem: string }>({
  code: "config",
  message: ({ path, place, problem }) => `${path}: ${place === "" ? "" : `${place} `}${problem}`,
  action: () => "correct the configuration; docs/configuration.md lists every key",
});

/** What a run writes, and what decides on its names: a configuration of anybody's branch must not lead elsewhere. */
const OWN_PATHS = ["out", "names", "overrides"] as const;

/** Reads and checks the configuration. A missing or invalid one is an error; so is an unknown key. */
export function readConfig(path: string): StageResult<Config | undefined> {
  const problem = (place: string, text: string): Diagnostic => diagnose(configProblem, { path, place, problem: text });
  let parsed: unknown;
  try {
    parsed = JSON.parse(readRegularFile(path, { followLinks: true }).toString("utf8"));
  } catch (error) {
    const reason =
      error instanceof SyntaxError
        ? `is not valid JSON: ${error.message}`
        : `cannot be read: ${explainSystemError(error).reason}`;
    return { value: undefined, diagnostics: [problem("", reason)] };
  }
  // The schema is ours, and a test holds it against its own schema: that need not be compiled in every run.
  const validate = new Ajv({ allErrors: true, meta: false, validateSchema: false, verbose: true }).compile<
    Partial<Config>
  >(CONFIG_SCHEMA);
  if (!validate(parsed)) {
    return {
      value: undefined,
      diagnostics: (validate.errors ?? []).map((error) => problem(error.instancePath, explain(error))),
    };
  }
  const wrong = OWN_PATHS.flatMap((key) => {
    const reason = parsed[key] === undefined ? undefined : problemOfOwnPath(parsed[key]);
    return reason === undefined ? [] : [problem(`/${key}`, reason)];
  });
  if (wrong.length > 0) return { value: undefined, diagnostics: wrong };
  return { value: withDefaults(parsed, dirname(path)), diagnostics: [] };
}

/** A configuration with every default filled in. */
export function withDefaults(given: Partial<Config>, base: string): Config {
  return {
    ...DEFAULT_CONFIG,
    ...given,
    base,
    specs: given.specs ?? {},
    references: { ...DEFAULT_CONFIG.references, ...given.references },
    typescript: { ...DEFAULT_CONFIG.typescript, ...given.typescript },
    powershell: { ...DEFAULT_CONFIG.powershell, ...given.powershell },
    docs: { ...DEFAULT_CONFIG.docs, ...given.docs },
  };
}

function explain(error: ErrorObject): string {
  if (error.keyword === "additionalProperties")
    return `has the unknown key "${String(error.params["additionalProperty"])}"`;
  const said = (error.parentSchema as { readonly description?: unknown } | undefined)?.description;
  if (error.keyword === "pattern" && typeof said === "string") return `must be ${said}`;
  return error.message ?? "is not valid";
}
