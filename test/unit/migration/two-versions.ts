/** Two versions of one API, small: what is the same, renamed, moved, changed, gone and new. */

const ok = (schema: string): string =>
  `responses: { '200': { description: done, content: { application/json: { schema: ${schema} } } } }`;
const id = "{ name: id, in: path, required: true, schema: { type: string } }";
const head = (version: string): string => `openapi: 3.0.1
info: { title: t, version: '1' }
servers: [{ url: 'https://x.example/${version}' }]
`;

export const BETA = `${head("beta")}paths:
  /roles:
    get: { operationId: listRoles, tags: [Roles], parameters: [{ name: filters, in: query, schema: { type: string } }], ${ok("{ type: array, items: { $ref: '#/components/schemas/Role' } }")} }
  /roles/{id}:
    get: { operationId: getRoles, tags: [Roles], parameters: [${id}], ${ok("{ $ref: '#/components/schemas/Role' }")} }
    delete:
      operationId: deleteRole
      tags: [Roles]
      deprecated: true
      parameters: [${id}]
      responses: { '204': { description: gone } }
  /roles/{id}/owner:
    put:
      operationId: setOwner
      tags: [Roles]
      parameters: [${id}]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/OwnerRef' } } } }
      ${ok("{ $ref: '#/components/schemas/Role' }")}
  /people/{id}:
    get: { operationId: getPerson, tags: ['People | <b>all</b> {x}'], parameters: [${id}], ${ok("{ type: object, properties: { name: { type: string } } }")} }
  /teams: { get: { operationId: listTeams, tags: [Teams], ${ok("{ type: array, items: { type: string } }")} } }
components:
  schemas:
    Role: { type: object, required: [name], properties: { name: { type: string }, kind: { type: string, enum: [A, B] }, owner: { $ref: '#/components/schemas/OwnerRef' }, legacy: { type: string } } }
    OwnerRef: { type: object, required: [id], properties: { id: { type: string } } }
`;

export const NEXT = `${head("v2024")}paths:
  /roles:
    get: { operationId: listRoles, tags: [Roles], ${ok("{ type: array, items: { $ref: '#/components/schemas/Role' } }")} }
  /roles/{roleId}:
    get: { operationId: getRole, tags: [Roles], parameters: [{ name: roleId, in: path, required: true, schema: { type: string } }], ${ok("{ $ref: '#/components/schemas/Role' }")} }
  /roles/{id}/owner:
    put:
      operationId: setOwner
      tags: [Roles]
      parameters: [${id}, { name: notify, in: query, required: true, schema: { type: boolean } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } } }
      ${ok("{ $ref: '#/components/schemas/Role' }")}
  /identities/{id}:
    get: { operationId: getPerson, tags: ['People | <b>all</b> {x}'], parameters: [${id}], ${ok("{ type: object, properties: { name: { type: string } } }")} }
  /groups: { get: { operationId: listGroups, tags: [Teams], ${ok("{ type: array, items: { type: string } }")} } }
components:
  schemas:
    Role: { type: object, required: [name], properties: { name: { type: string }, kind: { type: string, enum: [A, C] }, owner: { $ref: '#/components/schemas/Owner' } } }
    Owner: { type: object, required: [id], properties: { id: { type: string } } }
`;
