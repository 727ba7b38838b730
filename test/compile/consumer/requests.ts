import { type IscClient, isApiError, patch } from "isc-sdk";
import { deleteIdentityOperation } from "isc-sdk/beta/identities";
import type { Role, RoleInput } from "isc-sdk/beta/roles";

/** What must compile, and what must not, for a consumer. Type-checked only; never run. */
export async function requests(isc: IscClient): Promise<void> {
  const roles = isc.beta.roles;

  // Filters and sorters: only what the operation declares.
  roles.listRoles({ filters: (f) => f.name.sw("Eng"), sorters: ["name", "-modified"] });
  roles.listRoles({ filters: 'name sw "Eng"', sorters: "name" });
  // @ts-expect-error: no such field
  roles.listRoles({ filters: (f) => f.nonsense.eq("x") });
  // @ts-expect-error: no such operator for the field
  roles.listRoles({ filters: (f) => f.name.gt("x") });
  // @ts-expect-error: a value of another type
  roles.listRoles({ filters: (f) => f.requestable.eq("yes") });
  // @ts-expect-error: no such sorter
  roles.listRoles({ sorters: ["nonsense"] });

  // @ts-expect-error: a required argument is missing
  roles.getRole({});
  // @ts-expect-error: no such argument
  roles.getRole({ id: "1", nonsense: true });
  // @ts-expect-error: the arguments are missing
  roles.getRole();

  const owner = { type: "IDENTITY", id: "1" } as const;
  await roles.createRole({ body: { name: "n", owner } });
  // @ts-expect-error: a required property is missing
  await roles.createRole({ body: { owner } });
  // @ts-expect-error: an unknown value of an enumeration
  await roles.createRole({ body: { name: "n", owner: { type: "NONSENSE", id: "1" } } });
  // @ts-expect-error: only the service sets it
  await roles.createRole({ body: { name: "n", owner, created: "2025-01-01T00:00:00Z" } });

  // What was read can be sent, whole, in parts and changed, without a cast.
  const role: Role = await roles.getRole({ id: "1" });
  await roles.createRole({ body: role });
  await roles.createRole({ body: { ...role, name: "copy" } });
  await roles.createRole({ body: { name: "new", owner: role.owner } });
  const input: RoleInput = role;
  await isc.v2024.roles.createRole({ body: await isc.v2024.roles.getRole({ id: "1" }) });
  void input;

  // JSON Patch by path and value of the model.
  await roles.patchRole({ id: "1", body: patch<Role>().replace("/description", "x").replace("/owner/name", "y") });
  await roles.patchRole({ id: "1", body: [{ op: "replace", path: "/description", value: "x" }] });
  // @ts-expect-error: no such path
  patch<Role>().replace("/nonsense", "x");
  // @ts-expect-error: a value of another type
  patch<Role>().replace("/description", 1);
}

/** Answers accept what the spec does not list. */
export function answers(role: Role): string {
  const mock: Role = { name: "n", owner: { type: "A_NEW_VALUE", id: "1" }, description: null };
  const extra = { ...mock, somethingNew: true };
  const widened: Role = extra;
  switch (role.owner?.type) {
    case "IDENTITY":
      return "identity";
    default:
      return widened.owner?.type === "A_NEW_VALUE" ? "new" : "other";
  }
}

/** Paging: items, pages, a maximum, and the page behind an await. */
export async function paging(isc: IscClient): Promise<number> {
  const page = await isc.v2024.publicIdentities.getPublicIdentities({ limit: 50, count: true });
  const total: number | undefined = page.total;
  for await (const identity of isc.v2024.publicIdentities.getPublicIdentities({}, { maxItems: 3, prefetch: true }))
    void identity.name;
  const { data, response } = await isc.v2024.publicIdentities.getPublicIdentities().withResponse();
  return (total ?? 0) + data.items.length + response.status;
}

/** The body of an error has the type that the operation declares for the status. */
export function failures(error: unknown): string | undefined {
  if (isApiError(error, deleteIdentityOperation, 400)) return error.body.message;
  if (isApiError(error, deleteIdentityOperation, 404)) return error.body.detailCode;
  // @ts-expect-error: the body of a 404 has no such property
  if (isApiError(error, deleteIdentityOperation, 404)) return error.body.associationDetails?.length.toString();
  // @ts-expect-error: nothing is known of the body of a status that is not declared
  if (isApiError(error, deleteIdentityOperation, 418)) return error.body.message;
  if (isApiError(error, deleteIdentityOperation, 418)) return JSON.stringify(error.body);
  if (isApiError<{ code: string }>(error)) return error.body.code;
  return isApiError(error) ? error.rawBody : undefined;
}
