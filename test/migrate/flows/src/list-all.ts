import { AccountsApi, type Account, Paginator, RolesV2024Api } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// List all, up to a number.
export async function listAccounts(): Promise<Account[]> {
  const api = new AccountsApi(apiConfig);
  const response = await Paginator.paginate(api, api.listAccounts, { limit: 1000, filters: 'sourceId eq "1"' }, 100);
  console.log(`${response.data.length} accounts`);
  return response.data;
}

// All items, one after the other.
export async function printRoles(): Promise<void> {
  const api = new RolesV2024Api(apiConfig);
  const { data: roles } = await Paginator.paginate(api, api.listRoles, {});
  for (const role of roles) console.log(role.id, role.name);
}
