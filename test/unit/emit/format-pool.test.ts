import { expect, it } from "vitest";
import { closeFormatter, formatTypeScript } from "../../../generator/emit/typescript/format-pool.ts";

it("fails what is under way when it is closed, and starts again", async () => {
  const texts = ["const a  = 1"];
  const lost = formatTypeScript(texts).catch((error: unknown) => error);
  await closeFormatter();
  expect(await lost).toEqual(new Error("the formatter has ended"));
  expect(await formatTypeScript(texts)).toEqual(["const a = 1;\n"]);
  await closeFormatter();
});
