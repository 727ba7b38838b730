import axios, { AxiosError } from "axios";
import { AccessProfilesApi, type AccessProfile } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// What fails.
export async function getOrNothing(id: string): Promise<AccessProfile | undefined> {
  try {
    const response = await new AccessProfilesApi(apiConfig).getAccessProfile({ id });
    return response.data;
  } catch (error) {
    if (axios.isAxiosError(error) && error.response?.status === 404) return undefined;
    if (error instanceof AxiosError) console.error(error.response?.status, error.response?.data, error.message);
    throw error;
  }
}

export function remove(id: string): Promise<void> {
  return new AccessProfilesApi(apiConfig)
    .deleteAccessProfile({ id })
    .then((response) => console.log(response.status))
    .catch((error) => {
      console.error(error.response.status, error.response.data.detailCode);
    });
}
