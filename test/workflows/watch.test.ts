import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/generated.ts";
import { rootOf } from "../support/spec.ts";

function specOf(...ids: readonly string[]): string {
  return rootOf({
    paths: ids
      .map(
        (id) => `/${id}:\n  get: { operationId: ${id}, tags: [Things], responses: { '204': { description: Done } } }`,
      )
      .join("\n"),
  });
}

/** Waits for texts in what a child prints, in their order. */
function reader(stream: NodeJS.ReadableStream) {
  let text = "";
  let seen = 0;
  let check: () => void = () => undefined;
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
    check();
  });
  return {
    all: () => text,
    next: (wanted: string): Promise<void> =>
      new Promise((done) => {
        check = () => {
          const at = text.indexOf(wanted, seen);
          if (at === -1) return;
          seen = at + wanted.length;
          check = () => undefined;
          done();
        };
        check();
      }),
  };
}

describe("generate --watch", () => {
  it("tells public changes, survives broken states, and ends on SIGINT", async () => {
    const folder = temporaryFolder("watch-command");
    const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
    const config = JSON.stringify({
      specs: { beta: { roots: ["beta.yaml"], overlays: ["o.yaml"] } },
      names: "names.lock.json",
    });
    const overlay = (action: string): string =>
      `overlay: 1.0.0\ninfo: { title: a, version: b }\nactions:\n  - ${action}\n`;
    write("isc-sdkgen.config.json", config);
    write("beta.yaml", specOf("listThings", "listRoles"));
    write("o.yaml", overlay("{ target: $.info, update: { x-a: 1 } }"));
    const child = spawn(process.execPath, [resolve("dist/cli.js"), "generate", "--watch", "--target", "typescript"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = new Promise<number | null>((done) => child.on("exit", done));
    const output = reader(child.stdout);
    const surface = (): string => readFileSync(join(folder, "generated/surface.json"), "utf8");
    await output.next("Ctrl+C ends it");
    expect(surface()).toContain("listRoles");

    write("beta.yaml", specOf("listThings"));
    await output.next("changed: beta.yaml");
    await output.next("listRoles is removed");
    await output.next("Ctrl+C ends it");
    expect(surface()).not.toContain('GET /listRoles","id');

    const before = surface();
    write("beta.yaml", "openapi: [");
    await output.next("1 error: nothing was written");
    await output.next("Ctrl+C ends it");
    write("isc-sdkgen.config.json", "{");
    await output.next("error: nothing was written");
    await output.next("Ctrl+C ends it");
    expect(surface()).toBe(before);
    write("isc-sdkgen.config.json", config);
    await output.next("Ctrl+C ends it");
    write("beta.yaml", specOf("listThings"));
    await output.next("no public change");
    await output.next("Ctrl+C ends it");

    write("o.yaml", overlay("{ target: \"$.paths['/listThings'].get\", update: { operationId: listAll } }"));
    await output.next("changed: o.yaml");
    await output.next("Ctrl+C ends it");
    child.kill("SIGINT");
    await output.next("the watch has ended");
    expect(await exit).toBe(0);
    // The ledger that the runs wrote has started none.
    expect(output.all()).not.toContain("changed: names.lock.json");
  });
});
