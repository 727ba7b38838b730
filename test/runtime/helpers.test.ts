import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { totalAnswer } from "../../generator/runtime/typescript/bodies/answers.js";
import {
  type Download,
  downloadAnswer,
} from "../../generator/runtime/typescript/bodies/download.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { patchBody } from "../../generator/runtime/typescript/bodies/bodies.js";
import {
  DecodeError,
  SdkError,
} from "../../generator/runtime/typescript/errors.js";
import { limiter } from "../../generator/runtime/typescript/limiter.js";
import { createMock } from "../../generator/runtime/typescript/mock.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { patch } from "../../generator/runtime/typescript/patch.js";
import { createEventParser } from "../../generator/runtime/typescript/webhooks.js";
import { createJumpingClock } from "./support.js";

interface Role {
  name: string;
  description?: string | null;
  owner: { id: string };
  tags: readonly { id: string }[];
  attributes?: Record<string, unknown>;
  "a/b": number;
}

test("a patch is the list of its operations", () => {
  const made = patch<Role>()
    .replace("/description", null)
    .add("/tags/-", { id: "1" })
    .replace("/tags/0/id", "2")
    .test("/owner/id", "x")
    .replace("/a~1b", 3)
    .add("/attributes/any/thing", [1])
    .move("/name", "/description")
    .remove("/description");
  expect(JSON.parse(JSON.stringify(made))).toEqual([
    { op: "replace", path: "/description", value: null },
    { op: "add", path: "/tags/-", value: { id: "1" } },
    { op: "replace", path: "/tags/0/id", value: "2" },
    { op: "test", path: "/owner/id", value: "x" },
    { op: "replace", path: "/a~1b", value: 3 },
    { op: "add", path: "/attributes/any/thing", value: [1] },
    { op: "move", from: "/name", path: "/description" },
    { op: "remove", path: "/description" },
  ]);
  // @ts-expect-error a path that leads nowhere
  patch<Role>().replace("/nope", 1);
  // @ts-expect-error a value of another type
  patch<Role>().replace("/name", 1);
  // @ts-expect-error a position where no list is
  patch<Role>().add("/owner/-", "x");
  // @ts-expect-error a value of another type, deeper
  patch<Role>().replace("/owner/id", null);
});

test("the limiter is never exceeded, keeps the order and can be left", async () => {
  const clock = createJumpingClock();
  const limit = limiter({ requests: 5, perMs: 1000 });
  // One signal per attempt, as the core has them.
  const gone = new AbortController();
  const starts: [number, number][] = [];
  const run = (index: number, signal = new AbortController().signal) =>
    limit(signal, clock).then(() => void starts.push([index, clock.now()]));
  const all = Array.from({ length: 23 }, (_, index) => run(index));
  const left = run(99, gone.signal).catch((error: unknown) => error);
  gone.abort("left");
  const last = run(23);
  await Promise.all([...all, last]);
  expect(await left).toBe("left");
  expect(starts.map(([index]) => index)).toEqual(
    Array.from({ length: 24 }, (_, index) => index),
  );
  for (let index = 5; index < starts.length; index++)
    expect(starts[index]![1] - starts[index - 5]![1]).toBeGreaterThanOrEqual(
      1000,
    );
});

const getRole: Operation<{ id: string }, { id: string; name: string }> = {
  id: "getRole",
  method: "GET",
  path: "/beta/roles/{id}",
};
const listNames: Operation<object, string[]> = {
  id: "listNames",
  method: "GET",
  path: "/beta/roles/names",
};
const createRole: Operation<object, { id: string }> = {
  id: "createRole",
  method: "POST",
  path: "/beta/roles",
};

test("the mock answers by operation, with examples, and records", async () => {
  const mock = createMock({
    operations: [getRole, listNames, createRole],
    examples: { getRole: { id: "example", name: "n" } },
  });
  mock
    .on(listNames, ["a"])
    .on(createRole, ({ body }) => ({ id: (body as { name: string }).name }));
  const core = createCore({
    baseUrl: "https://acme.test/base",
    fetch: mock.fetch,
    auth: ({ send }) =>
      send<{ access_token: string }>(
        { id: "t", method: "POST", path: "/oauth/token", auth: "none" },
        {},
      ).then(({ data }) => data.access_token),
  });
  expect((await core.send(getRole, { id: "a/b" })).data).toEqual({
    id: "example",
    name: "n",
  });
  expect((await core.send(listNames, {})).data).toEqual(["a"]);
  expect((await core.send(createRole, { body: { name: "x" } })).data).toEqual({
    id: "x",
  });
  mock.on(getRole, new Response("{}", { status: 404 }));
  for (const id of ["1", "2"])
    await expect(core.send(getRole, { id })).rejects.toMatchObject({
      name: "NotFoundError",
      rawBody: "{}",
    });
  expect(
    mock.requests.map(({ operationId, path }) => [operationId, path]),
  ).toEqual([
    ["getRole", { id: "a/b" }],
    ["listNames", {}],
    ["createRole", {}],
    ["getRole", { id: "1" }],
    ["getRole", { id: "2" }],
  ]);
  await expect(
    core.send(
      { id: "other", method: "DELETE", path: "/beta/roles/{id}" },
      { id: "1" },
    ),
  ).rejects.toThrow(
    /no route for DELETE .*roles\/1; the first of its \d routes:\n  \w+ \//,
  );
  // @ts-expect-error an answer of another type
  mock.on(listNames, [1]);
});

const countRoles: Operation<object, number> = {
  id: "countRoles",
  method: "HEAD",
  path: "/beta/roles",
  answer: totalAnswer,
};
const exportRoles: Operation<object, Download> = {
  id: "exportRoles",
  method: "GET",
  path: "/beta/roles/export",
  constantHeaders: { accept: "text/csv, application/json" },
  answer: downloadAnswer,
};

test("the mock answers totals and files as the service does", async () => {
  const mock = createMock({ operations: [countRoles, exportRoles] });
  const core = createCore({ baseUrl: "https://a.test", fetch: mock.fetch });
  expect((await core.send(countRoles, {})).data).toBe(0);
  mock.on(countRoles, 7).on(exportRoles, "id,name");
  expect((await core.send(countRoles, {})).data).toBe(7);
  const { data } = await core.send<Download>(exportRoles, {});
  expect([data.fileName, data.contentType, await data.text()]).toEqual([
    "example",
    "text/csv",
    "id,name",
  ]);
});

type Events = {
  created: { readonly id: string };
  deleted: { readonly reason: string };
};

test("parseEvent narrows the payload by the type of the event", () => {
  const parseEvent = createEventParser<Events>({
    types: { "idn:created": "created", "idn:deleted": "deleted" },
  });
  const event = parseEvent(
    JSON.stringify({ id: "1", _metadata: { triggerId: "idn:created" } }),
  );
  if (event.type !== "created") throw new Error("wrong type");
  const id: string = event.payload.id;
  expect(id).toBe("1");
  expect(event.metadata).toEqual({ triggerId: "idn:created" });
  expect(
    parseEvent(Buffer.from('{"_metadata":{"triggerId":"idn:new"}}')),
  ).toMatchObject({ type: "unknown", id: "idn:new" });
  expect(parseEvent("null")).toEqual({
    type: "unknown",
    id: undefined,
    payload: null,
    metadata: {},
  });
  expect(parseEvent({ reason: "x" }, "deleted")).toMatchObject({
    type: "deleted",
  });
  expect(parseEvent({ _metadata: { triggerId: "constructor" } }).type).toBe(
    "unknown",
  );
  expect(() => parseEvent("{")).toThrow(/not valid JSON/);
});

test("parseEvent reads bytes of every kind", async () => {
  const parseEvent = createEventParser<Events>({
    types: { "idn:created": "created" },
  });
  const text = '{"id":"1","_metadata":{"triggerId":"idn:created"}}';
  const request = new Request("https://a.test", { method: "POST", body: text });
  const bytes = Uint8Array.from(Buffer.from(text));
  const foreign: unknown = runInNewContext("Uint8Array.from(bytes).buffer", {
    bytes,
  });
  expect(foreign).not.toBeInstanceOf(ArrayBuffer);
  for (const body of [
    await request.arrayBuffer(),
    foreign,
    bytes,
    new DataView(bytes.buffer),
  ])
    expect(parseEvent(body)).toMatchObject({
      type: "created",
      payload: { id: "1" },
    });
});

test.each<[string, unknown]>([
  ["Promise", Promise.resolve("{}")],
  ["Request", new Request("https://a.test")],
  ["Response", new Response("{}")],
  ["Blob", new Blob(["{}"])],
  ["ReadableStream", new Response("{}").body],
  ["Readable", Readable.from(["{}"])],
  ["Function", () => "{}"],
  ["undefined", undefined],
])(
  "parseEvent says what it wants instead of what holds a body: %s",
  (name, body) => {
    const parseEvent = createEventParser<Events>({ types: {} });
    const give = (): unknown => parseEvent(body, "created");
    expect(give).toThrow(DecodeError);
    expect(give).toThrow(`such as \`await request.text()\`, not ${name}`);
  },
);

test("a mock answers operations elsewhere, and has no examples it was not given", async () => {
  const elsewhere: Operation<object, unknown> = {
    id: "constructor",
    method: "GET",
    path: "https://elsewhere.test/v1/x/{id}",
  };
  const mock = createMock({ operations: [elsewhere] });
  const core = createCore({ baseUrl: "https://acme.test", fetch: mock.fetch });
  expect((await core.send(elsewhere, { id: "1" })).data).toBeUndefined();
  expect(mock.requests[0]?.path).toEqual({ id: "1" });
});

const encodePatch = patchBody("application/json-patch+json");

test.each([
  [[{ op: "replace", path: "/name", value: 1 }]],
  [[]],
  [patch<Role>().replace("/name", "new")],
])("a JSON Patch is sent as it is (%j)", (value) => {
  expect(encodePatch(value).body).toBe(JSON.stringify(value));
});

test.each([
  [{ op: "replace", path: "/name" }],
  [[{ op: "replace" }]],
  [[null]],
  [["op"]],
  ["[]"],
  [null],
])("what is no JSON Patch is refused (%j)", (value) => {
  expect(() => encodePatch(value)).toThrow(SdkError);
});

test("what is no JSON Patch is refused before anything is sent", async () => {
  let sent = 0;
  const core = createCore({
    baseUrl: "https://example.test",
    fetch: () => {
      sent += 1;
      return Promise.resolve(new Response());
    },
  });
  const operation: Operation = {
    id: "patchThing",
    method: "PATCH",
    path: "/things",
    body: patchBody(),
  };
  await expect(
    core.send(operation, { body: { name: "x" } }),
  ).rejects.toMatchObject({ operationId: "patchThing" });
  expect(sent).toBe(0);
});
