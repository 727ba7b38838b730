import { expect, it } from "vitest";
import { relativeUrl } from "../../../generator/targets/docs/address.ts";
import { resolveDocLink } from "../../../generator/targets/docs/doc-links.ts";
import type { Library } from "../../../generator/targets/docs/library.ts";

const GUIDES = "https://developer.sailpoint.com/idn/api";

it.each([
  ["standard-collection-parameters", "paging.md"],
  ["standard-collection-parameters/", "paging.md"],
  ["standard-collection-parameters#paginating-results", "paging.md"],
  ["standard-collection-parameters#filtering-results", "filtering.md"],
  ["standard-collection-parameters#sorting-results", "filtering.md#sort"],
  ["standard-collection-parameters#paginating-search-queries", undefined],
  ["authentication", "authentication.md"],
  ["authentication#personal-access-tokens", "authentication.md#get-a-client-id-and-a-client-secret"],
  ["authentication#authorization-code-grant-flow", undefined],
  ["rate-limit", "errors.md#control-retries"],
  ["constructor", undefined],
  ["authentication#constructor", undefined],
  ["patch", undefined],
])("a link to the guide %s leads to %s", (guide, expected) => {
  const library = { shelves: [] as Library["shelves"] } as Library;
  const target = resolveDocLink(library, { url: `${GUIDES}/${guide}`, language: "typescript", version: "beta" });
  const from = ["typescript", "beta", "methods", "roles"];
  expect(target === undefined ? undefined : relativeUrl(from, target)).toBe(expected && `../../${expected}`);
});

it.each([
  [["typescript", "beta", "methods", "roles"], "roles.md"],
  [["typescript", "beta", "models", "role"], "../models/role.md"],
  [["typescript", "beta", "models", "index"], "../models/indices.md"],
  [["typescript", "beta", "models"], "../models/index.md"],
  [["powershell", "v2024", "migration"], "../../../powershell/v2024/migration/index.md"],
])("a link to the page %j is the way to its file", (page, url) => {
  expect(relativeUrl(["typescript", "beta", "methods", "roles"], { page })).toBe(url);
  expect(relativeUrl(["typescript", "beta", "methods", "roles"], { page, anchor: "a" })).toBe(
    url === "roles.md" ? "#a" : `${url}#a`,
  );
});
