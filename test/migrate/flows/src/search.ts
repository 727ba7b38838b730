import { Paginator, type Search, SearchApi } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Search, all of it.
export async function searchIdentities(query: string): Promise<number> {
  const api = new SearchApi(apiConfig);
  const search: Search = {
    indices: ["identities"],
    query: { query },
    sort: ["-name"],
  };
  const identities = await Paginator.paginateSearchApi(api, search, 100, 1000);
  for (const identity of identities.data) console.log(JSON.stringify(identity));
  return identities.data.length;
}

// One page of it, and how many there are.
export async function countIdentities(): Promise<number> {
  const response = await new SearchApi(apiConfig).searchPost({
    search: { indices: ["identities"], query: { query: "*" } },
    count: true,
    limit: 1,
  });
  return Number(response.headers["x-total-count"]);
}
