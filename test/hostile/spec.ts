/**
 * What an attacker would write, in every place where a spec holds text. Each trick tries to leave its context and to
 * make `__pwned` a name in code; where it stays text, `__pwned` stands in comments and literals only.
 */
export const TRICKS: Readonly<Record<string, string>> = {
  "the end of a comment": "x */ globalThis.__pwned = 1; /* y",
  "the end of a comment around a character that turns": "x *\u202e/ globalThis.__pwned = 1; /* y",
  "the end of a comment around a zero-width space": "x *\u200b/ __pwned(); /*",
  "the end of a comment around a control": "x *\u0000/ __pwned(); /*",
  "the end of a comment on two lines": "x *\n/ __pwned(); /*",
  "lines of other systems": "x\r*/\u2028__pwned();\u2029\u0085__pwned();//\u000b__pwned()\u000c",
  quotes: "x'\"`; __pwned(); //",
  "quotes behind a backslash": "\\\"; __pwned(); //\\'; __pwned(); //\\`${__pwned()}",
  "a substitution": "${__pwned()} $(__pwned) $__pwned `${__pwned()}`",
  "typographic quotes": 'x’; __pwned; ‘ ‚ ‛ ” “ „ "; __pwned; #',
  "the end of help": "#> ; __pwned ; <# .SYNOPSIS",
  "the end of help around a mark": "#\ufeff> ; __pwned ; <\ufeff#",
  "a keyword of help": "text\n.PARAMETER __pwned\n.EXAMPLE\n__pwned\n  . FORWARDHELPTARGETNAME __pwned",
  "a here-string": "\n'@\n__pwned\n@'\n\"@\n__pwned\n@\"\n’@\n__pwned",
  "an expression of MDX": "{__pwned()} {/* __pwned */} {`${__pwned()}`}",
  "an element": "<img src=x onerror={__pwned()} /> <Pwned.__pwned> </p> <!-- __pwned -->",
  "an element around a mark": "<\u200bscript>__pwned()</\u200bscript>",
  "a statement of MDX": "import __pwned from 'y'\n\nexport const __pwned = 1\n\n\u200bimport __pwned from 'y'",
  "a fence": "```\n{__pwned()}\n~~~\n<b>{__pwned()}</b>\n````",
  "a fence around marks": "a\u0085``\u200b`\u0085\u0085{__pwned()}\u0085\u0085<img onerror={__pwned()} />",
  "a bar behind a backslash": "a\\|{__pwned()} \\\\|{__pwned()} `\\|{__pwned()}`",
  "a link": "[x](javascript:__pwned()) ![x](x){__pwned()} <javascript:__pwned()> [a]: javascript:__pwned()",
  entities: "&lt;script&gt;__pwned()&#123;__pwned()&#125; &#x7b;__pwned()&#x7D;",
  "front matter": 'x\n---\n__pwned: 1\n---\n{__pwned()}\n"\n---',
  "a directive and headings": ":::note[{__pwned()}]\n{__pwned()}\n:::\n# {__pwned()}\n===\n{__pwned()}",
  "half characters": "\ud800*/ __pwned() \udc00 {__pwned()} \udfff",
  "tags and noncharacters": "*\u{e0001}/ __pwned() \uffff*\uffff/ __pwned() *\ufff9/ __pwned()",
  prototypes: "__proto__",
  constructors: "constructor",
};

type Node = { [key: string]: unknown };

/**
 * A spec with a text in every position that holds text: prose, names, values, paths, media types. Some positions
 * cannot hold some texts (a path has no line break); the run must then say so and go on.
 */
export function hostileSpec(text: string, version: "3.0.3" | "3.1.0" = "3.0.3"): Node {
  const prose = { description: text, summary: text, title: text };
  const schema = (own: Node): Node => ({ description: text, title: text, example: text, ...own });
  const parameter = (name: string, place: string, own: Node = {}): Node => ({
    name,
    in: place,
    description: text,
    required: place === "path",
    schema: schema({ type: "string", enum: [text, `${text}2`, "plain"], default: text }),
    example: text,
    ...own,
  });
  const content = (own: Node): Node => ({
    description: text,
    headers: { [`X-${text}`]: { description: text, schema: { type: "string", example: text } } },
    content: { "application/json": { schema: own, examples: { [text]: { summary: text, value: text } } } },
    links: { [text]: { operationId: "getThing", description: text } },
  });
  return {
    openapi: version,
    info: {
      title: text,
      version: text,
      description: text,
      license: { name: text, url: text },
      contact: { name: text },
    },
    servers: [{ url: "https://x.example/beta", description: text, variables: { [text]: { default: text } } }],
    tags: [
      { name: text, description: text, externalDocs: { url: `https://x.example/${text}`, description: text } },
      { name: "Things", description: text },
    ],
    paths: {
      "/things/{id}": {
        ...prose,
        parameters: [parameter("id", "path")],
        get: {
          operationId: "getThing",
          tags: ["Things"],
          ...prose,
          deprecated: true,
          security: [{ [text]: [text, `${text}:read`] }],
          "x-sailpoint-userLevels": [text],
          externalDocs: { url: text, description: text },
          parameters: [
            parameter(text, "query"),
            parameter(`X-${text}`, "header"),
            parameter(text, "cookie"),
            parameter("filters", "query", {
              description: `Filter results.\n\nFiltering is supported for the following fields and operators:\n\n**${text}**: *eq, in*\n\n**name**: *eq*`,
            }),
            parameter("sorters", "query", {
              description: `Sorting is supported for the following fields: **${text}, name**`,
            }),
            parameter("limit", "query", { schema: { type: "integer", default: 250 } }),
            parameter("offset", "query", { schema: { type: "integer" } }),
          ],
          responses: {
            "200": content({ type: "array", items: { $ref: "#/components/schemas/Thing" } }),
            "404": content({ type: "string" }),
          },
        },
        put: {
          operationId: text,
          tags: [text],
          ...prose,
          requestBody: { description: text, required: true, ...content({ $ref: "#/components/schemas/Thing" }) },
          responses: { "200": content({ $ref: "#/components/schemas/Union" }), default: content({ type: "object" }) },
        },
        post: {
          operationId: "sendThing",
          tags: ["Things"],
          requestBody: {
            content: {
              "multipart/form-data": {
                schema: {
                  type: "object",
                  properties: { [text]: { type: "string", format: "binary", description: text } },
                },
                encoding: { [text]: { contentType: text } },
              },
              [text]: { schema: { type: "string", example: text } },
            },
          },
          responses: {
            [text]: { description: text },
            "201": { description: text, content: { [text]: { schema: { type: "string" } } } },
          },
        },
      },
      [`/others/${text}/{${text}}`]: {
        get: {
          operationId: `other ${text}`,
          tags: ["Things"],
          parameters: [parameter(text, "path")],
          responses: { "200": content({ type: "string" }) },
        },
      },
    },
    components: {
      securitySchemes: {
        [text]: {
          type: "oauth2",
          description: text,
          flows: { clientCredentials: { tokenUrl: text, scopes: { [text]: text } } },
        },
      },
      schemas: {
        Thing: schema({
          type: "object",
          required: [text],
          properties: {
            id: schema({ type: "string" }),
            name: schema({ type: "string", pattern: text, format: text }),
            [text]: schema({ type: "string", enum: [text, "a", "b"], default: text }),
            [`${text} 2`]: schema({ type: "object", properties: { [text]: schema({ type: "string" }) } }),
            number: { type: "number", default: text, example: text, description: text },
            map: { type: "object", additionalProperties: schema({ type: "string" }), example: { [text]: text } },
          },
          example: { [text]: text, id: text },
        }),
        Level: schema({
          type: "string",
          enum: [text, "plain", `${text}3`],
          "x-enum-varnames": [text, text, text],
          "x-enumDescriptions": { [text]: text },
        }),
        [text]: schema({ type: "object", properties: { level: { $ref: "#/components/schemas/Level" } } }),
        Union: {
          description: text,
          oneOf: [
            {
              type: "object",
              required: [text],
              properties: { [text]: { type: "string", enum: [text] }, a: { type: "string" } },
            },
            {
              type: "object",
              required: [text],
              properties: { [text]: { type: "string", enum: ["plain"] }, b: { type: "string" } },
            },
          ],
          discriminator: { propertyName: text, mapping: { [text]: "#/components/schemas/Thing" } },
        },
      },
    },
    [version === "3.1.0" ? "webhooks" : "x-webhooks"]: {
      [text]: {
        post: {
          operationId: text,
          ...prose,
          tags: [text],
          requestBody: content({ $ref: "#/components/schemas/Thing" }),
          responses: { "200": { description: text } },
        },
      },
    },
  };
}
