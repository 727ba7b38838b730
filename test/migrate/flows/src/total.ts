import { IdentitiesBetaApi } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// How many there are.
export async function countAll(): Promise<number> {
  const api = new IdentitiesBetaApi(apiConfig);
  const response = await api.listIdentities({ count: true, limit: 1 });
  console.log(response.status);
  return parseInt(response.headers["x-total-count"], 10);
}
