import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readJobs } from "../../../generator/load/jobs/read-jobs.ts";
import type { Job } from "../../../generator/model/model.ts";
import { createJobsPass } from "../../../generator/passes/jobs.ts";
import { processSpec, rootOf } from "../../support/spec.ts";

const SPEC = rootOf({
  paths: `
/things/{thingId}/export:
  parameters: [{ name: thingId, in: path, required: true, schema: { type: string } }]
  post:
    operationId: exportThing
    responses:
      "202": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Started" } } } }
/things/{thingId}/exports/{id}:
  parameters:
    - { name: thingId, in: path, required: true, schema: { type: string } }
    - { name: id, in: path, required: true, schema: { type: string } }
  get:
    operationId: getExport
    responses:
      "200": { description: "", content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Export" } } } } }
  delete:
    operationId: deleteExport
    responses: { "204": { description: "" } }
/stop:
  post: { operationId: stop, responses: { "202": { description: "" } } }
`,
  schemas: `
Started:
  type: object
  properties: { task: { type: object, nullable: true, properties: { id: { type: string } } } }
Export:
  type: object
  properties:
    state: { type: string, enum: [RUNNING, DONE, BROKEN] }
    isDone: { type: boolean }
    messages: { type: array, items: { type: object, properties: { text: { type: string } } } }
`,
});

const POLL = "GET /things/{}/exports/{}";
const START = "POST /things/{}/export";
const poll = (more = ""): string =>
  `polls:\n  - { at: '${POLL}', id: path id, status: state, done: [DONE], failed: [BROKEN], message: messages.text, reason: r${more} }\n`;
const start = (more = ""): string => `jobs:\n  - { at: '${START}', poll: '${POLL}', id: task.id, reason: r${more} }\n`;

/** The jobs that a table gives, and what is found: line and message. */
function read(table: string, isPartial = false): { jobs: Readonly<Record<string, Job>>; findings: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), "isc-jobs-"));
  try {
    writeFileSync(join(folder, "jobs.yaml"), table);
    const file = readJobs(join(folder, "jobs.yaml"));
    const { version } = processSpec({ "root.yaml": SPEC });
    const { value, diagnostics } = createJobsPass(file.value, () => isPartial).run(version);
    return {
      jobs: Object.fromEntries(value.operations.flatMap(({ key, job }) => (job === undefined ? [] : [[key, job]]))),
      findings: [...file.diagnostics, ...diagnostics].map(
        ({ severity, code, line, message }) =>
          `${severity} ${code} ${String(line)}: ${message.replace(/^the row .* of the table of jobs does not match the spec of beta: /u, "")}`,
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the table of jobs", () => {
  it("says how to wait, with every place of the spec that it is from", () => {
    const { jobs, findings } = read(poll() + start());
    expect(findings).toEqual([]);
    expect(jobs[START]).toEqual({
      poll: POLL,
      takes: [
        { place: "path", wire: "id", from: "answer", path: ["task", "id"] },
        { place: "path", wire: "thingId", from: "call", path: ["path", "thingId"] },
      ],
      status: ["state"],
      done: ["DONE"],
      failed: ["BROKEN"],
      message: ["messages", "text"],
      reason: "r",
      sources: [
        { of: "call", origin: { file: "root.yaml", pointer: "/paths/~1things~1{thingId}~1export/post" } },
        {
          of: "id",
          origin: {
            file: "root.yaml",
            pointer: "/components/schemas/Started/properties/task/properties/id",
          },
        },
        { of: "poll", origin: { file: "root.yaml", pointer: "/paths/~1things~1{thingId}~1exports~1{id}/get" } },
        { of: "status", origin: { file: "root.yaml", pointer: "/components/schemas/Export/properties/state" } },
      ],
    });
    expect(jobs[POLL]).toMatchObject({ poll: POLL, takes: [], status: ["state"] });
  });

  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      "an operation",
      poll() + start().replace("/export'", "/x'"),
      [POLL],
      ["warning job-row 4: the spec has no operation POST /things/{}/x"],
    ],
    [
      "an id",
      poll() + start().replace("task.id", "task.key"),
      [POLL],
      ["warning job-row 4: the response of the call has no property task.key"],
    ],
    [
      "a parameter of the call",
      poll() + start().replace("task.id", "query id"),
      [POLL],
      ["warning job-row 4: the call has no parameter query id"],
    ],
    [
      "a parameter of the question",
      poll().replace("path id", "query id"),
      [],
      ["warning job-row 2: the operation has no parameter query id"],
    ],
    [
      "a status",
      poll().replace("status: state", "status: status"),
      [],
      ["warning job-row 2: the response has no property status"],
    ],
    [
      "a terminal value",
      poll().replace("[BROKEN]", "[BROKEN, LOST]"),
      [POLL],
      ['warning job-row 2: "LOST" is not a value of the status; the spec lists "RUNNING", "DONE", "BROKEN"'],
    ],
    [
      "the only value that ends it well",
      poll().replace("[DONE]", "[OK]"),
      [],
      ['warning job-row 2: "OK" is not a value of the status; the spec lists "RUNNING", "DONE", "BROKEN"'],
    ],
    [
      "a message",
      poll().replace("messages.text", "messages.line"),
      [POLL],
      ["warning job-row 2: the response has no property messages.line"],
    ],
    [
      "an operation that reads",
      poll().replace("GET", "DELETE"),
      [],
      ["warning job-row 2: the operation does not read a value, so it cannot be polled"],
    ],
    [
      "a row of the polls",
      start(),
      [],
      [`warning job-row 2: "polls" has no row for ${POLL}, so the end of the job is not known`],
    ],
    ["an id at all", poll() + start().replace(" id: task.id,", ""), [POLL], ['warning job-row 4: the row has no "id"']],
    [
      "a path parameter of the question",
      `${poll()}jobs:\n  - { at: POST /stop, poll: '${POLL}', id: path id, reason: r }\n`,
      [POLL],
      ["warning job-row 4: the call has no parameter path id"],
    ],
    [
      "one end for each value",
      poll().replace("[BROKEN]", "[DONE]"),
      [],
      ['warning job-row 2: "DONE" is listed under both "done" and "failed"'],
    ],
  ])("tells where the spec lacks %s", (_, table, kept, findings) => {
    const result = read(table);
    expect(result.findings).toEqual(findings);
    expect(Object.keys(result.jobs)).toEqual(kept);
  });

  it("takes truth values, values of its own for a row, and rows for other versions", () => {
    expect(
      read(poll().replace("state, done: [DONE], failed: [BROKEN]", "isDone, done: ['true'], failed: []")).findings,
    ).toEqual([]);
    const own = read(poll() + start(", done: [RUNNING], failed: []"));
    expect(own.jobs[START]).toMatchObject({ done: ["RUNNING"], failed: [] });
    expect(read(poll(", versions: [v9]") + start(", versions: [v9]"))).toEqual({ jobs: {}, findings: [] });
    expect(read(poll() + start().replace("/export'", "/x'"), true).findings).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["an unknown key", poll(", stauts: x"), '/polls/0 has the unknown key "stauts"'],
    ["no reason", poll().replace(", reason: r", ""), "/polls/0 must have required property 'reason'"],
    ["no key of an operation", poll().replace("GET ", ""), "/polls/0/at is not an operation: its method and its path"],
    ["a list", "- 1", "the table of jobs must be object"],
    ["no YAML", "polls: [", "the table of jobs is not well-formed YAML"],
  ])("is refused with %s", (_, table, message) => {
    const { jobs, findings } = read(table);
    expect(jobs).toEqual({});
    expect(findings[0]).toContain("error bad-jobs");
    expect(findings[0]).toContain(message);
  });

  it("is an error where it is not there", () => {
    const { diagnostics } = readJobs("/nowhere/jobs.yaml");
    expect(diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      "error the table of jobs /nowhere/jobs.yaml cannot be read: it does not exist, or was removed during the run (ENOENT)",
    ]);
  });
});
