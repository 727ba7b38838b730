import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { JobFile, JobRow, PollRow } from "../load/jobs/job-table.ts";
import { appendPointer, pointerTokens } from "../load/pointer.ts";
import { positionsOf } from "../load/yaml.ts";
import type { Job, JobArgument, JobSource } from "../model/job.ts";
import type { ApiVersion, Declaration, DeclarationId, Operation, Origin, Property, TypeUse } from "../model/model.ts";
import { indexDeclarations, resolveUse } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const wrongRow = defineDiagnostic<{ at: string; version: string; problem: string; done: string }>({
  code: "job-row",
  message: ({ at, version, problem }) =>
    `the row ${at} of the table of jobs does not match the spec of ${version}: ${problem}`,
  action: ({ done }) => `${done}; correct the row, or list the versions that it applies to in "versions"`,
});

const otherApi = defineDiagnostic<{ version: string }>({
  code: "job-row",
  severity: "note",
  message: ({ version }) => `no row of the table of jobs matches an operation of ${version}`,
  action: () => "no job is generated for this version; check that the table is for this API",
});

/**
 * Makes the pass that adds the rows of the table of jobs to the operations and reports rows that do not fit the spec.
 * `isPartial` says whether the spec of a label is a part of its API; a missing operation is then not reported.
 */
export function createJobsPass(file: JobFile, isPartial: (label: string) => boolean): VersionPass {
  return {
    id: "jobs",
    title: "Operations that start work, and those that tell how far it is, say how to wait for it.",
    run: (version) => {
      const check: Check = { file, version, declarations: indexDeclarations(version), findings: [] };
      const jobs = jobsOf(check, isPartial(version.label));
      const operations = version.operations.map((operation) => {
        const job = jobs.get(operation.key);
        return job === undefined ? operation : { ...operation, job };
      });
      return { value: { ...version, operations }, diagnostics: check.findings };
    },
  };
}

interface Check {
  readonly file: JobFile;
  readonly version: ApiVersion;
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly findings: Diagnostic[];
}

type Row = PollRow | JobRow;

function jobsOf(check: Check, isPartial: boolean): ReadonlyMap<string, Job> {
  const { file, version } = check;
  const all = [...file.table.polls, ...file.table.jobs];
  if (all.length > 0 && !all.some(({ at }) => version.operations.some(({ key }) => key === at))) {
    if (!isPartial)
      check.findings.push(diagnose(otherApi, { version: version.label }, { origin: { file: file.path, pointer: "" } }));
    return new Map();
  }
  const isMeant = ({ versions }: Row): boolean => versions === undefined || versions.includes(version.label);
  const operations = new Map(version.operations.map((operation) => [operation.key, operation]));
  const jobs = new Map<string, Job>();
  const find = (row: Row, key: string, field: string): Operation | undefined => {
    const operation = operations.get(key);
    if (operation === undefined && !isPartial)
      report(check, row, { field, problem: `the spec has no operation ${key}` });
    return operation;
  };
  const polls = new Map<string, Poll>();
  for (const row of file.table.polls.filter(isMeant)) {
    const operation = find(row, row.at, "at");
    const poll = operation === undefined ? undefined : pollOf(check, row, operation);
    if (poll === undefined) continue;
    polls.set(row.at, poll);
    jobs.set(row.at, poll.job);
  }
  for (const row of file.table.jobs.filter(isMeant)) {
    const [operation, asked] = [find(row, row.at, "at"), find(row, row.poll, "poll")];
    if (operation === undefined || asked === undefined) continue;
    const poll = polls.get(row.poll);
    if (poll === undefined) {
      // A faulty row of `polls` is reported where it stands, so the jobs that need it are not reported again.
      if (!file.table.polls.some((own) => own.at === row.poll && isMeant(own)))
        report(check, row, {
          field: "poll",
          problem: `"polls" has no row for ${row.poll}, so the end of the job is not known`,
        });
      continue;
    }
    const job = jobOf(check, row, { operation, poll });
    if (job !== undefined) jobs.set(row.at, job);
  }
  return jobs;
}

interface Poll {
  readonly row: PollRow;
  readonly operation: Operation;
  readonly job: Job;
}

/**
 * The job of an operation that a caller repeats until the work is done. Returns undefined and reports the row where it
 * does not fit the operation.
 */
function pollOf(check: Check, row: PollRow, operation: Operation): Poll | undefined {
  if (operation.intent !== "read" || operation.success.kind !== "value") {
    report(check, row, { field: "at", problem: "the operation does not read a value, so it cannot be polled" });
    return undefined;
  }
  if (row.id !== undefined && parameterOf(operation, row.id) === undefined) {
    report(check, row, { field: "id", problem: `the operation has no parameter ${row.id}` });
    return undefined;
  }
  const status = propertyAt(check, operation, row.status);
  if (status === undefined) {
    report(check, row, { field: "status", problem: `the response has no property ${row.status}` });
    return undefined;
  }
  const ends = endsOf(check, row, { status, done: row.done, failed: row.failed });
  if (ends === undefined) return undefined;
  const optional = (field: "message" | "percent"): Partial<Pick<Job, "message" | "percent">> => {
    const path = row[field];
    if (path === undefined) return {};
    if (propertyAt(check, operation, path) !== undefined) return { [field]: path.split(".") };
    report(check, row, { field, problem: `the response has no property ${path}`, done: "the property is ignored" });
    return {};
  };
  const job: Job = {
    poll: operation.key,
    takes: [],
    status: row.status.split("."),
    ...ends,
    ...optional("message"),
    ...optional("percent"),
    reason: row.reason,
    sources: [
      { of: "poll", origin: operation.origin },
      { of: "status", origin: status.origin },
    ],
  };
  return { row, operation, job };
}

/**
 * The job of an operation that starts work. Returns undefined and reports the row where it does not fit the operation.
 */
function jobOf(
  check: Check,
  row: JobRow,
  { operation, poll }: { readonly operation: Operation; readonly poll: Poll },
): Job | undefined {
  const found = argumentsOf(check, row, { operation, poll });
  if (found === undefined) return undefined;
  const { done = poll.job.done, failed = poll.job.failed } = row;
  const status = propertyAt(check, poll.operation, poll.row.status);
  const ends = status === undefined ? undefined : endsOf(check, row, { status, done, failed });
  if (ends === undefined) return undefined;
  return {
    ...poll.job,
    ...ends,
    takes: found.takes,
    reason: row.reason,
    sources: [{ of: "call", origin: operation.origin }, ...found.sources, ...poll.job.sources],
  };
}

/**
 * The arguments of the poll: the job's id, and its path parameters with the values that the starting call had. Returns
 * undefined and reports the row where an argument has no source.
 */
function argumentsOf(
  check: Check,
  row: JobRow,
  { operation, poll }: { readonly operation: Operation; readonly poll: Poll },
): { readonly takes: readonly JobArgument[]; readonly sources: readonly JobSource[] } | undefined {
  const sources: JobSource[] = [];
  const takes: JobArgument[] = [];
  const asked = poll.row.id;
  if (asked !== undefined) {
    const id = row.id ?? "";
    const [place, wire] = splitParameter(asked);
    if (/^(?:path|query) /u.test(id)) {
      if (parameterOf(operation, id) === undefined)
        return refuse(check, row, { field: "id", problem: `the call has no parameter ${id}` });
      takes.push({ place, wire, from: "call", path: splitParameter(id) });
    } else {
      const property = id === "" ? undefined : propertyAt(check, operation, id);
      if (property === undefined)
        return refuse(check, row, {
          field: id === "" ? "" : "id",
          problem: id === "" ? 'the row has no "id"' : `the response of the call has no property ${id}`,
        });
      takes.push({ place, wire, from: "answer", path: id.split(".") });
      sources.push({ of: "id", origin: property.origin });
    }
  }
  for (const { place, wire } of poll.operation.parameters) {
    if (place !== "path" || takes.some((taken) => taken.place === place && taken.wire === wire)) continue;
    if (parameterOf(operation, `path ${wire}`) === undefined)
      return refuse(check, row, {
        field: "poll",
        problem: `${poll.operation.key} requires the path parameter ${wire}, which the call does not have`,
      });
    takes.push({ place, wire, from: "call", path: ["path", wire] });
  }
  return { takes, sources };
}

/**
 * The `done` and `failed` values of a row that the enumeration of the status contains. Returns undefined where no
 * `done` value is left, because waiting would never end.
 */
function endsOf(
  check: Check,
  row: Row,
  {
    status,
    done,
    failed,
  }: { readonly status: FoundProperty; readonly done: readonly string[]; readonly failed: readonly string[] },
): Pick<Job, "done" | "failed"> | undefined {
  const { values } = status;
  const known = (list: readonly string[], field: "done" | "failed"): readonly string[] =>
    [...new Set(list)].sort().filter((value) => {
      if (values === undefined || values.includes(value)) return true;
      const index = row[field]?.indexOf(value) ?? -1;
      const told = values.map((one) => JSON.stringify(one)).join(", ");
      const problem = `${JSON.stringify(value)} is not a value of the status; the spec lists ${told}`;
      report(check, row, {
        field: index < 0 ? field : `${field}/${String(index)}`,
        problem,
        done: "the value is ignored",
      });
      return false;
    });
  const ends = { done: known(done, "done"), failed: known(failed, "failed") };
  const both = ends.done.find((value) => ends.failed.includes(value));
  if (both !== undefined)
    return refuse(check, row, {
      field: "done",
      problem: `${JSON.stringify(both)} is listed under both "done" and "failed"`,
    });
  return ends.done.length > 0 ? ends : undefined;
}

interface FoundProperty {
  readonly origin: Origin;
  /** The values of the property, where the spec enumerates them. */
  readonly values: readonly string[] | undefined;
}

/**
 * The property that a dotted path names in the response of an operation. A property counts where any alternative of the
 * response has it.
 */
function propertyAt({ declarations }: Check, { success }: Operation, path: string): FoundProperty | undefined {
  if (success.kind !== "value") return undefined;
  let uses: readonly TypeUse[] = success.uses;
  let found: readonly Property[] = [];
  for (const wire of path.split(".")) {
    found = uses.flatMap((use) => propertiesOf(declarations, use).filter((property) => property.wire === wire));
    uses = found.map(({ use }) => use);
  }
  const [first] = found;
  if (first === undefined) return undefined;
  const values = uses.map((use) => valuesOf(declarations, use));
  const isListed = values.every((list) => list !== undefined);
  return { origin: first.origin, values: isListed ? [...new Set(values.flatMap((list) => list ?? []))] : undefined };
}

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/**
 * The properties of a value of this use. For a list they are the properties of its items; for a union or alternatives,
 * the properties of all members.
 */
function propertiesOf(declarations: Declarations, use: TypeUse, seen: readonly string[] = []): readonly Property[] {
  const { declaration, use: resolved } = resolveUse(declarations, use);
  if (resolved.kind === "list") return propertiesOf(declarations, resolved.item, seen);
  if (declaration === undefined || seen.includes(declaration.id)) return [];
  const inside = [...seen, declaration.id];
  if (declaration.kind === "union")
    return declaration.members.flatMap((member) => propertiesOf(declarations, member.use, inside));
  if (declaration.kind !== "object") return [];
  const more = (declaration.alternatives ?? []).flatMap(({ members }) => members);
  return [...declaration.properties, ...more.flatMap((member) => propertiesOf(declarations, member.use, inside))];
}

function valuesOf(declarations: Declarations, use: TypeUse): readonly string[] | undefined {
  const { declaration, use: resolved } = resolveUse(declarations, use);
  if (declaration?.kind === "enum") return declaration.values.map(({ value }) => String(value));
  if (resolved.kind === "literal") return [String(resolved.value)];
  return resolved.kind === "scalar" && resolved.scalar === "boolean" ? ["false", "true"] : undefined;
}

function parameterOf({ parameters }: Operation, told: string): Operation["parameters"][number] | undefined {
  const [place, wire] = splitParameter(told);
  return parameters.find((parameter) => parameter.place === place && parameter.wire === wire);
}

/** Splits `path id` into the parameter's place and its wire name. */
function splitParameter(told: string): [place: "path" | "query", wire: string] {
  const at = told.indexOf(" ");
  return [told.slice(0, at) === "query" ? "query" : "path", told.slice(at + 1)];
}

interface RowProblem {
  /** The field of the row; empty for the row itself. */
  readonly field: string;
  readonly problem: string;
  readonly done?: string;
}

function refuse(check: Check, row: Row, problem: RowProblem): undefined {
  report(check, row, problem);
}

function report(
  { file, version, findings }: Check,
  row: Row,
  { field, problem, done = "no job is generated for this operation" }: RowProblem,
): void {
  const pointer = field === "" ? row.pointer : appendPointer(row.pointer, ...field.split("/"));
  const holes = { at: row.at, version: version.label, problem, done };
  const found = diagnose(wrongRow, holes, { origin: { file: file.path, pointer } });
  findings.push({ ...found, ...positionsOf(file.text)(pointerTokens(pointer)) });
}
