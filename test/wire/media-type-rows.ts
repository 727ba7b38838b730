import type { Codec } from "../../generator/model/model.ts";

export type Place = "request" | "part" | "parameter" | "answer";

/** A value that both emitted clients send or are sent in a media type. */
export interface Row {
  readonly place: Place;
  /** What the model must have decided. */
  readonly codec: Codec;
  readonly mediaType: string;
  /** The schema of the body, the part, the parameter or the answer; absent: the spec states none. */
  readonly schema?: object;
  readonly encoding?: object;
  /** The payload in TypeScript; for an answer its declared type. */
  readonly typescript: string;
  /** The payload in PowerShell; for an answer what is read of `$value`. */
  readonly powershell: string;
  /** For an answer: what the service sends, and what TypeScript reads of `value`. */
  readonly sent?: string;
  readonly read?: string;
  /** What an independent parser reads of the request, or what both clients give for the answer. */
  readonly wanted: unknown;
}

/** Where each codec can be. The type makes this list complete: a codec that it lacks does not compile. */
export const PLACES: Readonly<Record<Codec, readonly Place[]>> = {
  json: ["request", "part", "parameter", "answer"],
  text: ["request", "part", "parameter", "answer"],
  bytes: ["request", "part", "answer"],
  form: ["request"],
  multipart: ["request"],
  stream: ["request", "answer"],
  events: ["answer"],
};

const item = { type: "object", required: ["n"], properties: { n: { type: "integer" }, t: { type: "string" } } };
const text = { type: "string" };
const file = { type: "string", format: "binary" };
const BYTES = "new Uint8Array([0, 255, 13, 10, 65])";
const PS_BYTES = "[byte[]] (0, 255, 13, 10, 65)";
const BYTES_READ = "\u0000\u00ff\r\nA";
const ITEM = '{ n: 1, t: "é" }';
const PS_ITEM = "([ordered] @{ n = 1; t = 'é' })";
const ITEM_READ = { n: 1, t: "é" };
const TYPE = "{ n: number; t?: string }";

/** A request body that every media type has in common with its siblings. */
const request = (row: Omit<Row, "place">): Row => ({ place: "request", ...row });
const jsonRequest = (mediaType: string): Row =>
  request({ codec: "json", mediaType, schema: item, typescript: ITEM, powershell: PS_ITEM, wanted: ITEM_READ });
const textRequest = (mediaType: string, schema: object): Row =>
  request({ codec: "text", mediaType, schema, typescript: '"<a>é</a>"', powershell: "'<a>é</a>'", wanted: "<a>é</a>" });
const bytesRequest = (mediaType: string, schema?: object): Row =>
  request({
    codec: "bytes",
    mediaType,
    ...(schema === undefined ? {} : { schema }),
    typescript: BYTES,
    powershell: PS_BYTES,
    wanted: BYTES_READ,
  });
const mixed = (mediaType: string): Row =>
  request({
    codec: "multipart",
    mediaType,
    schema: { type: "object", properties: { meta: item, note: text, file } },
    // Not in the order of the schema, which is the one that counts.
    typescript: `{ file: ${BYTES}, note: "é", meta: ${ITEM} }`,
    powershell: `FIELDS @{ File = ${PS_BYTES}; Note = 'é'; Meta = ${PS_ITEM} }`,
    wanted: {
      root: "application/json",
      parts: [
        ["application/json", 'inline; name="meta"', '{"n":1,"t":"é"}'],
        ["text/plain; charset=utf-8", 'inline; name="note"', "é"],
        ["application/octet-stream", 'attachment; name="file"; filename="file"', BYTES_READ],
      ],
    },
  });

const part = (row: Omit<Row, "place" | "mediaType"> & { mediaType?: string }): Row => ({
  place: "part",
  mediaType: "multipart/form-data",
  ...row,
});
const filePart = (row: Pick<Row, "schema"> & Partial<Row>): Row =>
  part({
    codec: "bytes",
    typescript: BYTES,
    powershell: PS_BYTES,
    wanted: [["part", "part", "application/octet-stream", BYTES_READ]],
    ...row,
  });

const answer = (row: Omit<Row, "place" | "powershell"> & { powershell?: string }): Row => ({
  place: "answer",
  powershell: "$value",
  ...row,
});
const jsonAnswer = (mediaType: string): Row =>
  answer({ codec: "json", mediaType, schema: item, typescript: TYPE, sent: '{"n":1,"t":"é"}', wanted: ITEM_READ });
const textAnswer = (mediaType: string, schema: object): Row =>
  answer({ codec: "text", mediaType, schema, typescript: "string", sent: "<a>é</a>", wanted: "<a>é</a>" });
const download = (mediaType: string, schema?: object): Row =>
  answer({
    codec: "bytes",
    mediaType,
    ...(schema === undefined ? {} : { schema }),
    typescript: "Download",
    read: "await value.text()",
    powershell: "$(if ($value -is [byte[]]) { [System.Text.Encoding]::UTF8.GetString($value) } else { $value })",
    sent: "a;é\n1;2\n",
    wanted: "a;é\n1;2\n",
  });
const items = { read: "await all(value)", powershell: "@($value)" };
const EVENT = { event: "message", id: "", retry: null };

export const ROWS: readonly Row[] = [
  jsonRequest("application/json"),
  jsonRequest("application/json; charset=utf-8"),
  jsonRequest("application/vnd.x+json"),
  jsonRequest("*/*"),
  textRequest("text/plain", text),
  textRequest("application/xml", item),
  textRequest("text/*", text),
  textRequest("application/vnd.unknown", item),
  textRequest("*/*", text),
  bytesRequest("application/octet-stream"),
  bytesRequest("image/png", { type: "string", contentMediaType: "image/png" }),
  bytesRequest("image/*", file),
  bytesRequest("application/json", file),
  bytesRequest("*/*", file),
  bytesRequest("*/*"),
  request({
    codec: "form",
    mediaType: "application/x-www-form-urlencoded",
    schema: {
      type: "object",
      properties: {
        a: { type: "array", items: text },
        b: item,
        c: { type: "array", items: text },
        d: { type: "object", properties: { x: text } },
        e: text,
      },
    },
    encoding: {
      c: { style: "form", explode: false },
      d: { style: "deepObject", explode: true },
      e: { contentType: "application/json" },
    },
    typescript: `{ a: ["é", "&"], b: ${ITEM}, c: ["1", "2"], d: { x: "y z" }, e: "q" }`,
    powershell: `FIELDS @{ A = 'é', '&'; B = ${PS_ITEM}; C = '1', '2'; D = @{ x = 'y z' }; E = 'q' }`,
    wanted: [
      ["a", "é"],
      ["a", "&"],
      ["b", '{"n":1,"t":"é"}'],
      ["c", "1,2"],
      ["d[x]", "y z"],
      ["e", '"q"'],
    ],
  }),
  request({
    codec: "multipart",
    mediaType: "multipart/form-data",
    schema: { type: "object", properties: { meta: item, note: text, files: { type: "array", items: file } } },
    typescript: `{ meta: ${ITEM}, note: "é", files: [${BYTES}, { content: "x", fileName: "x.txt", contentType: "text/plain" }] }`,
    powershell: `FIELDS @{ Meta = ${PS_ITEM}; Note = 'é'; Files = @((, (${PS_BYTES})) + [System.IO.FileInfo] 'FOLDER/x.txt') }`,
    wanted: [
      ["files", "files", "application/octet-stream", BYTES_READ],
      ["files", "x.txt", "*", "x"],
      ["meta", '{"n":1,"t":"é"}'],
      ["note", "é"],
    ],
  }),
  request({
    codec: "multipart",
    mediaType: "multipart/form-data",
    schema: {
      type: "object",
      properties: {
        joined: { type: "array", items: text },
        piped: { type: "array", items: text },
        deep: { type: "object", properties: { x: text } },
        plain: { type: "array", items: text },
      },
    },
    encoding: {
      joined: { style: "form", explode: false },
      piped: { style: "pipeDelimited", explode: false },
      deep: { style: "deepObject", explode: true },
    },
    typescript: `{ joined: ["é", "&"], piped: ["1", "2"], deep: { x: "y z" }, plain: ["a", "b"] }`,
    powershell: `FIELDS @{ Joined = 'é', '&'; Piped = '1', '2'; Deep = @{ x = 'y z' }; Plain = 'a', 'b' }`,
    wanted: [
      ["deep[x]", "y z"],
      ["joined", "é,&"],
      ["piped", "1|2"],
      ["plain", "a"],
      ["plain", "b"],
    ],
  }),
  request({
    codec: "multipart",
    mediaType: "multipart/mixed",
    schema: { type: "object", properties: { meta: item, note: text, file } },
    encoding: {
      meta: { headers: { "X-Kind": { schema: { const: "meta" } }, "Content-Type": { schema: { const: "x/y" } } } },
      note: { headers: { "X-Lines": { schema: { enum: [3] } } } },
      file: { headers: { "Content-Transfer-Encoding": { schema: { type: "string", default: "binary" } } } },
    },
    typescript: `{ file: ${BYTES}, note: "é", meta: ${ITEM} }`,
    powershell: `FIELDS @{ File = ${PS_BYTES}; Note = 'é'; Meta = ${PS_ITEM} }`,
    wanted: {
      parts: [
        ["application/json", 'inline; name="meta"', '{"n":1,"t":"é"}', "x-kind: meta"],
        ["text/plain; charset=utf-8", 'inline; name="note"', "é", "x-lines: 3"],
        [
          "application/octet-stream",
          'attachment; name="file"; filename="file"',
          BYTES_READ,
          "content-transfer-encoding: binary",
        ],
      ],
    },
  }),
  request({
    codec: "multipart",
    mediaType: "multipart/form-data",
    schema: { type: "object", properties: { "": text } },
    typescript: `{ "": "é" }`,
    powershell: `FIELDS @{ Value = 'é' }`,
    wanted: [["", "é"]],
  }),
  mixed("multipart/mixed"),
  mixed("multipart/related"),
  request({
    codec: "multipart",
    mediaType: "multipart/mixed",
    schema: { type: "array", items: file },
    typescript: `[${BYTES}, ${BYTES}]`,
    powershell: `@((, (${PS_BYTES})) + (, (${PS_BYTES})))`,
    wanted: {
      parts: [
        ["application/octet-stream", 'attachment; filename="file"', BYTES_READ],
        ["application/octet-stream", 'attachment; filename="file"', BYTES_READ],
      ],
    },
  }),
  ...["application/x-ndjson", "application/jsonl", "application/json-seq"].map((mediaType) =>
    request({
      codec: "stream",
      mediaType,
      schema: { type: "array", items: item },
      typescript: `[${ITEM}, { n: 2 }]`,
      powershell: `@(${PS_ITEM}, @{ n = 2 })`,
      wanted: [ITEM_READ, { n: 2 }],
    }),
  ),

  part({
    codec: "json",
    schema: item,
    typescript: ITEM,
    powershell: PS_ITEM,
    wanted: [["part", '{"n":1,"t":"é"}']],
  }),
  part({
    codec: "json",
    schema: text,
    encoding: { part: { contentType: "application/vnd.x+json" } },
    typescript: '"é"',
    powershell: "'é'",
    wanted: [["part", '"é"']],
  }),
  part({ codec: "text", schema: text, typescript: '"é"', powershell: "'é'", wanted: [["part", "é"]] }),
  part({
    codec: "text",
    schema: item,
    encoding: { part: { contentType: "application/xml" } },
    typescript: '"<a/>"',
    powershell: "'<a/>'",
    wanted: [["part", "<a/>"]],
  }),
  part({
    codec: "text",
    schema: { type: "string", contentEncoding: "base64", contentMediaType: "image/png" },
    typescript: '"iVBO"',
    powershell: "'iVBO'",
    wanted: [["part", "iVBO"]],
  }),
  filePart({ schema: file }),
  filePart({ schema: { type: "string", contentMediaType: "image/png" } }),
  filePart({ schema: { oneOf: [file, { type: "null" }] } }),
  filePart({
    schema: text,
    encoding: { part: { contentType: "image/png" } },
    wanted: [["part", "part", "image/png", BYTES_READ]],
  }),

  {
    place: "parameter",
    codec: "json",
    mediaType: "application/json",
    schema: item,
    typescript: ITEM,
    powershell: PS_ITEM,
    wanted: '{"n":1,"t":"é"}',
  },
  {
    place: "parameter",
    codec: "text",
    mediaType: "text/plain",
    schema: text,
    typescript: '"a b&é"',
    powershell: "'a b&é'",
    wanted: "a b&é",
  },
  {
    place: "parameter",
    codec: "text",
    mediaType: "application/xml",
    schema: item,
    typescript: '"<a/>"',
    powershell: "'<a/>'",
    wanted: "<a/>",
  },

  jsonAnswer("application/json"),
  jsonAnswer("application/hal+json; charset=utf-8"),
  jsonAnswer("*/*"),
  answer({
    codec: "json",
    mediaType: "application/json",
    schema: { type: "object", required: ["f"], properties: { f: file } },
    typescript: "{ f: string }",
    sent: '{"f":"QQ=="}',
    wanted: { f: "QQ==" },
  }),
  textAnswer("text/plain", text),
  textAnswer("application/xml", item),
  textAnswer("*/*", text),
  download("text/csv", text),
  download("application/octet-stream"),
  download("application/json", file),
  download("multipart/mixed", item),
  answer({
    codec: "stream",
    mediaType: "application/x-ndjson",
    schema: item,
    typescript: `AsyncIterable<${TYPE}>`,
    sent: '{"n":1,"t":"é"}\r\n\n{"n":2}',
    ...items,
    wanted: [ITEM_READ, { n: 2 }],
  }),
  answer({
    codec: "stream",
    mediaType: "application/json-seq",
    schema: { type: "array", items: item },
    typescript: `AsyncIterable<${TYPE}>`,
    sent: '\u001e{"n":1,\n"t":"é"}\n\u001e{"n":2}\n',
    ...items,
    wanted: [ITEM_READ, { n: 2 }],
  }),
  answer({
    codec: "events",
    mediaType: "text/event-stream",
    schema: item,
    typescript: `AsyncIterable<ServerSentEvent<${TYPE}>>`,
    sent: '\ufeff: hello\nid: 7\nretry: 10\nevent: add\ndata: {"n":1,\ndata: "t":"é"}\n\ndata:{"n":2}\r\n\r\ndata: [DONE]\n\n',
    ...items,
    wanted: [
      { event: "add", data: ITEM_READ, id: "7", retry: 10 },
      { event: "message", data: { n: 2 }, id: "7", retry: 10 },
    ],
  }),
  answer({
    codec: "events",
    mediaType: "text/event-stream",
    schema: text,
    typescript: "AsyncIterable<ServerSentEvent>",
    sent: "data: é\rdata\r\rdata: x\n\ndata: lost",
    ...items,
    wanted: [
      { ...EVENT, data: "é\n" },
      { ...EVENT, data: "x" },
    ],
  }),
  answer({
    codec: "events",
    mediaType: "text/event-stream",
    schema: { type: "object", properties: { event: text, data: item } },
    typescript: `AsyncIterable<ServerSentEvent<${TYPE}>>`,
    sent: 'data: {"n":2}\n\n',
    ...items,
    wanted: [{ ...EVENT, data: { n: 2 } }],
  }),
];
