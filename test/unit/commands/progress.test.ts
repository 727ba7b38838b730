import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Host } from "../../../generator/commands/host.ts";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { nextStep, withNextStep } from "../../../generator/commands/next-step.ts";
import { createProgress, progressFor } from "../../../generator/commands/progress.ts";
import { FRONT_STAGES } from "../../../generator/pipeline.ts";
import { createStopwatch } from "../../../generator/stopwatch.ts";

/** A stream that keeps what is written; as a terminal it is 100 columns wide. */
function stream(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  let text = "";
  const through = new PassThrough();
  through.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { stream: Object.assign(through, { isTTY, columns: 100 }) as unknown as NodeJS.WriteStream, text: () => text };
}

describe("progress", () => {
  it("is a line for each stage where nobody watches", async () => {
    const { stream: log, text } = stream(false);
    const show = await createProgress({ stream: log, isWatched: false, seconds: () => 3.2 });
    const clock = createStopwatch(show, 2);
    clock.timeSync("read", () => undefined);
    clock.timeSync("link", () => undefined);
    show("");
    show("reading old");
    expect(text()).toBe("isc-sdkgen: 0/2 read (3 s)\nisc-sdkgen: 1/2 link (3 s)\nisc-sdkgen: reading old (3 s)\n");
  });

  it("is a bar with stage, count and time on a terminal, and is cleared at its end", async () => {
    const { stream: terminal, text } = stream(true);
    const show = await createProgress({ stream: terminal, isWatched: true, seconds: () => 3.2 });
    show("read", { done: 0, total: 4 });
    show("link", { done: 2, total: 4 });
    expect(text()).toContain("------------------------ 0/4 read 3 s");
    show("");
    expect(text()).not.toContain("\n");
    const length = text().length;
    show("");
    expect(text().length).toBe(length);
  });

  it("is not there where the output is for machines", () => {
    const shown: string[] = [];
    progressFor((stage) => void shown.push(stage), false)("read");
    progressFor((stage) => void shown.push(stage), true)("link");
    expect(shown).toEqual(["link"]);
  });

  it("knows how many stages stand before the targets", () => expect(FRONT_STAGES).toBe(7));
});

const error = (code: Diagnostic["code"]): Diagnostic => ({ severity: "error", code, message: "", action: "" });
const warning = (code: Diagnostic["code"]): Diagnostic => ({ ...error(code), severity: "warning" });

describe("errors", () => {
  it.each([
    [
      { command: "generate", exitCode: 1, code: "config" },
      "next: isc-sdkgen explain config; correct the errors above, then run isc-sdkgen generate again",
    ],
    [
      { command: "names rename", exitCode: 1, code: undefined },
      "next: isc-sdkgen names rename --help; correct the errors above, then run isc-sdkgen names rename again",
    ],
    [{ command: "release", exitCode: 2, code: undefined }, "next: isc-sdkgen release --help"],
    [
      { command: "generate", exitCode: 3, code: undefined },
      "next: isc-sdkgen generate (without --check) writes the changes",
    ],
  ] as const)("of %j end with the command to run next", (ending, expected) => expect(nextStep(ending)).toBe(expected));

  it.each([
    ["the first error", [warning("guessed-trigger"), error("bad-baseline")], "explain bad-baseline;"],
    ["the first of two", [error("failed-ledger"), error("bad-baseline")], "explain failed-ledger;"],
    ["one that stops the run", [error("contradiction"), error("bad-baseline")], "explain bad-baseline;"],
    ["an error without a code", [], "diff --help;"],
  ])("follow %s", (_, findings, expected) => {
    let told = "";
    const host = withNextStep(
      { print: () => undefined, tell: (text: string) => void (told += text), end: () => undefined } as unknown as Host,
      () => "diff",
    );
    host.noteFindings?.(findings);
    // What a text says of codes is a spec's, perhaps.
    host.tell("error spec-text: nothing\n");
    host.end(1);
    expect(told).toContain(`next: isc-sdkgen ${expected}`);
  });

  it("add nothing where all went well, or the message says what to run", () => {
    let told = "";
    const host = withNextStep(
      { tell: (text: string) => void (told += text), end: () => undefined } as unknown as Host,
      () => "init",
    );
    host.end(0);
    host.tell("error: run isc-sdkgen init DOCUMENT\n");
    host.end(2);
    expect(told).toBe("error: run isc-sdkgen init DOCUMENT\n");
  });
});
