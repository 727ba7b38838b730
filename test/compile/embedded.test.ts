import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/generated.ts";
import { findAny } from "./find-any.ts";
import { COMBINATIONS, consumerComplaints, NODE_LIBRARIES, typeCheck, typeCheckConsumer } from "./matrix.ts";

describe("the package of the embedded specs", () => {
  let out: string;

  beforeAll(() => {
    out = temporaryFolder("compile");
    expect(runCli(["generate", "--out", out]).exitCode).toBe(0);
  });

  // TypeScript 5.9 takes five times as long: it meets each way to resolve modules and each library once.
  const combinations = COMBINATIONS.filter(
    ({ compiler, modules, libraries }) => compiler === "7" || (modules === "nodenext") === (libraries === "dom"),
  );
  it.each(combinations)("compiles under TypeScript $compiler, $modules, with $libraries types", (combination) => {
    expect(typeCheck(join(out, "typescript"), combination)).toBe("");
  });

  it.each(["5.9", "7"] as const)(
    "lets consumers write what is right and nothing else, under TypeScript %s",
    (compiler) => {
      expect(typeCheckConsumer(join(out, "typescript"), compiler, resolve("test/compile/consumer/requests.ts"))).toBe(
        "",
      );
    },
  );

  it.each(["lib dom", "Node's types alone"] as const)("takes every fetch that programs have, with %s", (libraries) => {
    const paths = resolve("test/compile/consumer/fetches.ts");
    const options = NODE_LIBRARIES[libraries];
    expect(consumerComplaints(join(out, "typescript"), "5.9", paths, options)).toBe("");
  });

  it("has a README whose examples compile", () => {
    const readme = readFileSync(join(out, "typescript/README.md"), "utf8");
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gsu)].map(([, code = ""]) => code);
    expect(examples.length).toBe(3);
    mkdirSync(join(out, "typescript/check"), { recursive: true });
    const files = examples.map((code, index) => {
      const file = join(out, `typescript/check/readme-${index}.ts`);
      writeFileSync(file, code);
      return file;
    });
    const all = join(out, "typescript/check/readme.ts");
    writeFileSync(all, files.map((_, index) => `import "./readme-${index}.js";\n`).join(""));
    expect(typeCheckConsumer(join(out, "typescript"), "7", all)).toBe("");
  });

  it("has no any and no compiler directives", () => {
    const src = join(out, "typescript/src");
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".ts") && !path.startsWith("openapi"),
    );
    expect(findAny(files.map((path) => ({ path, text: readFileSync(join(src, path), "utf8") })))).toEqual([]);
  });
});
