import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  totalAnswer,
  voidAnswer,
} from "../../generator/runtime/typescript/bodies/answers.js";
import {
  binaryBody,
  anyBody,
  formBody,
  jsonBody,
} from "../../generator/runtime/typescript/bodies/bodies.js";
import type { BinaryInput } from "../../generator/runtime/typescript/bodies/content.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  type Download,
  downloadAnswer,
  readFileName,
} from "../../generator/runtime/typescript/bodies/download.js";
import {
  AbortedError,
  ConnectionError,
  DecodeError,
  SdkError,
} from "../../generator/runtime/typescript/errors.js";
import { multipart } from "../../generator/runtime/typescript/bodies/multipart.js";
import { fileBody } from "../../generator/runtime/typescript/node.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { patch } from "../../generator/runtime/typescript/patch.js";
import {
  headerParameters,
  type StyledParameter,
  styledPath,
  styledQuery,
} from "../../generator/runtime/typescript/request/parameters.js";
import { json, type LocalServer, scriptFetch, startServer } from "./support.js";

let server: LocalServer;
let received: { type: string; body: Buffer; count: number };
let reply:
  | { status: number; headers: Record<string, string>; body: string | Buffer }
  | "hang";

beforeAll(async () => {
  received = { type: "", body: Buffer.alloc(0), count: 0 };
  server = await startServer((request, response, body) => {
    received = {
      type: String(request.headers["content-type"]),
      body,
      count: received.count + 1,
    };
    if (reply === "hang") {
      response.writeHead(200, { "content-type": "text/csv" });
      response.write("a,b\n");
      return;
    }
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  reply = { status: 200, headers: {}, body: "{}" };
});
afterAll(() => server.close());

async function upload(operation: Operation, body: unknown): Promise<FormData> {
  reply = { status: 200, headers: {}, body: "{}" };
  await createCore({ baseUrl: server.url }).send(operation, { body });
  return new Response(new Uint8Array(received.body), {
    headers: { "content-type": received.type },
  }).formData();
}

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

interface Tagged {
  tags: string[];
}

const form: Operation = {
  id: "upload",
  method: "POST",
  path: "/upload",
  body: multipart({ options: "application/json", file: "text/csv" }),
};

test("multipart: files, JSON parts, lists and texts", async () => {
  const data = await upload(form, {
    file: Buffer.from("x,y"),
    named: new File(["hi"], 'a"b.txt', { type: "text/plain" }),
    given: {
      content: new Uint8Array([1, 2]),
      fileName: "raw.bin",
      contentType: "application/x-raw",
    },
    options: { a: null },
    list: ["1", 2],
    none: undefined,
    flag: false,
  });
  const file = data.get("file") as File;
  expect([file.name, file.type, await file.text()]).toEqual([
    "file",
    "text/csv",
    "x,y",
  ]);
  const named = data.get("named") as File;
  expect([named.name, named.type, await named.text()]).toEqual([
    'a"b.txt',
    "text/plain",
    "hi",
  ]);
  const given = data.get("given") as File;
  expect([given.name, given.type, given.size]).toEqual([
    "raw.bin",
    "application/x-raw",
    2,
  ]);
  expect([
    data.get("options"),
    data.getAll("list"),
    data.has("none"),
    data.get("flag"),
  ]).toEqual(['{"a":null}', ["1", "2"], false, "false"]);
});

test("multipart: text is a file where it is declared or looks like one", async () => {
  const csv = { content: "id,name\n1,a", contentType: "text/csv" };
  const declared: Operation = {
    ...form,
    body: multipart({
      file: [],
      config: ["application/json"],
      options: "application/json",
    }),
  };
  const data = await upload(declared, {
    file: csv,
    config: { content: "{}", note: "not a key of a file" },
    options: { content: "x" },
    guessed: csv,
    other: { ...csv, size: 3 },
    list: [csv, { content: "2" }],
  });
  const file = data.get("file") as File;
  expect([file.name, file.type, await file.text()]).toEqual([
    "file",
    "text/csv",
    csv.content,
  ]);
  const config = data.get("config") as File;
  expect([config.type, await config.text()]).toEqual([
    "application/json",
    "{}",
  ]);
  expect(data.get("options")).toBe('{"content":"x"}');
  expect(await (data.get("guessed") as File).text()).toBe(csv.content);
  expect(JSON.parse(data.get("other") as string)).toEqual({ ...csv, size: 3 });
  expect(data.getAll("list").map((item) => (item as File).type)).toEqual([
    "text/csv",
    "application/octet-stream",
  ]);
});

test("a form refuses a value without names", async () => {
  await expect(upload(form, ["x"])).rejects.toThrow("a form has names");
  await expect(upload(form, "x")).rejects.toThrow("a form has names");
  expect((await upload(form, { "": "x" })).get("")).toBe("x");
});

test("a form has no null but in JSON, and keeps what is false", async () => {
  const body = multipart({ config: "application/json", file: [] });
  const data = await upload(
    { ...form, body },
    { config: null, file: null, name: null, flag: false, count: 0, text: "" },
  );
  expect([...data.keys()]).toEqual(["config", "flag", "count", "text"]);
  expect(data.get("config")).toBe("null");
  expect([data.get("flag"), data.get("count"), data.get("text")]).toEqual([
    "false",
    "0",
    "",
  ]);
});

test("bytes of any memory are uploads", async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(2)).fill(120);
  const buffer: Buffer = Buffer.from("x,y");
  const bytes: Uint8Array = new Uint8Array([120]);
  const inputs: BinaryInput[] = [shared, buffer, bytes];
  const data = await upload(form, { file: inputs });
  expect(
    await Promise.all(data.getAll("file").map((file) => (file as File).text())),
  ).toEqual(["xx", "x,y", "x"]);
  await upload({ ...form, body: binaryBody() }, shared).catch(() => {});
  expect(received.body.toString()).toBe("xx");
});

test("multipart: streams and async iterables, sent once", async () => {
  const data = await upload(form, {
    file: chunksOf("a", "b"),
    other: new Blob(["c"]).stream(),
  });
  expect(await (data.get("file") as File).text()).toBe("ab");
  expect(await (data.get("other") as File).text()).toBe("c");
  reply = { status: 429, headers: { "retry-after": "0" }, body: "{}" };
  const before = received.count;
  await expect(
    createCore({ baseUrl: server.url }).send(form, {
      body: { file: chunksOf("a") },
    }),
  ).rejects.toThrow("429");
  expect(received.count - before).toBe(1);
});

test("multipart: a file on disk, again when retried", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "sdk-")), "rows.csv");
  await writeFile(path, "1,2");
  const part = await fileBody(path, { contentType: "text/csv" });
  const { fetch, sent } = scriptFetch(
    json({}, 429, { "retry-after": "0" }),
    json({}),
  );
  await createCore({ baseUrl: server.url, fetch }).send(form, {
    body: { file: part },
  });
  expect(sent).toHaveLength(2);
  const file = (await upload(form, { file: part })).get("file") as File;
  expect([file.name, file.type, await file.text()]).toEqual([
    "rows.csv",
    "text/csv",
    "1,2",
  ]);
});

test("forms and bytes", async () => {
  await upload(
    { ...form, body: formBody() },
    { a: "b c", list: [1, 2], none: undefined },
  ).catch(() => {});
  expect(received.body.toString()).toBe("a=b+c&list=1&list=2");
  expect(received.type).toMatch(/^application\/x-www-form-urlencoded/);
  await upload(
    { ...form, body: binaryBody("image/png") },
    new Uint8Array([1, 2, 3]),
  ).catch(() => {});
  expect([received.type, [...received.body]]).toEqual(["image/png", [1, 2, 3]]);
  await upload({ ...form, body: binaryBody() }, chunksOf("x", "y")).catch(
    () => {},
  );
  expect(received.body.toString()).toBe("xy");
});

test("a body of several media types goes by what it is given as", async () => {
  const body = anyBody({
    first: jsonBody("application/vnd.x+json"),
    text: "application/xml",
    binary: "image/png",
  });
  const sent = async (value: unknown): Promise<string> => {
    await upload({ ...form, body }, value as object).catch(() => {});
    return `${String(received.type).split(";")[0]} ${received.body.toString()}`;
  };
  expect(await sent({ a: 1 })).toBe('application/vnd.x+json {"a":1}');
  expect(await sent("<a/>")).toBe("application/xml <a/>");
  expect(await sent(new URLSearchParams({ a: "b c" }))).toBe(
    "application/x-www-form-urlencoded a=b+c",
  );
  expect(await sent(Buffer.from("x"))).toBe("image/png x");
  expect(await sent(new Blob(["x"], { type: "image/gif" }))).toBe(
    "image/gif x",
  );
  expect(await sent(chunksOf("x", "y"))).toBe("image/png xy");
  const data = new FormData();
  data.set("a", "1");
  expect(await sent(data)).toMatch(/^multipart\/form-data [\s\S]*name="a"/);
  // Where no other takes them, texts and bytes are the first one's.
  const only = anyBody({ first: jsonBody() });
  await upload({ ...form, body: only }, "a" as never).catch(() => {});
  expect(received.body.toString()).toBe('"a"');
});

test("a patch refuses what is no position of a list", () => {
  const wrong: (() => unknown)[] = [
    // @ts-expect-error the end is no item
    () => patch<Tagged>().replace("/tags/-", "x"),
    // @ts-expect-error
    () => patch<Tagged>().remove("/tags/-"),
    // @ts-expect-error
    () => patch<Tagged>().move("/tags/-", "/tags/0"),
    // @ts-expect-error
    () => patch<Tagged>().add("/tags/1.5", "x"),
    // What the types cannot see.
    () => patch<Tagged>().remove(`/tags/${[].indexOf(0 as never)}`),
  ];
  for (const build of wrong) expect(build).toThrow(SdkError);
  const right = patch<Tagged>().add("/tags/-", "x").copy("/tags/0", "/tags/-");
  expect(right.map(({ path }) => path)).toEqual(["/tags/-", "/tags/-"]);
});

const download: Operation = {
  id: "export",
  method: "GET",
  path: "/export",
  constantHeaders: { accept: "text/csv" },
  answer: downloadAnswer,
};

test("a download has a name, a type, a size and content", async () => {
  reply = {
    status: 200,
    headers: {
      "content-type": "text/csv",
      "content-disposition": "attachment; filename*=UTF-8''a%20%C3%A9.csv",
      "content-length": "4",
    },
    body: "a,b\n",
  };
  const core = createCore({ baseUrl: server.url });
  const { data } = await core.send<Download>(download, {});
  expect([
    data.fileName,
    data.contentType,
    data.size,
    await data.text(),
  ]).toEqual(["a é.csv", "text/csv", 4, "a,b\n"]);
  for (const read of [data.text, data.blob, data.bytes])
    await expect(read()).rejects.toMatchObject({
      name: "SdkError",
      operationId: "export",
    });
  const { data: again } = await core.send<Download>(download, {});
  expect(await new Response(again.stream()).text()).toBe("a,b\n");
  const { data: third } = await core.send<Download>(download, {});
  expect((await third.blob()).size).toBe(4);
});

test("the signal ends a download that hangs, and so does a lost connection", async () => {
  reply = "hang";
  const controller = new AbortController();
  const { data } = await createCore({ baseUrl: server.url }).send<Download>(
    download,
    {},
    { signal: controller.signal, timeoutMs: 500 },
  );
  setTimeout(() => controller.abort(), 20);
  await expect(data.text()).rejects.toThrow(AbortedError);
  const cut = await startServer((_, response) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("a");
    setTimeout(() => response.destroy(), 20);
  });
  const { data: half } = await createCore({ baseUrl: cut.url }).send<Download>(
    download,
    {},
  );
  const broken = half.bytes();
  await expect(broken).rejects.toThrow(ConnectionError);
  await expect(broken).rejects.toMatchObject({
    operationId: download.id,
    method: "GET",
    url: cut.url + download.path,
  });
  await cut.close();
});

test.each([
  [null, undefined],
  ["attachment", undefined],
  ['attachment; filename="a \\"b\\".csv"', 'a "b".csv'],
  ["attachment; filename=plain.zip", "plain.zip"],
  ["attachment; filename=\"x.csv\"; filename*=UTF-8''%e2%82%ac.csv", "€.csv"],
  ["attachment; filename*=iso-8859-1'en'%A3.txt", "£.txt"],
  ['attachment; filename="../../etc/passwd"', "passwd"],
  ["attachment; filename*=UTF-8''100%.csv", "100%.csv"],
  // As an engine gives raw UTF-8, and Latin-1.
  [
    'attachment; filename="\xc3\x9cberblick \xe2\x82\xac.csv"',
    "Überblick €.csv",
  ],
  ["attachment; filename=\xc3\x9cberblick.csv", "Überblick.csv"],
  ['attachment; filename="caf\xe9.csv"', "café.csv"],
  ['attachment; filename="€.csv"', "€.csv"],
  ["attachment; filename=two words.csv; size=3", "two words.csv"],
  ['attachment; filename="C:\\\\dir\\\\a.csv"', "a.csv"],
  ['attachment; filename="C:\\dir\\new.csv"', "new.csv"],
  ['attachment; filename="..\\..\\boot.ini"', "boot.ini"],
  ['attachment; filename="C:boot.ini"', "boot.ini"],
  ["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"],
  ["attachment; filename*=UTF-8''..%5C..%5Cboot.ini", "boot.ini"],
  ['attachment; filename="a\tb\u202ecsv.exe"', "abcsv.exe"],
  ["attachment; filename*=UTF-8''a%00.csv", "a.csv"],
  ['attachment; filename=".."', undefined],
  ["attachment; filename*=UTF-8''%2e%2e", undefined],
  ['attachment; filename="."', undefined],
  ['attachment; filename="dir/"', undefined],
  ['attachment; filename=""', undefined],
])("the name in %j is %j", (header, name) => {
  expect(readFileName(header)).toBe(name);
});

test("answers without a value, and totals", async () => {
  const { fetch } = scriptFetch(
    new Response("ignored"),
    new Response(null, { status: 204, headers: { "x-total-count": "7" } }),
    new Response(null, { status: 204 }),
  );
  const core = createCore({ baseUrl: "https://a.test", fetch });
  const get: Operation = { id: "x", method: "GET", path: "/x" };
  expect(
    (await core.send({ ...get, answer: voidAnswer }, {})).data,
  ).toBeUndefined();
  expect((await core.send({ ...get, answer: totalAnswer }, {})).data).toBe(7);
  const missing = core.send({ ...get, answer: totalAnswer }, {});
  await expect(missing).rejects.toThrow(DecodeError);
  await expect(missing).rejects.toMatchObject({
    operationId: "x",
    method: "GET",
    url: "https://a.test/x",
  });
});

const list = ["a b", 2];
const object = { R: 100, G: "x&y" };
test.each<[Partial<StyledParameter>, unknown, string]>([
  [{}, list, "c=a%20b&c=2"],
  [{ explode: false }, list, "c=a%20b,2"],
  [{ style: "spaceDelimited" }, ["a-b", 2], "c=a-b%202"],
  [{ style: "pipeDelimited" }, list, "c=a%20b%7C2"],
  [{}, object, "R=100&G=x%26y"],
  [{ explode: false }, object, "c=R,100,G,x%26y"],
  [{ style: "deepObject" }, object, "c%5BR%5D=100&c%5BG%5D=x%26y"],
  [{ json: true }, object, "c=%7B%22R%22%3A100%2C%22G%22%3A%22x%26y%22%7D"],
  [{ allowReserved: true }, "a/b?c d", "c=a/b?c%20d"],
  [{ allowReserved: true }, "a#b:c", "c=a%23b:c"],
  [{ wire: "x-c" }, null, ""],
  [{}, undefined, ""],
])("query style %j of %j", (style, value, text) => {
  expect(styledQuery({ key: "c", ...style })({ c: value })).toBe(text);
});

test.each<[Partial<StyledParameter>, unknown, string]>([
  [{}, list, "a%20b,2"],
  [{ explode: true }, object, "R=100,G=x%26y"],
  [{}, object, "R,100,G,x%26y"],
  [{ style: "label" }, list, ".a%20b,2"],
  [{ style: "label", explode: true }, list, ".a%20b.2"],
  [{ style: "matrix" }, list, ";c=a%20b,2"],
  [{ style: "matrix", explode: true }, list, ";c=a%20b;c=2"],
  [{ style: "matrix", explode: true }, object, ";R=100;G=x%26y"],
  [{ style: "matrix" }, 5, ";c=5"],
])("path style %j of %j", (style, value, text) => {
  expect(styledPath({ key: "c", ...style })(value)).toBe(text);
});

test("headers and cookies", () => {
  const write = headerParameters({
    headers: [{ key: "ids", wire: "X-Ids" }, { key: "none" }],
    cookies: [{ key: "session" }, { key: "tags", explode: false }],
  });
  expect(write({ ids: [1, 2], session: "a;b", tags: ["x", "y"] })).toEqual({
    "x-ids": "1,2",
    cookie: "session=a%3Bb; tags=x,y",
  });
});
