import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unformatted } from "../support/format.ts";
import { generateReal } from "../support/generated.ts";

describe("the files of the real specs", () => {
  it.each(["2025-05-20", "2025-11-20"])("are formatted as prettier would, on %s", async (date) => {
    const { out, exitCode } = generateReal(date);
    expect(exitCode).toBe(0);
    const { checked, found } = await unformatted(join(out, "typescript"));
    expect(found).toEqual([]);
    expect(checked).toBeGreaterThan(500);
  });
});
