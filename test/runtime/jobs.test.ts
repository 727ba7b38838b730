import { describe, expect, test } from "vitest";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  type Job,
  JobError,
  type JobProgress,
  waitFor,
  type WaitOptions,
} from "../../generator/runtime/typescript/jobs/wait-for.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { createJumpingClock, json, scriptFetch } from "./support.js";

const start: Operation = { id: "export", method: "POST", path: "/exports" };
const poll: Operation = {
  id: "getExport",
  method: "GET",
  path: "/exports/{id}",
};
const job: Job<{ readonly body?: unknown }> = {
  start,
  poll,
  takes: { id: ["data", "task", "id"] },
  status: ["state"],
  done: ["COMPLETE"],
  failed: ["TEMPERROR", "FAILED"],
  message: ["messages", "text"],
  percent: ["percent"],
};
const started = { task: { id: "7" } };

/** A core whose service gives the answers in turn. */
function connect(answers: readonly unknown[]) {
  const clock = createJumpingClock();
  const { fetch, sent } = scriptFetch(...answers.map((answer) => json(answer)));
  const core = createCore({
    baseUrl: "https://a.test",
    fetch,
    clock,
    timeoutMs: 0,
    totalTimeoutMs: 0,
  });
  return { sent, clock, core };
}

/** Runs a wait against answers in turn. */
function run(answers: readonly unknown[], options: WaitOptions = {}) {
  const { core, ...rest } = connect(answers);
  return { ...rest, outcome: waitFor({ core }, job, { body: {} }, options) };
}

describe("waitFor", () => {
  test("starts the job, asks until it has ended well, and gives the last answer", async () => {
    const told: JobProgress[] = [];
    const { sent, clock, outcome } = run(
      [
        started,
        { state: null },
        { state: "RUNNING", percent: 40 },
        { state: "COMPLETE", percent: 100 },
      ],
      { intervalMs: 2_000, onProgress: (progress) => told.push(progress) },
    );
    expect(await outcome).toEqual({ state: "COMPLETE", percent: 100 });
    expect(sent.map(({ method, url }) => `${method} ${url.slice(14)}`)).toEqual(
      ["POST /exports", "GET /exports/7", "GET /exports/7", "GET /exports/7"],
    );
    expect(clock.waits).toEqual([2_000, 2_000]);
    expect(
      told.map(({ status, percent, polls, elapsedMs }) => [
        status,
        percent,
        polls,
        elapsedMs,
      ]),
    ).toEqual([
      [undefined, undefined, 1, 0],
      ["RUNNING", 40, 2, 2_000],
      ["COMPLETE", 100, 3, 4_000],
    ]);
    expect(clock.pending()).toBe(0);
  });

  test("asks after what goes on already, and reads a list by its first item", async () => {
    const own: Job<{ readonly id: string }> = {
      poll,
      status: ["state"],
      done: ["COMPLETE"],
      failed: [],
    };
    const { core, sent } = connect([
      [{ state: "RUNNING" }],
      [{ state: "COMPLETE" }],
    ]);
    expect(await waitFor({ core }, own, { id: "a b" })).toEqual([
      { state: "COMPLETE" },
    ]);
    expect(sent.at(-1)?.url).toBe("https://a.test/exports/a%20b");
  });

  test("gives the operation to ask the arguments of the call", async () => {
    const own: Job<{ readonly body?: unknown }> = {
      ...job,
      takes: { id: ["args", "body", "id"] },
    };
    const { core, sent } = connect([started, { state: "COMPLETE" }]);
    await waitFor({ core }, own, { body: { id: 5 } });
    expect(sent.some(({ url }) => url.endsWith("/exports/5"))).toBe(true);
  });

  test.each(["FAILED", "TEMP_ERROR", "TempError"])(
    "fails with the job's own message when it ends with %s",
    async (state) => {
      const answer = {
        state,
        messages: [{ text: "no space" }, { text: "left" }, { other: 1 }],
      };
      const { outcome } = run([started, answer]);
      const error = await outcome.catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(JobError);
      expect(error).toMatchObject({
        name: "JobError",
        message: `export: the job ended with ${state}: no space; left`,
        operationId: "export",
        status: state,
        answer,
        isSdkError: true,
      });
    },
  );

  test.each<[string, WaitOptions, string, number]>([
    ["waitMs", { waitMs: 12_000 }, "waitMs, 12000 ms", 3],
    ["polls", { polls: 2 }, "polls, 2", 2],
  ])("ends behind %s", async (_, options, limit, polls) => {
    const { outcome, sent } = run([started, { state: "RUNNING" }], options);
    await expect(outcome).rejects.toMatchObject({
      name: "TimeoutError",
      message: `export: the job has not ended (${limit}); it was RUNNING last and goes on`,
    });
    expect(sent).toHaveLength(polls + 1);
  });

  test("ends with the signal's reason while it waits", async () => {
    const controller = new AbortController();
    const { outcome, sent, clock } = run([started, { state: "RUNNING" }], {
      signal: controller.signal,
      // Never comes: the clock ends shorter waits only.
      intervalMs: 60_000,
      onProgress: () => setImmediate(() => controller.abort("enough")),
    });
    await expect(outcome).rejects.toMatchObject({
      name: "AbortedError",
      message: "export: aborted; the job goes on",
      cause: "enough",
    });
    expect(sent).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  test("says when the answer names no job, and refuses times that are none", async () => {
    await expect(run([{ task: null }]).outcome).rejects.toMatchObject({
      message:
        "export: the response has no task.id, so there is no job to wait for",
      operationId: "export",
    });
    for (const options of [{ intervalMs: -1 }, { waitMs: Number.NaN }]) {
      const { outcome, sent } = run([started], options);
      await expect(outcome).rejects.toThrow("is not a time in milliseconds");
      expect(sent).toEqual([]);
    }
  });

  test("an error of a call, or of the one who is told, ends the wait", async () => {
    const { outcome } = run([started, { state: "RUNNING" }], {
      onProgress: () => {
        throw new Error("stop");
      },
    });
    await expect(outcome).rejects.toThrow("stop");
  });
});
