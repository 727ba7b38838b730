import { dirname } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { defineDiagnostic, diagnose, type Diagnostic, type StageResult } from "../diagnostics/diagnostic.ts";
import { CATALOG, isAlwaysError, isCode } from "../diagnostics/catalog.ts";
import { appendPointer, pointerTokens } from "../load/pointer.ts";
import { positionsOf, type Position } from "../load/yaml.ts";
import { nearestTo } from "../text/nearest.ts";
import { DEFAULT_CONFIG, type Config, type LintConfig } from "./config.ts";
import { readRegularFile } from "../files/regular-file.ts";
import { explainSystemError } from "../files/system-error.ts";
import { normaliseOwnPath, problemOfOwnPath } from "./own-paths.ts";
import { CONFIG_SCHEMA } from "./schema.ts";

const configProblem = defineDiagnostic<{ place: string; problem: string }>({
  code: "config",
  message: ({ place, problem }) => `${place === "" ? "the configuration" : place} ${problem}`,
  action: () => "correct the configuration; docs/configuration.md lists every key",
});

const unreadableConfig = defineDiagnostic<{ path: string; problem: string }>({
  code: "config",
  message: ({ path, problem }) => `${path}: ${problem}`,
  action: () => "correct the configuration; docs/configuration.md lists every key",
});

/**
 * The paths that a run writes, or that decide its names. They must stay in the project, because the configuration may
 * come from a branch of somebody else.
 */
const OWN_PATHS = ["out", "names", "overrides", "jobs"] as const;

/** Reads and checks the configuration. A missing file, an invalid file and an unknown key are errors. */
export function readConfig(path: string): StageResult<Config | undefined> {
  try {
    return checkConfig(readRegularFile(path, { followLinks: true }).toString("utf8"), path);
  } catch (error) {
    const problem = `cannot be read: ${explainSystemError(error).cause}`;
    return { value: undefined, diagnostics: [diagnose(unreadableConfig, { path, problem })] };
  }
}

let made: ValidateFunction<Partial<Config>> | undefined;

/** Made once in a process, because compiling the schema takes longer than a check. */
function validator(): ValidateFunction<Partial<Config>> {
  // The schema is part of this program and a test validates it against its meta-schema, so a run need not compile that.
  const ajv = (): Ajv => new Ajv({ allErrors: true, meta: false, validateSchema: false, verbose: true });
  return (made ??= ajv().compile<Partial<Config>>(CONFIG_SCHEMA));
}

/**
 * Checks the text of a configuration. `path` is the path of its file: diagnostics name it, and relative paths start
 * there.
 */
export function checkConfig(text: string, path: string): StageResult<Config | undefined> {
  const problem = (place: string, said: string): Diagnostic => {
    const found = diagnose(configProblem, { place, problem: said }, { origin: { file: path, pointer: place } });
    return { ...found, ...positionIn(text, place) };
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const reason = `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { value: undefined, diagnostics: [diagnose(unreadableConfig, { path, problem: reason })] };
  }
  const validate = validator();
  if (!validate(parsed)) {
    return {
      value: undefined,
      diagnostics: (validate.errors ?? [])
        // An invalid name has a more precise error of its own.
        .filter(({ keyword }) => keyword !== "propertyNames")
        .map((error) => problem(error.instancePath, explain(error))),
    };
  }
  const wrong = OWN_PATHS.flatMap((key) => {
    const reason = parsed[key] === undefined ? undefined : problemOfOwnPath(parsed[key]);
    return reason === undefined ? [] : [problem(`/${key}`, reason)];
  });
  for (const target of ["typescript", "powershell"] as const) {
    const changelog = parsed[target]?.changelog;
    const reason = changelog === undefined ? undefined : problemOfOwnPath(changelog);
    if (reason !== undefined) wrong.push(problem(`/${target}/changelog`, reason));
    const custom = parsed.custom?.[target];
    const refusal = custom === undefined ? undefined : (problemOfOwnPath(custom) ?? nestedIn(custom, parsed.out));
    if (refusal !== undefined) wrong.push(problem(`/custom/${target}`, refusal));
  }
  for (const key of ["to", "lock"] as const) {
    const reason = parsed.pull?.[key] === undefined ? undefined : problemOfOwnPath(parsed.pull[key]);
    if (reason !== undefined) wrong.push(problem(`/pull/${key}`, reason));
  }
  wrong.push(...lintProblems(parsed.lint).map(({ place, said }) => problem(place, said)));
  if (wrong.length > 0) return { value: undefined, diagnostics: wrong };
  return { value: withDefaults(parsed, dirname(path)), diagnostics: [] };
}

/** Fills in every default of a configuration. */
export function withDefaults(given: Partial<Config>, base: string): Config {
  return {
    ...DEFAULT_CONFIG,
    ...given,
    base,
    specs: given.specs ?? {},
    pull: { ...DEFAULT_CONFIG.pull, ...given.pull },
    references: { ...DEFAULT_CONFIG.references, ...given.references },
    typescript: { ...DEFAULT_CONFIG.typescript, ...given.typescript },
    powershell: { ...DEFAULT_CONFIG.powershell, ...given.powershell },
    docs: { ...DEFAULT_CONFIG.docs, ...given.docs },
    lint: { ...DEFAULT_CONFIG.lint, ...given.lint },
    custom: { ...DEFAULT_CONFIG.custom, ...given.custom },
  };
}

/**
 * The problem of a folder of custom code that overlaps the output folder; undefined if the two are apart. Files in the
 * overlap would be both input and output.
 */
function nestedIn(custom: string, out = DEFAULT_CONFIG.out): string | undefined {
  const [inner, outer] = [custom, out].map((path) => `${normaliseOwnPath(path)}/`);
  if (inner === undefined || outer === undefined) return undefined;
  const isApart = inner !== "./" && !inner.startsWith(outer) && !outer.startsWith(inner);
  return isApart ? undefined : "must be a folder that does not overlap the output folder";
}

/** The line and column of a JSON pointer in the text of a configuration. */
function positionIn(text: string, pointer: string): Position {
  return positionsOf(text)(pointerTokens(pointer));
}

interface LintProblem {
  readonly place: string;
  readonly said: string;
}

/** Problems of lint settings: codes that do not exist, and lower severities for codes that always stop a run. */
function lintProblems({ severities = {}, baseline }: Partial<LintConfig> = {}): readonly LintProblem[] {
  const codes = Object.entries(severities).flatMap(([code, level]): readonly LintProblem[] => {
    const place = appendPointer("/lint/severities", code);
    if (!isCode(code)) {
      const near = nearestTo(code, Object.keys(CATALOG)).map((name) => JSON.stringify(name));
      return [{ place, said: `is not a diagnostic code; similar codes are ${near.join(", ")}` }];
    }
    return isAlwaysError(code) && level !== "error"
      ? [{ place, said: `cannot be ${JSON.stringify(level)}, because a finding with this code stops every run` }]
      : [];
  });
  const reason = baseline === undefined ? undefined : problemOfOwnPath(baseline);
  return reason === undefined ? codes : [...codes, { place: "/lint/baseline", said: reason }];
}

function explain(error: ErrorObject): string {
  if (error.keyword === "additionalProperties")
    return `has the unknown key "${String(error.params["additionalProperty"])}"`;
  if (error.keyword === "enum")
    return `must be one of ${(error.params["allowedValues"] as readonly unknown[]).map((value) => JSON.stringify(value)).join(", ")}`;
  const said = (error.parentSchema as { readonly description?: unknown } | undefined)?.description;
  if (error.keyword === "pattern" && typeof said === "string") return `must be ${said}`;
  return error.message ?? "is not valid";
}
