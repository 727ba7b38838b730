import { SourcesApi, type Source } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// The first one that a filter finds.
export async function findSource(name: string): Promise<Source | undefined> {
  const sources = new SourcesApi(apiConfig);
  const { data } = await sources.listSources({ filters: `name eq "${name}"`, limit: 1 });
  return data[0];
}

export async function sourceNames(): Promise<(string | undefined)[]> {
  const sources = new SourcesApi(apiConfig);
  return (await sources.listSources({ limit: 50, sorters: "name" })).data.map((source) => source.name);
}
