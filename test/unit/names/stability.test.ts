import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiModel, ApiVersion, Declaration, Operation } from "../../../generator/model/model.ts";
import type { Ledger } from "../../../generator/names/ledger/ledger.ts";
import { versionNames, type VersionNames } from "../../../generator/names/table.ts";
import { assign, declaration, operation, version } from "./make.ts";

/** Every name of a version, by what has it: two of these agree where nothing that both have is called differently. */
function everyName(names: VersionNames): ReadonlyMap<string, string> {
  return new Map([
    ...[...names.operations].map(
      ([key, entry]) =>
        [
          key,
          JSON.stringify([
            entry.typescript.method,
            entry.typescript.arguments,
            [...entry.typescript.parameters],
            entry.powershell,
            entry.docs,
          ]),
        ] as const,
    ),
    ...[...names.declarations].map(([id, entry]) => [id, JSON.stringify(entry)] as const),
    ...[...names.tags].map(([tag, entry]) => [`tag ${tag}`, JSON.stringify(entry)] as const),
  ]);
}

const OPERATIONS = [
  "GET /roles listRole",
  "GET /roles/{id} getRole",
  "PUT /roles/{id} updateRole",
  "PATCH /roles/{id} patchRole",
  "DELETE /sources/{id} delete",
  "POST /campaigns/{id}/reassign move",
  "POST /search searchPost",
  "GET /search/{index}/{id} searchGet",
  "PATCH /a-roles/{id} patchPotentialRole",
  "PATCH /sessions/{id}/role-summaries/{roleId} patchPotentialRole",
  "GET /mfa/kba getMFAKbaConfig",
];

const FILES = [
  "beta/schemas/Role.yaml",
  "beta/schemas/Identity.yaml",
  "beta/schemas/work-reassignment/Identity.yaml",
  "v3/schemas/Identity.yaml",
  "beta/schemas/Approval.yaml",
  "beta/schemas/ApprovalStatus.yaml",
  "beta/schemas/forms/Error.yaml",
];

const INLINE = [
  declaration("beta/schemas/Approval.yaml#/properties/status", { kind: "enum" }),
  declaration("beta/schemas/Role.yaml#/properties/owner"),
  declaration("v3/schemas/Identity.yaml#/properties/owner"),
];

const base: ApiVersion = version("beta", {
  operations: OPERATIONS.map((line) => operation(line)),
  declarations: [...FILES.map((file) => declaration(file)), ...INLINE],
});

/** Words that no name of the base has. */
const word = fc.stringMatching(/^[b-z]{3,6}$/u).map((text) => `zz${text}`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const newOperation: fc.Arbitrary<Operation> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
    verb: fc.constantFrom("get", "list", "create", "update", "patch", "delete", "put", "search"),
    noun: word,
    below: fc.constantFrom("", "/roles/{id}", "/sources", "/search"),
    tag: fc.constantFrom("Things", "Other", "Zz"),
  })
  .map(({ method, verb, noun, below, tag }) =>
    operation(`${method} ${below}/${noun}/{id} ${verb}${capital(noun)}`, { tag }),
  );

const newFile: fc.Arbitrary<Declaration> = fc
  .record({ folder: fc.constantFrom("beta/schemas", "beta/schemas/deep/er", "v3/schemas", "aaa"), name: word })
  .map(({ folder, name }) => declaration(`${folder}/${capital(name)}.yaml`));
/** Another schema of a known name, in a folder further down: it qualifies itself and leaves the name where it is. */
const deeperTwin: fc.Arbitrary<Declaration> = fc
  .constantFrom("Role", "Identity", "Approval")
  .map((name) => declaration(`beta/schemas/further/down/${name}.yaml`, { properties: ["other"] }));

const edited = fc
  .record({
    operations: fc.uniqueArray(newOperation, { selector: ({ key }) => key, maxLength: 5 }),
    files: fc.uniqueArray(fc.oneof(newFile, deeperTwin), { selector: ({ id }) => id.toLowerCase(), maxLength: 5 }),
    seed: fc.nat(),
  })
  .map(({ operations, files, seed }): ApiModel => ({
    versions: [
      version("beta", {
        operations: shuffled([...base.operations, ...operations], seed),
        declarations: shuffled([...base.declarations, ...files], seed),
      }),
    ],
  }));

function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  return items
    .map((item, index) => ({ item, order: Math.imul(seed + index + 1, 2_654_435_761) >>> 0 }))
    .sort((left, right) => left.order - right.order)
    .map(({ item }) => item);
}

function check(model: ApiModel, ledger: Ledger | undefined, expected: ReadonlyMap<string, string>): void {
  const names = everyName(versionNames(assign(model, { ledger }).value.table, "beta"));
  for (const [what, name] of expected) expect(`${what} ${names.get(what) ?? "nothing"}`).toBe(`${what} ${name}`);
}

describe("an edit that adds something unrelated anywhere, or reorders, changes no name", () => {
  const first = assign({ versions: [base] }).value;
  const expected = everyName(versionNames(first.table, "beta"));

  it("without a ledger", () => {
    fc.assert(
      fc.property(edited, (model) => check(model, undefined, expected)),
      { numRuns: 150 },
    );
  });

  it("with the ledger of the day before", () => {
    fc.assert(
      fc.property(edited, (model) => check(model, first.ledger, expected)),
      { numRuns: 150 },
    );
  });

  it("with the ledger, even where the newcomer wants a name that is held", () => {
    const rivals = {
      versions: [
        version("beta", {
          operations: [
            ...base.operations,
            operation("GET /a getRole", { tag: "Other" }),
            operation("GET /b listRoles"),
          ],
          declarations: [
            ...base.declarations,
            declaration("aaa/Role.yaml"),
            declaration("beta/RoleOwner.yaml"),
            declaration("beta/GetRoleArgs.yaml"),
            declaration("beta/RoleInput.yaml"),
          ],
        }),
      ],
    };
    check(rivals, first.ledger, expected);
  });
});
