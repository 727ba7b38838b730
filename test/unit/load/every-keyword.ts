/** A document that has every keyword of OpenAPI 3.0 to 3.2 and JSON Schema 2020-12 which is not harmless. */
export const EVERY_KEYWORD = `
openapi: 3.2.0
$self: https://api.example/own
info: { title: All, description: Every keyword., version: "1" }
servers: [{ url: "https://{host}.example/v1", variables: { host: { default: api, enum: [api] } } }]
security: [{ oauth: [read] }]
tags: [{ name: T, description: Words. }, { name: S, summary: Short. }]
webhooks: { sent: { post: { requestBody: { content: { application/json: { schema: { type: string } } } }, responses: { "200": { description: ok } } } } }
x-webhooks: { old: { post: { requestBody: { content: { application/json: { schema: { type: string } } } }, responses: { "200": { description: ok } } } } }
paths:
  /ref: { $ref: "#/components/pathItems/P" }
  /a/{id}:
    summary: Item.
    description: Words of the item.
    servers: [{ url: "https://api.example/v2" }]
    parameters: [{ $ref: "#/components/parameters/Id", description: Another. }]
    get:
      tags: [T]
      summary: Get.
      description: Gets.
      operationId: getA
      deprecated: true
      security: [{ key: [] }, { basic: [] }]
      servers: [{ url: "https://api.example/v3" }]
      parameters:
        - { name: q, in: query, description: Q., required: true, deprecated: true, allowEmptyValue: true, style: form, explode: false, allowReserved: true, schema: { type: array, items: { type: string } }, example: [a] }
        - { name: e, in: query, schema: { type: string }, examples: { one: { $ref: "#/components/examples/E", summary: Another. } } }
        - { name: p, in: query, style: pipeDelimited, schema: { type: array, items: { type: string } } }
        - { name: c, in: query, content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } }
      responses:
        "200":
          $ref: "#/components/responses/R"
        "404": { summary: Gone., content: { application/json: { $ref: "#/components/mediaTypes/M" } } }
        default: { description: Words., headers: { H: { $ref: "#/components/headers/H" }, C: { description: C, content: { application/json: { schema: { type: integer } } } } }, links: { L: { $ref: "#/components/links/L" } } }
    post:
      tags: [S]
      requestBody: { $ref: "#/components/requestBodies/B" }
      responses: { "204": { description: ok } }
      callbacks: { done: { $ref: "#/components/callbacks/C" } }
    put: { responses: { "204": { description: ok } }, security: [{ oidc: [] }] }
    delete: { responses: { "204": { description: ok } }, security: [{ flows: [a] }] }
    options: { responses: { "204": { description: ok } } }
    head: { responses: { "204": { description: ok } } }
    patch: { responses: { "204": { description: ok } } }
    trace: { responses: { "204": { description: ok } } }
    query: { responses: { "204": { description: ok } } }
    additionalOperations: { COPY: { responses: { "204": { description: ok } } } }
  /form:
    post:
      requestBody:
        description: A form.
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { a: { type: array, items: { type: string } }, b: { type: array, items: { type: string } }, c: { type: string } } }
            encoding: { a: { style: form, explode: false }, b: { allowReserved: true, style: pipeDelimited }, c: { contentType: application/json } }
            example: { a: [x] }
          multipart/form-data:
            schema: { type: object, properties: { a: { type: string }, b: { type: object, properties: { x: { type: string } } } } }
            encoding: { a: { headers: { X: { $ref: "#/components/headers/H" } } }, b: { encoding: { x: {} }, prefixEncoding: [{}], itemEncoding: {} } }
            prefixEncoding: [{}]
            itemEncoding: {}
      responses: { "200": { description: ok, content: { application/jsonl: { itemSchema: { type: object, properties: { n: { type: integer } } } } } } }
  /events:
    get:
      responses:
        "200": { description: ok, content: { text/event-stream: { itemSchema: { type: object, properties: { data: { type: string, contentMediaType: application/json, contentSchema: { type: object, properties: { n: { type: integer } } } } } } } } }
components:
  pathItems: { P: { get: { responses: { "204": { description: ok } } } } }
  parameters: { Id: { name: id, in: path, required: true, schema: { type: string } } }
  headers: { H: { description: H, required: true, deprecated: true, allowEmptyValue: true, style: simple, explode: true, allowReserved: true, schema: { type: integer }, example: h, examples: { h: { value: h } } } }
  mediaTypes: { M: { schema: { type: string }, examples: { m: { dataValue: m } } } }
  requestBodies: { B: { content: { application/json: { schema: { $ref: "#/components/schemas/All" }, examples: { a: { serializedValue: '{"n":1}' }, b: { externalValue: "https://x.example" } } } } } }
  responses: { R: { description: R, content: { application/json: { schema: { $ref: "#/components/schemas/All" } } } } }
  callbacks: { C: { "{$request.body#/url}": { post: { requestBody: { content: { application/json: { schema: { type: string } } } }, responses: { "200": { description: ok } } } } } }
  examples: { E: { summary: One., description: Words., value: e } }
  links: { L: { operationId: getA } }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, description: A key. }
    basic: { $ref: "#/components/securitySchemes/real" }
    real: { type: http, scheme: basic, deprecated: true }
    bearer: { type: http, scheme: bearer }
    oauth: { type: oauth2, oauth2MetadataUrl: "https://x.example/meta", flows: { clientCredentials: { tokenUrl: "https://api.example/token", scopes: { read: Reads. } } } }
    flows:
      type: oauth2
      flows:
        implicit: { authorizationUrl: "https://x.example/a", scopes: { a: A. } }
        password: { tokenUrl: "https://x.example/t", scopes: { a: A. } }
        authorizationCode: { authorizationUrl: "https://x.example/a", tokenUrl: "https://x.example/t", refreshUrl: "https://x.example/r", scopes: { a: A. } }
        deviceAuthorization: { deviceAuthorizationUrl: "https://x.example/d", tokenUrl: "https://x.example/t", scopes: { a: A. } }
    oidc: { type: openIdConnect, openIdConnectUrl: "https://x.example/oidc" }
  schemas:
    Self: { $ref: "https://api.example/own#/components/schemas/Cat" }
    Tagged:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" }, defaultMapping: Dog }
    Cat: { $id: "https://x.example/cat", type: object, properties: { meow: { type: string } } }
    Dog: { $anchor: dog, type: object, properties: { bark: { type: string } } }
    Tree: { $dynamicAnchor: node, type: object, properties: { children: { type: array, items: { $dynamicRef: "#node" } } } }
    Old: { type: object, properties: { a: { $recursiveRef: "#" } } }
    All:
      title: All
      description: Words.
      type: object
      deprecated: true
      required: [n]
      example: { n: 1 }
      examples: [{ n: 2 }]
      properties:
        n: { type: integer, format: int32, minimum: 1, maximum: 9, exclusiveMinimum: 0, exclusiveMaximum: 10, multipleOf: 2, default: 4, example: 6 }
        s: { type: string, minLength: 1, maxLength: 9, pattern: "^a", contentEncoding: base64, not: { const: x } }
        list: { type: array, items: { type: string }, minItems: 1, maxItems: 3, uniqueItems: true, contains: { const: a }, minContains: 1, maxContains: 2 }
        tuple: { type: array, prefixItems: [{ type: string }], minItems: 1, maxItems: 1, unevaluatedItems: { type: integer } }
        nullable: { type: string, nullable: true }
        read: { type: string, readOnly: true }
        write: { type: string, writeOnly: true }
        values: { enum: [a, b] }
        one: { const: a }
        file: { contentMediaType: image/png }
        text: { type: string, contentSchema: { type: object } }
        map: { type: object, additionalProperties: { type: string }, minProperties: 1, maxProperties: 2 }
        names: { type: object, additionalProperties: { type: string }, propertyNames: { enum: [en, de] } }
        rest: { type: object, unevaluatedProperties: { type: string } }
        pattern: { type: object, properties: { a: { type: string } }, patternProperties: { "^x": { type: string } } }
        composed: { allOf: [{ $ref: "#/components/schemas/Cat" }, { type: object, properties: { x: { type: string } } }] }
        encoded: { contentEncoding: base64 }
        any: { anyOf: [{ type: string }, { type: integer }] }
        own: { $ref: "https://x.example/cat" }
        anchored: { $ref: "#dog" }
        defined: { $ref: "#/components/schemas/All/$defs/D" }
        old: { $ref: "#/components/schemas/All/definitions/D" }
      if: { required: [s] }
      then: { properties: { extra: { type: string } } }
      else: { properties: { other: { type: string } } }
      dependentSchemas: { s: { required: [n] } }
      dependentRequired: { s: [n] }
      $defs: { D: { type: object, properties: { d: { type: string } } } }
      definitions: { D: { type: object, properties: { d: { type: integer } } } }
`;
