import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allowanceOf } from "../../../generator/load/allowance.ts";
import { linkTree } from "../../../generator/load/link.ts";
import { readSpec } from "../../../generator/load/read.ts";
import { repairTree } from "../../../generator/load/repair.ts";
import { buildVersion } from "../../../generator/model/build/version.ts";
import { temporaryFolder } from "../../support/generated.ts";

/** A root with one operation, whose answer is what a reference names. */
function rootOf(ref: string): string {
  const answer = `{ description: ok, content: { application/json: { schema: { $ref: '${ref}' } } } }`;
  return `openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: { /a: { get: { responses: { '200': ${answer} } } } }\n`;
}

interface Reading {
  readonly files: readonly string[];
  readonly models: readonly string[];
  readonly findings: readonly string[];
}

async function read(
  files: Readonly<Record<string, string>>,
  allow: readonly string[],
  at = folderOf(),
): Promise<Reading> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  const allowance = allowanceOf(allow, at);
  const { value, diagnostics } = await readSpec(
    { version: "beta", roots: ["spec/root.yaml"] },
    { base: at, allowance },
  );
  if (value === undefined) throw new Error("no tree");
  const linked = linkTree(value);
  const model = buildVersion(repairTree(linked.value).value).value;
  return {
    files: [...value.files.keys()],
    models: model.declarations.map(({ id }) => id),
    findings: [...diagnostics, ...linked.diagnostics].map(({ code, message }) => `${code}: ${message}`),
  };
}

function folderOf(): string {
  return temporaryFolder("allowance");
}

const SCHEMA = "{ type: object, properties: { a: { type: string } } }";

describe("a reference out of the spec's folder", () => {
  const files = {
    "spec/root.yaml": rootOf("../common/a.yaml"),
    "common/a.yaml": "{ type: object, properties: { b: { $ref: './deeper/b.yaml' } } }",
    "common/deeper/b.yaml": SCHEMA,
  };

  it("is refused where the config does not allow it", async () => {
    for (const allow of [[], ["comm"], ["https://x.example/"]]) {
      const { files: seen, findings } = await read(files, allow);
      expect(seen).toEqual(["root.yaml"]);
      expect(findings).toEqual([
        'refused-reference: the reference "../common/a.yaml" is refused: it is outside the spec\'s folder',
      ]);
    }
  });

  it("is followed into an allowed folder, and no further", async () => {
    expect(await read(files, ["common"])).toEqual({
      files: ["root.yaml", "../common/a.yaml", "../common/deeper/b.yaml"],
      models: ["../common/a.yaml", "../common/deeper/b.yaml"],
      findings: [],
    });
    const astray = { ...files, "common/deeper/b.yaml": "{ $ref: '../../secret.yaml' }", "secret.yaml": SCHEMA };
    const { files: seen, findings } = await read(astray, ["common"]);
    expect(seen).not.toContain("../secret.yaml");
    expect(findings.join()).toContain('"../../secret.yaml" is refused');
  });

  it("does not leave an allowed folder by a symbolic link", async () => {
    const at = folderOf();
    mkdirSync(join(at, "common"));
    writeFileSync(join(at, "secret.yaml"), SCHEMA);
    symlinkSync(join(at, "secret.yaml"), join(at, "common/a.yaml"));
    const { files: seen, findings } = await read({ "spec/root.yaml": rootOf("../common/a.yaml") }, ["common"], at);
    expect(seen).toEqual(["root.yaml"]);
    expect(findings.join()).toContain("is refused");
  });

  it("may be an absolute path below an allowed folder, with the same identity", async () => {
    const at = folderOf();
    const schema = `{ type: object, properties: { b: { $ref: '${at}/common/a%20b.yaml#/x' }, c: { $ref: '../common/a b.yaml#/x' } } }`;
    const absolute = {
      "spec/root.yaml": rootOf("./c.yaml"),
      "spec/c.yaml": schema,
      "common/a b.yaml": `{ x: ${SCHEMA} }`,
    };
    expect((await read(absolute, ["common"], at)).models).toEqual(["../common/a b.yaml#/x", "c.yaml"]);
    expect((await read(absolute, [], at)).findings.join()).toContain("it is an absolute path");
  });
});

describe("files of one text", () => {
  it("have references of their own, though they are parsed once", async () => {
    const at = folderOf();
    const link = `{ type: object, properties: { c: { $ref: '${at}/common/c.yaml' } } }`;
    const both = `{ type: object, properties: { x: { $ref: './x.yaml' }, y: { $ref: './deep/er/x.yaml' } } }`;
    const { files, findings } = await read(
      {
        "spec/root.yaml": rootOf("./both.yaml"),
        "spec/both.yaml": both,
        "spec/x.yaml": link,
        "spec/deep/er/x.yaml": link,
        "common/c.yaml": SCHEMA,
      },
      ["common"],
      at,
    );
    expect(findings).toEqual([]);
    expect(files).toEqual(["root.yaml", "both.yaml", "x.yaml", "deep/er/x.yaml", "../common/c.yaml"]);
  });
});

describe("a reference to the web", () => {
  const asked: string[] = [];
  let server: Server;
  let origin = "";
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/schemas/a.yaml")
        response.end("{ type: object, properties: { b: { $ref: './b.yaml#/x' } } }");
      else if (request.url === "/schemas/b.yaml") response.end(`{ x: ${SCHEMA} }`);
      else if (request.url === "/schemas/moved.yaml") response.writeHead(302, { location: "/schemas/b.yaml" }).end();
      else if (request.url === "/schemas/away.yaml") response.writeHead(301, { location: "/private/b.yaml" }).end();
      else if (request.url === "/schemas/round.yaml")
        response.writeHead(301, { location: "/schemas/round.yaml" }).end();
      else response.writeHead(404).end("no");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => server.close());

  const readFrom = (ref: string, allow: readonly string[]): Promise<Reading> =>
    read({ "spec/root.yaml": rootOf(ref) }, allow);

  it("is refused, and nobody asked, where the config does not allow it", async () => {
    asked.length = 0;
    for (const allow of [[], [`${origin}/schema`], [`${origin}1/schemas/`]]) {
      const { findings } = await readFrom(`${origin}/schemas/a.yaml`, allow);
      expect(findings).toEqual([
        `refused-reference: the reference "${origin}/schemas/a.yaml" is refused: it is on the web`,
      ]);
    }
    expect(asked).toEqual([]);
  });

  it("is followed where it is allowed, with what that file refers to", async () => {
    for (const allow of [`${origin}/schemas`, `${origin}/`, origin]) {
      expect(await readFrom(`${origin}/schemas/a.yaml`, [allow])).toEqual({
        files: ["root.yaml", `${origin}/schemas/a.yaml`, `${origin}/schemas/b.yaml`],
        models: [`${origin}/schemas/a.yaml`, `${origin}/schemas/b.yaml#/x`],
        findings: [],
      });
    }
  });

  it("follows a redirect to an allowed address, and no other", async () => {
    expect((await readFrom(`${origin}/schemas/moved.yaml#/x`, [`${origin}/schemas/`])).findings).toEqual([]);
    asked.length = 0;
    const { findings } = await readFrom(`${origin}/schemas/away.yaml#/x`, [`${origin}/schemas/`]);
    expect(findings).toEqual([expect.stringMatching(/^refused-reference: .* it redirects to .*\/private\/b\.yaml$/u)]);
    expect(asked).toEqual(["/schemas/away.yaml"]);
  });

  it.each([
    ["none.yaml", /missing-reference: .* the server returns the status code 404/u],
    ["round.yaml", /missing-reference: .* it redirects too often/u],
  ])("says what is wrong with %s", async (path, finding) => {
    expect((await readFrom(`${origin}/schemas/${path}`, [origin])).findings.join()).toMatch(finding);
  });

  it("says when the server cannot be reached", async () => {
    const { findings } = await readFrom("http://127.0.0.1:9/a.yaml", ["http://127.0.0.1:9/"]);
    expect(findings.join()).toMatch(/missing-reference: .* the server cannot be reached/u);
  });
});

describe("an anchor of another file", () => {
  it("is what it names there", async () => {
    const files = {
      "spec/root.yaml": rootOf("./a.yaml#thing"),
      "spec/a.yaml": `{ $defs: { 'x%/y': { $anchor: thing, type: object, properties: { b: { $ref: '#other' } } } , z: { $anchor: other, type: object, properties: { c: { type: string } } } } }`,
    };
    const { models, findings } = await read(files, []);
    expect(findings).toEqual([]);
    expect(models).toEqual(["a.yaml#/$defs/x%~1y", "a.yaml#/$defs/z"]);
  });

  it("is reported where there is none", async () => {
    const { findings } = await read({ "spec/root.yaml": rootOf("./a.yaml#thing"), "spec/a.yaml": "{ a: 1 }" }, []);
    expect(findings).toEqual([
      'missing-reference: the reference "./a.yaml#thing" has no target: no node of the file a.yaml has the $anchor "thing"',
    ]);
  });
});
