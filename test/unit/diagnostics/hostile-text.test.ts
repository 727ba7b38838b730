import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { REPORT_FORMATS, renderReport } from "../../../generator/diagnostics/report.ts";
import { renderTextDiff } from "../../../generator/emit/write/diff.ts";
import { visibleLine } from "../../../generator/text/characters.ts";

/** Moves the cursor, sets the window's title, turns the reading direction, and starts lines of its own. */
const EVIL =
  "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\r\n::set-output name=x::y\n::error::no\ngood.yaml:1:1: error fine";

const finding: Diagnostic = {
  code: "config",
  severity: "error",
  message: `the key ${EVIL} is wrong`,
  action: `remove ${EVIL}`,
  version: "beta",
  origin: { file: `a${EVIL}.yaml`, pointer: `/x${EVIL}` },
  line: 3,
  column: 1,
};

describe("a finding about hostile text", () => {
  it.each(REPORT_FORMATS)("is only text in a report: %s", (format) => {
    const report = {
      diagnostics: [finding],
      summary: {
        command: "generate",
        operations: {},
        models: {},
        files: { written: 0, removed: 0, unchanged: 0 },
        repairs: {},
        stages: [],
      },
      pathOf: () => finding.origin?.file,
    };
    const text = renderReport(report, format, { useColor: false, least: "note" });
    // JSON of any kind may hold what it escapes; nothing may stand there as it is.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    if (format === "json" || format === "sarif") expect(() => JSON.parse(text) as unknown).not.toThrow();
    else expect(text.split("\n").filter((line) => /^(?:::set-output|::error::no|good\.yaml)/u.test(line))).toEqual([]);
    if (format === "github") expect(text.split("\n")).toHaveLength(2);
  });

  it("is only text in a diff and a line", () => {
    expect(renderTextDiff("x", EVIL, "y")).not.toMatch(/[\u0007\u001b\u009b\u202e]/u);
    expect(visibleLine("a\nb\u001b")).toBe("a\\nb\\u001b");
  });
});
