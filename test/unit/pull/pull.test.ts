import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addPull } from "../../../generator/commands/pull-command.ts";
import { checkSource, problemOfRef } from "../../../generator/commands/pull/pull-source.ts";
import { parseLock, printLock } from "../../../generator/commands/pull/specs-lock.ts";
import { projectFor } from "../../support/command.ts";
import { makeRepository } from "../../support/spec-repository.ts";
import { rootOf } from "../../support/spec.ts";

/** The rest needs many runs of git: test/workflows. */
describe("pull", () => {
  it("brings specs, changes nothing where the next ones cannot be read, and says what to run next", async () => {
    const repository = makeRepository([
      [
        "Good",
        {
          "idn/beta.yaml": rootOf({
            paths: "/a:\n  get: { operationId: listA, tags: [A], responses: { '204': { description: Done } } }",
          }),
        },
      ],
      ["Broken", { "idn/beta.yaml": "openapi: [" }],
    ]);
    const [first = ""] = repository.commits;
    const project = projectFor([addPull], {
      "isc-sdkgen.config.json": JSON.stringify({
        specs: { beta: { roots: ["specs/beta.yaml"] } },
        pull: { source: repository.bare },
      }),
    });
    const { exitCode, output } = await project.run("pull", "--ref", first);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining("next: isc-sdkgen generate") as string,
    });
    const lock = (): string => readFileSync(join(project.folder, "specs.lock.json"), "utf8");
    const before = lock();
    expect(JSON.parse(before)).toMatchObject({ commit: first, folder: "idn", files: 1 });
    expect(await project.run("pull")).toMatchObject({
      exitCode: 1,
      told: expect.stringContaining("unreadable-root") as string,
    });
    expect(lock()).toBe(before);
    expect(existsSync(join(project.folder, "specs/.isc-sdkgen"))).toBe(false);
  });
});

describe("a lock", () => {
  const lock = {
    source: "https://x.example/a.git",
    ref: "main",
    folder: ".",
    commit: "a".repeat(40),
    hash: "b".repeat(64),
    files: 3,
  };
  it("is read as it is printed", () => {
    expect(parseLock(printLock(lock))).toEqual({ lock });
  });
  it.each([
    ["{", "not valid JSON"],
    ["[]", "not a mapping"],
    [{ ...lock, more: 1 }, "unknown key"],
    [{ ...lock, commit: "--upload-pack=x" }, "its commit"],
    [{ ...lock, commit: "a".repeat(7) }, "its commit"],
    [{ ...lock, hash: 1 }, "its hash"],
    [{ ...lock, files: -1 }, "its number"],
    [{ ...lock, source: "" }, "no source"],
  ])("%j is none", (value, problem) => {
    expect(parseLock(typeof value === "string" ? value : JSON.stringify(value))).toEqual({
      problem: expect.stringContaining(problem) as string,
    });
  });
});

describe("a source", () => {
  it.each([
    ["https://github.com/sailpoint-oss/api-specs.git", "https://github.com/sailpoint-oss/api-specs.git"],
    ["ssh://git@example.com/a.git", "ssh://git@example.com/a.git"],
    ["git@example.com:a/b.git", "git@example.com:a/b.git"],
    ["file:///srv/specs.git", "file:///srv/specs.git"],
    ["../specs", "/srv/specs"],
    ["/opt/specs.git", "/opt/specs.git"],
  ])("%s is taken", (source, address) => {
    expect(checkSource(source, "/srv/project")).toEqual({ address });
  });

  it.each([
    "-oProxyCommand=evil",
    "--upload-pack=evil",
    "ext::sh -c evil",
    "fd::7",
    "http://example.com/a.git",
    "git://example.com/a.git",
    "ftp://example.com/a.git",
    "ssh://-oProxyCommand=evil/a",
    "ssh://-l@example.com/a",
    "https://user:secret@example.com/a.git",
    "https://token@example.com/a.git",
    "https://",
    "a\nb",
    "",
  ])("%j is refused", (source) => {
    expect(checkSource(source, "/srv/project")).toHaveProperty("problem");
  });

  it.each(["main", "v1.2.0", "release/2025-11", "isc-sdk@1.2.0", "HEAD", "0123456789abcdef0123456789abcdef01234567"])(
    "the ref %s is taken",
    (ref) => {
      expect(problemOfRef(ref)).toBeUndefined();
    },
  );

  it.each([
    "-x",
    "--upload-pack=evil",
    "+main",
    "a:b",
    "a..b",
    "HEAD~1",
    "a b",
    "a@{1}",
    "refs/heads/*",
    "",
    "a\nb",
    "x".repeat(300),
  ])("the ref %j is refused", (ref) => {
    expect(problemOfRef(ref)).toContain("is refused");
  });
});
