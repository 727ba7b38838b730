import { expect, it } from "vitest";
import { closeFormatter, formatChunks } from "../../../generator/emit/typescript/format-pool.ts";

it("fails what is under way when it is closed, and starts again", async () => {
  const chunks = [{ text: "const a  = 1", parser: "typescript" }] as const;
  const lost = formatChunks(chunks).catch((error: unknown) => error);
  await closeFormatter();
  expect(await lost).toEqual(new Error("the formatter has ended"));
  expect(await formatChunks(chunks)).toEqual(["const a = 1;\n"]);
  await closeFormatter();
});
