/**
 * Specs that grow in one dimension each: `specs[name](n)` gives the files of one with `n` of something, by path; the
 * first is the root.
 */

const ok = (schema) => ({ 200: { description: "ok", content: { "application/json": { schema } } } });
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const record = (count, make) => Object.fromEntries(times(count, make));

function root(parts) {
  return {
    openapi: "3.0.3",
    info: { title: "Growth", version: "1" },
    servers: [{ url: "https://x.example/v1" }],
    paths: { "/things": { get: { operationId: "getThing", tags: ["Things"], responses: ok(ref("A")) } } },
    components: { schemas: { A: { type: "object", properties: { a: { type: "string" } } } } },
    ...parts,
  };
}

const ofSchemas = (schemas) => ({ "root.json": root({ components: { schemas } }) });
const ofSchema = (schema) => ofSchemas({ A: schema });
const ofHeirs = (n, more) =>
  ofSchemas({
    A: {
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" } },
      discriminator: { propertyName: "kind" },
    },
    ...record(n, (index) => [`H${index}`, { allOf: [ref("A"), ...more(index)] }]),
  });
const ofOperation = (operation) => ({
  "root.json": root({
    paths: {
      "/things/{id}": { get: { operationId: "getThing", tags: ["Things"], responses: ok(ref("A")), ...operation } },
    },
  }),
});
const text = (count, piece) => piece.repeat(Math.ceil(count / piece.length)).slice(0, count);
const described = (piece) => (count) => {
  const description = text(count * 100, piece);
  return {
    "root.json": root({
      tags: [{ name: "Things", description }],
      paths: {
        "/things": {
          get: {
            operationId: "getThing",
            tags: ["Things"],
            description,
            responses: ok(ref("A")),
            parameters: [{ name: "q", in: "query", description, schema: { type: "string" } }],
          },
        },
      },
      components: {
        schemas: { A: { type: "object", description, properties: { a: { type: "string", description } } } },
      },
    }),
  };
};

/** Nesting stops at the limit that the generator sets: below it growth is measured by many nests side by side. */
const nest = (depth, wrap, innermost) => {
  let schema = innermost;
  for (let level = 0; level < depth; level += 1) schema = wrap(schema, level);
  return schema;
};

export const specs = {
  "chains of references": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        index === n - 1 ? { type: "object", properties: { a: { type: "string" } } } : ref(`S${index + 1}`),
      ]),
    ),
  "chains of references through properties": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        {
          type: "object",
          properties: { a: { type: "string" }, ...(index < n - 1 ? { next: ref(`S${index + 1}`) } : {}) },
        },
      ]),
    ),
  "chains of references through required properties": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        {
          type: "object",
          required: ["next"],
          properties: { a: { type: "string" }, ...(index < n - 1 ? { next: ref(`S${index + 1}`) } : {}) },
        },
      ]),
    ),
  "chains of allOf": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        {
          ...(index < n - 1 ? { allOf: [ref(`S${index + 1}`)] } : {}),
          type: "object",
          properties: { [`p${index}`]: { type: "string" } },
        },
      ]),
    ),
  "chains of oneOf": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        index === n - 1
          ? { type: "string" }
          : { oneOf: [ref(`S${index + 1}`), { type: "object", properties: { [`p${index}`]: { type: "string" } } }] },
      ]),
    ),
  "chains of lists": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        index === n - 1 ? { type: "string" } : { type: "array", items: ref(`S${index + 1}`) },
      ]),
    ),
  "chains of maps": (n) =>
    ofSchemas(
      record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        index === n - 1 ? { type: "string" } : { type: "object", additionalProperties: ref(`S${index + 1}`) },
      ]),
    ),
  "nested objects": (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [
        `p${index}`,
        nest(40, (inner) => ({ type: "object", properties: { child: inner } }), { type: "string" }),
      ]),
    }),
  "nested lists": (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [
        `p${index}`,
        nest(40, (inner) => ({ type: "array", items: inner }), { type: "string" }),
      ]),
    }),
  "nested allOf": (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [
        `p${index}`,
        nest(
          40,
          (inner, level) => ({ allOf: [inner, { type: "object", properties: { [`q${level}`]: { type: "string" } } }] }),
          { type: "object" },
        ),
      ]),
    }),
  "values of an enumeration": (n) =>
    ofSchema({ type: "object", properties: { e: { type: "string", enum: times(n, (index) => `VALUE_${index}`) } } }),
  "numbers of an enumeration": (n) =>
    ofSchema({ type: "object", properties: { e: { type: "integer", enum: times(n, (index) => index) } } }),
  "values of an enumeration of a parameter": (n) =>
    ofOperation({
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string" } },
        { name: "e", in: "query", schema: { type: "string", enum: times(n, (index) => `VALUE_${index}`) } },
      ],
    }),
  properties: (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [`property${index}`, { type: "string", description: "One." }]),
    }),
  "properties that are objects": (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [
        `property${index}`,
        { type: "object", properties: { [`a${index}`]: { type: "string" } } },
      ]),
    }),
  "properties that are equal objects": (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [`property${index}`, { type: "object", properties: { a: { type: "string" } } }]),
    }),
  "properties of one name but for their signs": (n) =>
    ofSchema({
      type: "object",
      properties: record(n, (index) => [
        [...index.toString(2)].map((digit) => (digit === "0" ? "a-" : "a_")).join(""),
        { type: "string" },
      ]),
    }),
  parameters: (n) =>
    ofOperation({
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string" } },
        ...times(n, (index) => ({ name: `q${index}`, in: "query", description: "One.", schema: { type: "string" } })),
      ],
    }),
  operations: (n) => ({
    "root.json": root({
      paths: record(n, (index) => [
        `/things${index}/{id}`,
        {
          get: {
            operationId: `getThing${index}`,
            tags: ["Things"],
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            responses: ok(ref("A")),
          },
        },
      ]),
    }),
  }),
  "operations of one id": (n) => ({
    "root.json": root({
      paths: record(n, (index) => [
        `/things${index}/{id}`,
        {
          get: {
            operationId: "getThing",
            tags: ["Things"],
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            responses: ok(ref("A")),
          },
        },
      ]),
    }),
  }),
  "operations without ids": (n) => ({
    "root.json": root({
      paths: record(n, (index) => [
        `/things/${index.toString(26).replaceAll(/\d/g, (d) => "qrstuvwxyz"[d])}/{id}`,
        {
          get: {
            tags: ["Things"],
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            responses: ok(ref("A")),
          },
        },
      ]),
    }),
  }),
  tags: (n) => ({
    "root.json": root({
      paths: record(n, (index) => [
        `/things${index}`,
        { get: { operationId: `getThing${index}`, tags: [`Tag ${index}`], responses: ok(ref("A")) } },
      ]),
    }),
  }),
  "path segments": (n) => ({
    "root.json": root({
      paths: {
        [`/${times(n, (index) => `part${index}`).join("/")}`]: {
          get: { operationId: "getThing", tags: ["Things"], responses: ok(ref("A")) },
        },
      },
    }),
  }),
  "placeholders of a path": (n) => ({
    "root.json": root({
      paths: {
        [`/${times(n, (index) => `{p${index}}`).join("/")}`]: {
          get: { operationId: "getThing", tags: ["Things"], responses: ok(ref("A")) },
        },
      },
    }),
  }),
  "parts of allOf": (n) => ({
    ...ofSchemas({
      A: { allOf: times(n, (index) => ref(`S${index}`)) },
      ...record(n, (index) => [`S${index}`, { type: "object", properties: { [`p${index}`]: { type: "string" } } }]),
    }),
  }),
  "parts of oneOf": (n) => ({
    ...ofSchemas({
      A: { oneOf: times(n, (index) => ref(`S${index}`)) },
      ...record(n, (index) => [`S${index}`, { type: "object", properties: { [`p${index}`]: { type: "string" } } }]),
    }),
  }),
  "heirs of a base": (n) =>
    ofHeirs(n, (index) => [{ type: "object", properties: { [`p${index}`]: { type: "string" } } }]),
  "heirs that add nothing": (n) => ofHeirs(n, () => []),
  "parts of a tagged oneOf": (n) => ({
    ...ofSchemas({
      A: { oneOf: times(n, (index) => ref(`S${index}`)), discriminator: { propertyName: "kind" } },
      ...record(n, (index) => [
        `S${index}`,
        {
          type: "object",
          required: ["kind"],
          properties: { kind: { type: "string", enum: [`S${index}`] }, [`p${index}`]: { type: "string" } },
        },
      ]),
    }),
  }),
  "inline parts of anyOf": (n) =>
    ofSchema({ anyOf: times(n, (index) => ({ type: "object", properties: { [`p${index}`]: { type: "string" } } })) }),
  "scalars of anyOf": (n) => ofSchema({ anyOf: times(n, (index) => ({ type: "string", enum: [`V${index}`] })) }),
  schemas: (n) =>
    ofSchemas({
      A: { type: "object", properties: record(n, (index) => [`p${index}`, ref(`S${index}`)]) },
      ...record(n, (index) => [`S${index}`, { type: "object", properties: { a: { type: "string" } } }]),
    }),
  "schemas of a circle": (n) =>
    ofSchemas({
      ...record(n, (index) => [
        index === 0 ? "A" : `S${index}`,
        { type: "object", properties: { next: ref(index === n - 1 ? "A" : `S${index + 1}`), a: { type: "string" } } },
      ]),
    }),
  "schemas that all name all of a few": (n) =>
    ofSchemas({
      A: { type: "object", properties: record(n, (index) => [`p${index}`, ref(`S${index}`)]) },
      ...record(n, (index) => [
        `S${index}`,
        { type: "object", properties: record(8, (other) => [`q${other}`, ref(`S${(index * 7 + other * 13) % n}`)]) },
      ]),
    }),
  files: (n) => ({
    "root.json": root({ paths: record(n, (index) => [`/things${index}`, { $ref: `paths/p${index}.json` }]) }),
    ...record(n, (index) => [
      `paths/p${index}.json`,
      {
        get: {
          operationId: `getThing${index}`,
          tags: ["Things"],
          responses: ok({ $ref: `../schemas/S${index}.json` }),
        },
      },
    ]),
    ...record(n, (index) => [
      `schemas/S${index}.json`,
      { type: "object", properties: { a: { type: "string" }, [`b${index}`]: { type: "string" } } },
    ]),
  }),
  "files of one name": (n) => ({
    "root.json": root({
      paths: record(n, (index) => [
        `/things${index}`,
        { get: { operationId: `getThing${index}`, tags: ["Things"], responses: ok({ $ref: `f${index}/Thing.json` }) } },
      ]),
    }),
    ...record(n, (index) => [
      `f${index}/Thing.json`,
      { type: "object", properties: { [`b${index}`]: { type: "string" } } },
    ]),
  }),
  "schemas of one name but for their case": (n) =>
    ofSchemas({
      A: { type: "object", properties: record(n, (index) => [`p${index}`, ref(caseOf(index))]) },
      ...record(n, (index) => [caseOf(index), { type: "object", properties: { [`p${index}`]: { type: "string" } } }]),
    }),
  responses: (n) =>
    ofOperation({
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      responses: record(Math.min(n, 400), (index) => [
        String(200 + index),
        {
          description: "ok",
          content: {
            "application/json": { schema: { type: "object", properties: { [`p${index}`]: { type: "string" } } } },
          },
        },
      ]),
    }),
  "media types": (n) =>
    ofOperation({
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      responses: {
        200: {
          description: "ok",
          content: record(n, (index) => [
            `application/x-${index}+json`,
            { schema: { type: "object", properties: { [`p${index}`]: { type: "string" } } } },
          ]),
        },
      },
    }),
  "length of a description": described("Words of prose, one after another. "),
  "length of a description of lines": described("A line.\n\nAnother **line**.\n"),
  "length of a description of marks": described("*a _b `c [d ~e <f {g \\h ![i "),
  "length of a description of brackets": described("[[[[((((<<<<{{{{"),
  "length of a description of stars": described("**a*"),
  "length of a description of quotes": described("> > > > a\n"),
  "length of a description of lists": described("- a\n  - b\n    - c\n"),
  "length of a description of blanks": described("a                                     "),
  "length of a description of dashes": described("- - - - "),
  "length of a description of bars": described("| a | b |\n|---|---|\n"),
  "length of a description of backticks": described("`a``b```c"),
  "length of a description of entities": described("&amp;&#12;&lt;"),
  "length of a description of filters": described("**name**: *eq, in*  \n**id**: *eq*  \n"),
  "length of an example": (n) =>
    ofSchema({ type: "object", properties: { a: { type: "string", example: text(n * 100, "value \u00e9 ' \" ") } } }),
  "items of an example": (n) =>
    ofSchema({
      type: "object",
      properties: { a: { type: "array", items: { type: "string" }, example: times(n, (index) => `v${index}`) } },
    }),
  "length of a name": (n) => ofSchema({ type: "object", properties: { [text(n, "someName")]: { type: "string" } } }),
  "length of an operationId": (n) =>
    ofOperation({
      operationId: text(n, "getThingOf"),
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    }),
  "length of a tag": (n) =>
    ofOperation({
      tags: [text(n, "Tag of ")],
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    }),
};

function caseOf(index) {
  const letters = [..."abcdefghijklmnop"];
  return `s${letters.map((letter, at) => ((index >> at) & 1 ? letter.toUpperCase() : letter)).join("")}${index >> 16 || ""}`;
}
