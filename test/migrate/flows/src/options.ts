import type { RawAxiosRequestConfig } from "axios";
import * as sdk from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Options of a call, and the package as one name.
export async function ownerOf(id: string, signal: AbortSignal): Promise<string | undefined | null> {
  const options: RawAxiosRequestConfig = { timeout: 5000, signal };
  const api = new sdk.AccessProfilesBetaApi(apiConfig);
  const profile: sdk.AccessProfileBeta = (await api.getAccessProfile({ id }, options)).data;
  const entitlements = await api.getAccessProfileEntitlements({ id, limit: 10 }, { headers: { "x-trace": "1" } });
  if (entitlements.data.length === 0) return undefined;
  return profile.owner?.name;
}
