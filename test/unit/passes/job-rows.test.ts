import { describe, expect, it } from "vitest";
import type { JobFile, JobRow, PollRow } from "../../../generator/load/jobs/job-table.ts";
import type { Declaration, Job, Operation } from "../../../generator/model/model.ts";
import { createJobsPass } from "../../../generator/passes/jobs.ts";
import { operation } from "../names/make-model.ts";
import * as make from "./make.ts";

const { TEXT, BOOLEAN, INTEGER, ref, list, literal, nullable, object, union, enumeration, parameter, giving } = make;

const POLL = "GET /polls/{}";
const START = "POST /starts";

const pollRow = (more: Partial<PollRow> = {}): PollRow => ({
  at: POLL,
  status: "state",
  done: ["DONE"],
  failed: ["BAD"],
  reason: "poll",
  pointer: "/polls/0",
  ...more,
});
const jobRow = (more: Partial<JobRow> = {}): JobRow => ({
  at: START,
  poll: POLL,
  reason: "job",
  pointer: "/jobs/0",
  ...more,
});

const STATES = enumeration("State", ["DONE", "BAD", "RUN"]);
const PATH = "path id";

interface Around {
  readonly poll?: Partial<Operation>;
  readonly start?: Partial<Operation>;
  readonly uses?: make.Uses;
  readonly more?: readonly Declaration[];
  readonly isPartial?: boolean;
}

/** The jobs by operation, and the findings as `pointer: problem; what is done`. */
function run(
  rows: { readonly polls?: readonly PollRow[]; readonly jobs?: readonly JobRow[] },
  around: Around = {},
): { readonly jobs: Readonly<Record<string, Job>>; readonly findings: readonly string[] } {
  const file: JobFile = {
    path: "jobs.yaml",
    text: "",
    table: { polls: rows.polls ?? [], jobs: rows.jobs ?? [] },
  } as unknown as JobFile;
  const operations = [
    {
      ...operation("GET /polls/{id} getPoll"),
      success: giving(ref("Answer")),
      parameters: [parameter(PATH)],
      ...around.poll,
    },
    { ...operation("POST /starts start"), intent: "action" as const, success: giving(ref("Started")), ...around.start },
  ];
  const declarations = [
    object("Answer", { state: ref("State"), ...around.uses }),
    object("Started", { id: TEXT, task: ref("Task") }),
    object("Task", { id: TEXT }),
    STATES,
    ...(around.more ?? []),
  ];
  const { version, findings } = make.runPass(
    createJobsPass(file, () => around.isPartial === true),
    { operations, declarations },
  );
  return {
    jobs: Object.fromEntries(version.operations.flatMap(({ key, job }) => (job === undefined ? [] : [[key, job]]))),
    findings: findings.map((text) =>
      text
        .replace(/^undefined job-row jobs\.yaml#/u, "")
        .replace(/the row (.*) of the table of jobs does not match the spec of beta: /u, "[$1] ")
        .replace(/; correct the row, or list the versions that it applies to in "versions"$/u, ""),
    ),
  };
}
const told = (pointer: string, at: string, problem: string, done = "no job is generated for this operation"): string =>
  `${pointer}: [${at}] ${problem}; ${done}`;
const ORIGIN = { file: "root.yaml", pointer: "" };

describe("a row of polls", () => {
  it("makes a job of the operation itself", () => {
    const { jobs, findings } = run(
      { polls: [pollRow({ message: "text.line", percent: "percent" })] },
      { uses: { text: ref("Text"), percent: INTEGER }, more: [object("Text", { line: TEXT })] },
    );
    expect(findings).toEqual([]);
    expect(jobs).toStrictEqual({
      [POLL]: {
        poll: POLL,
        takes: [],
        status: ["state"],
        done: ["DONE"],
        failed: ["BAD"],
        message: ["text", "line"],
        percent: ["percent"],
        reason: "poll",
        sources: [
          { of: "poll", origin: { file: "root.yaml", pointer: "/paths/GET /polls/{}" } },
          { of: "status", origin: ORIGIN },
        ],
      },
    });
    expect(run({ polls: [pollRow()] }).jobs[POLL]).not.toHaveProperty("message");
  });

  const VALUE = "the operation does not read a value, so it cannot be polled";
  it.each<[string, PollRow, Around, readonly string[], boolean]>([
    [
      "an operation that changes something",
      pollRow(),
      { poll: { intent: "action" } },
      [told("/polls/0/at", POLL, VALUE)],
      false,
    ],
    [
      "an operation without a value",
      pollRow(),
      { poll: { success: { kind: "nothing", statuses: [] } } },
      [told("/polls/0/at", POLL, VALUE)],
      false,
    ],
    [
      "an id that is no parameter",
      pollRow({ id: "query id" }),
      {},
      [told("/polls/0/id", POLL, "the operation has no parameter query id")],
      false,
    ],
    ["an id that is one", pollRow({ id: PATH }), {}, [], true],
    [
      "a status that is missing",
      pollRow({ status: "state.x" }),
      {},
      [told("/polls/0/status", POLL, "the response has no property state.x")],
      false,
    ],
    [
      "a message that is missing",
      pollRow({ message: "none" }),
      {},
      [told("/polls/0/message", POLL, "the response has no property none", "the property is ignored")],
      true,
    ],
    [
      "a percentage that is missing",
      pollRow({ percent: "none" }),
      {},
      [told("/polls/0/percent", POLL, "the response has no property none", "the property is ignored")],
      true,
    ],
    [
      "a second value that is unknown",
      pollRow({ failed: ["BAD", "LOST"] }),
      {},
      [
        told(
          "/polls/0/failed/1",
          POLL,
          '"LOST" is not a value of the status; the spec lists "DONE", "BAD", "RUN"',
          "the value is ignored",
        ),
      ],
      true,
    ],
    [
      "no value that is known",
      pollRow({ done: ["OK"] }),
      {},
      [
        told(
          "/polls/0/done/0",
          POLL,
          '"OK" is not a value of the status; the spec lists "DONE", "BAD", "RUN"',
          "the value is ignored",
        ),
      ],
      false,
    ],
    [
      "one value in both",
      pollRow({ failed: ["BAD", "DONE"] }),
      {},
      [told("/polls/0/done", POLL, '"DONE" is listed under both "done" and "failed"')],
      false,
    ],
  ])("with %s", (_, row, around, findings, isKept) => {
    const result = run({ polls: [row] }, around);
    expect(result.findings).toEqual(findings);
    expect(Object.hasOwn(result.jobs, POLL)).toBe(isKept);
  });

  it("with an operation that is missing is reported, and the others are kept", () => {
    const { jobs, findings } = run({ polls: [pollRow({ at: "GET /none" }), pollRow({ pointer: "/polls/1" })] });
    expect(findings).toEqual([told("/polls/0/at", "GET /none", "the spec has no operation GET /none")]);
    expect(Object.keys(jobs)).toEqual([POLL]);
  });

  it("sorts its values, each once", () => {
    expect(run({ polls: [pollRow({ done: ["RUN", "DONE", "RUN"], failed: [] })] }).jobs[POLL]).toMatchObject({
      done: ["DONE", "RUN"],
      failed: [],
    });
  });

  it.each<[string, make.Uses, readonly Declaration[], readonly string[] | undefined]>([
    ["any text", { state: TEXT }, [], undefined],
    ["truth values", { state: BOOLEAN }, [], ["false", "true"]],
    ["a literal", { state: literal("DONE") }, [], ["DONE"]],
    ["an enumeration that may be null", { state: nullable(ref("State")) }, [], ["DONE", "BAD", "RUN"]],
    ["numbers", { state: INTEGER }, [], undefined],
    [
      "the values of all members of a union",
      { state: ref("Other") },
      [union("Other", [ref("State"), TEXT])],
      undefined,
    ],
  ])("knows as the values of a status of %s", (_, uses, more, listed) => {
    const { findings } = run({ polls: [pollRow({ done: ["x"], failed: [] })] }, { uses, more });
    expect(findings).toEqual(
      listed === undefined
        ? []
        : [
            told(
              "/polls/0/done/0",
              POLL,
              `"x" is not a value of the status; the spec lists ${listed.map((value) => `"${value}"`).join(", ")}`,
              "the value is ignored",
            ),
          ],
    );
  });

  it.each<[string, Around]>([
    ["an item of a list", { poll: { success: giving(list(ref("Answer"))) } }],
    [
      "a member of a union",
      { poll: { success: giving(ref("Either")) }, more: [union("Either", [TEXT, ref("Answer")])] },
    ],
    [
      "an alternative of an object",
      {
        poll: { success: giving(ref("Holder")) },
        more: [object("Holder", {}, { alternatives: [{ members: [{ use: ref("Answer"), tagValues: [] }] }] })],
      },
    ],
    ["one of two responses", { poll: { success: giving(TEXT, ref("Answer")) } }],
    [
      "a union that is in itself",
      { poll: { success: giving(ref("Loop")) }, more: [union("Loop", [ref("Loop"), ref("Answer")])] },
    ],
  ])("finds its status in %s", (_, around) => {
    expect(run({ polls: [pollRow()] }, around).jobs[POLL]?.status).toEqual(["state"]);
    expect(run({ polls: [pollRow({ status: "none" })] }, around).findings).toHaveLength(1);
  });

  it("lists the values of two responses together, and finds none in an enumeration", () => {
    const around = {
      poll: { success: giving(ref("Answer"), ref("Second")) },
      more: [object("Second", { state: literal("END") })],
    };
    expect(run({ polls: [pollRow({ done: ["x", "END"], failed: [] })] }, around).findings[0]).toContain(
      '"DONE", "BAD", "RUN", "END"',
    );
    expect(run({ polls: [pollRow()] }, { poll: { success: giving(ref("State")) } }).findings).toHaveLength(1);
  });
});

describe("a row of jobs", () => {
  const both = (job: Partial<JobRow> = {}, poll: Partial<PollRow> = {}, around: Around = {}): ReturnType<typeof run> =>
    run({ polls: [pollRow({ id: PATH, ...poll })], jobs: [jobRow({ id: "task.id", ...job })] }, around);

  it("takes the id from the response, and tells every place", () => {
    const { jobs, findings } = both();
    expect(findings).toEqual([]);
    expect(jobs[START]).toStrictEqual({
      ...jobs[POLL],
      takes: [{ place: "path", wire: "id", from: "answer", path: ["task", "id"] }],
      reason: "job",
      sources: [
        { of: "call", origin: { file: "root.yaml", pointer: "/paths/POST /starts" } },
        { of: "id", origin: ORIGIN },
        ...(jobs[POLL]?.sources ?? []),
      ],
    });
  });

  it("takes an id from a parameter of the call, and path parameters from its path", () => {
    const start = { parameters: [parameter("query job"), parameter("path other"), parameter("path id")] };
    const poll = { parameters: [parameter("path other"), parameter("query id"), parameter("query free")] };
    expect(both({ id: "query job" }, { id: "query id" }, { start, poll }).jobs[START]?.takes).toEqual([
      { place: "query", wire: "id", from: "call", path: ["query", "job"] },
      { place: "path", wire: "other", from: "call", path: ["path", "other"] },
    ]);
    expect(run({ polls: [pollRow()], jobs: [jobRow()] }, { start }).jobs[START]?.takes).toEqual([
      { place: "path", wire: "id", from: "call", path: ["path", "id"] },
    ]);
    const mixed = { parameters: [parameter("path id"), parameter("query id")] };
    expect(both({}, { id: "query id" }, { start, poll: mixed }).jobs[START]?.takes).toEqual([
      { place: "query", wire: "id", from: "answer", path: ["task", "id"] },
      { place: "path", wire: "id", from: "call", path: ["path", "id"] },
    ]);
  });

  it.each<[string, Partial<JobRow>, Partial<PollRow>, readonly string[]]>([
    ["no id", { id: "" }, {}, [told("/jobs/0", START, 'the row has no "id"')]],
    [
      "an id that is missing in the response",
      { id: "task.none" },
      {},
      [told("/jobs/0/id", START, "the response of the call has no property task.none")],
    ],
    [
      "an id that is missing in the call",
      { id: "query id" },
      {},
      [told("/jobs/0/id", START, "the call has no parameter query id")],
    ],
    [
      "an id of a place that is none",
      { id: "my path id" },
      {},
      [told("/jobs/0/id", START, "the response of the call has no property my path id")],
    ],
    [
      "a poll that is missing",
      { poll: "GET /none" },
      {},
      [told("/jobs/0/poll", START, "the spec has no operation GET /none")],
    ],
    [
      "a poll without a row",
      { poll: START },
      {},
      [told("/jobs/0/poll", START, `"polls" has no row for ${START}, so the end of the job is not known`)],
    ],
    [
      "a poll whose row is faulty",
      {},
      { status: "none" },
      [told("/polls/0/status", POLL, "the response has no property none")],
    ],
    [
      "a call that is missing",
      { at: "POST /none" },
      {},
      [told("/jobs/0/at", "POST /none", "the spec has no operation POST /none")],
    ],
    [
      "a value that is unknown",
      { done: ["OK"] },
      {},
      [
        told(
          "/jobs/0/done/0",
          START,
          '"OK" is not a value of the status; the spec lists "DONE", "BAD", "RUN"',
          "the value is ignored",
        ),
      ],
    ],
  ])("with %s makes none", (_, job, poll, findings) => {
    const result = both(job, poll);
    expect(result.findings).toEqual(findings);
    expect(Object.keys(result.jobs)).not.toContain(START);
  });

  it("needs the path parameters of its poll", () => {
    expect(run({ polls: [pollRow()], jobs: [jobRow()] }).findings).toEqual([
      told("/jobs/0/poll", START, `${POLL} requires the path parameter id, which the call does not have`),
    ]);
  });

  it("may have other ends than its poll, one or both", () => {
    expect(both({ done: ["RUN"] }).jobs[START]).toMatchObject({ done: ["RUN"], failed: ["BAD"] });
    expect(both({ failed: ["RUN"] }).jobs[START]).toMatchObject({ done: ["DONE"], failed: ["RUN"] });
    expect(both({ done: ["BAD"] }).findings).toEqual([
      told("/jobs/0/done", START, '"BAD" is listed under both "done" and "failed"'),
    ]);
    expect(both({ failed: ["RUN"] }).jobs[POLL]).toMatchObject({ done: ["DONE"], failed: ["BAD"] });
  });

  it("is for its versions alone", () => {
    expect(both({ versions: ["v2"] }).jobs).not.toHaveProperty(START);
    expect(both({ versions: ["v2", "beta"] }).jobs).toHaveProperty([START]);
    const other = both({}, { versions: ["v2"] });
    expect(other.findings).toEqual([
      told("/jobs/0/poll", START, `"polls" has no row for ${POLL}, so the end of the job is not known`),
    ]);
  });

  it("is not reported in a part of the API", () => {
    expect(both({ at: "POST /none" }, {}, { isPartial: true }).findings).toEqual([]);
    expect(both({ id: "none" }, {}, { isPartial: true }).findings).toHaveLength(1);
  });

  it("is one of a table for another API where no row matches", () => {
    const none = { polls: [pollRow({ at: "GET /none" })], jobs: [jobRow({ at: "POST /none" })] };
    expect(run(none)).toEqual({
      jobs: {},
      findings: [
        ": no row of the table of jobs matches an operation of beta; no job is generated for this version; check that the table is for this API",
      ],
    });
    expect(run(none, { isPartial: true }).findings).toEqual([]);
    expect(run({})).toEqual({ jobs: {}, findings: [] });
    expect(run({ jobs: [jobRow()] }).findings).toHaveLength(1);
  });
});
