import type { AxiosResponse } from "axios";
import {
  type Configuration,
  IdentityProfilesBetaApi,
  type IdentityProfileBeta,
  TransformsApi,
} from "sailpoint-api-client";

// Several calls at once, and answers that are handed on.
export async function readBoth(config: Configuration): Promise<[number, number]> {
  const [profiles, transforms] = await Promise.all([
    new IdentityProfilesBetaApi(config).listIdentityProfiles(),
    new TransformsApi(config).listTransforms({ limit: 250 }),
  ]);
  return [profiles.data.length, transforms.data.length];
}

async function fetchProfile(config: Configuration, id: string): Promise<AxiosResponse<IdentityProfileBeta>> {
  return new IdentityProfilesBetaApi(config).getIdentityProfile({ identityProfileId: id });
}

export async function profileName(config: Configuration, id: string): Promise<string | null | undefined> {
  const response = await fetchProfile(config, id);
  if (response.status !== 200) return undefined;
  return response.data.name;
}
