import {
  patch,
  type PatchOperation,
} from "../../../generator/runtime/typescript/patch.js";
import type {
  Closed,
  Open,
} from "../../../generator/runtime/typescript/types.js";

interface Reference {
  id?: string;
  type?: Open<"A" | "B">;
}
interface Criteria {
  operator: Open<"AND" | "OR">;
  children?: Criteria[] | null;
}
interface Role {
  id?: string;
  name: string;
  created?: string;
  membership?: { type: Open<"STANDARD" | "LIST">; criteria?: Criteria } | null;
  entitlements?: Reference[];
  segments?: string[] | null;
  level?: 1 | 2;
  attributes?: Record<string, unknown>;
}
interface RoleInput {
  name: string;
  membership?: { type: Closed<"STANDARD" | "LIST"> } | null;
  entitlements?: readonly { id?: string; type?: Closed<"A" | "B"> }[];
}
interface Identity {
  id?: string;
  name: string;
  alias?: string;
}
declare const role: Role;
declare const index: number;
declare const criteria: Criteria;

// positions
export const p1 = patch<Role>()
  .add("/entitlements/-", { type: "A" })
  .add("/entitlements/0", {})
  .replace("/entitlements/0/type", "B")
  .remove(`/entitlements/${index}`)
  .remove("/segments/12")
  .copy("/segments/0", "/segments/-")
  .test("/attributes/any/thing", 1);
// @ts-expect-error the end is no item
patch<Role>().replace("/entitlements/-", {});
// @ts-expect-error
patch<Role>().remove("/entitlements/-");
// @ts-expect-error
patch<Role>().test("/segments/-", "x");
// @ts-expect-error
patch<Role>().move("/segments/-", "/name");
// @ts-expect-error
patch<Role>().add("/entitlements/-/id", "x");
// @ts-expect-error
patch<Role>().remove("/entitlements/-1");
// @ts-expect-error
patch<Role>().add("/entitlements/1.5", {});

// enumerations are those of requests
export const e1 = patch<Role>()
  .replace("/membership/type", "LIST")
  .replace("/membership/type", role.membership!.type)
  .replace("/membership", role.membership ?? null)
  .replace("/membership", { type: "STANDARD", criteria })
  .replace("/membership/criteria/children/0/operator", "OR")
  .add("/entitlements", role.entitlements!)
  .replace("/segments", ["a"] as readonly string[])
  .replace("/level", 2)
  .replace("/attributes", { any: [1] })
  .replace("/membership/type", "NEW" as Open<never>);
// @ts-expect-error
patch<Role>().replace("/membership/type", "NOPE");
// @ts-expect-error
patch<Role>().add("/entitlements/-", { type: "NOPE" });
patch<Role>().replace("/membership/criteria", {
  operator: "AND",
  // @ts-expect-error
  children: [{ operator: "NOPE" }],
});
// @ts-expect-error
patch<Role>().replace("/level", 3);

// what only the service sets is read, not written
interface Account {
  readonly id?: string;
  readonly created: string;
  readonly owner?: Reference | null;
  name: string;
  readonly ids?: string[];
  tags?: readonly string[];
  parts?: { readonly key: string; value?: string }[];
}
export const a1 = patch<Account>()
  .replace("/name", "x")
  .add("/tags/-", "x")
  .replace("/parts/0/value", "x")
  .test("/id", "x")
  .test("/owner/type", "A")
  .copy("/created", "/name")
  .copy("/ids/0", "/tags/-");
// @ts-expect-error
patch<Account>().replace("/id", "x");
// @ts-expect-error
patch<Account>().remove("/created");
// @ts-expect-error
patch<Account>().replace("/owner/type", "A");
// @ts-expect-error
patch<Account>().add("/ids/-", "x");
// @ts-expect-error
patch<Account>().replace("/parts/0/key", "x");
// @ts-expect-error
patch<Account>().move("/id", "/name");
// @ts-expect-error
patch<Account>().copy("/name", "/id");

// a patch is sent to its own model
declare function patchRole(
  body:
    | readonly { op: Closed<"add">; path: string; value?: string }[]
    | readonly PatchOperation<Role>[],
): void;
patchRole(patch<Role>().replace("/name", "x"));
patchRole(patch<RoleInput>().replace("/name", "x"));
patchRole(patch<{ name: string }>().replace("/name", "x"));
patchRole(patch<Record<string, unknown>>().replace("/any", "x"));
patchRole([{ op: "replace", path: "/name", value: null }]);
patchRole([...patch<Role>().remove("/id"), { op: "remove", path: "/name" }]);
patchRole([]);
// @ts-expect-error
patchRole(patch<Identity>().replace("/name", "x"));

// one that is not known takes all
declare function send(body: readonly PatchOperation[]): void;
send(patch<Role>().replace("/name", "x"));
send(patch<Role>().map((step) => ({ ...step, op: "test" })));
declare function patchEither(
  body: readonly PatchOperation<RoleInput | Identity>[],
): void;
patchEither(patch<Identity>());
patchEither(patch<RoleInput>());
// @ts-expect-error
patchEither(patch<Role>());
