// Every `fetch` that programs have goes into the options, whichever library the compiler has.
import * as undici from "undici";
import { IscClient } from "isc-sdk";
import { type Fetch, createCore } from "isc-sdk/core";
import { createVersionMock } from "isc-sdk/mock/beta";
import { fromEnvironment, proxyFetch } from "isc-sdk/node";

const baseUrl = "https://a.example";
const dispatcher = new undici.EnvHttpProxyAgent();
const mine: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  return new Response(await response.text(), { status: response.status });
};

export const cores = [
  createCore({ baseUrl, fetch }),
  createCore({ baseUrl, fetch: mine }),
  createCore({ baseUrl, fetch: (url, init) => fetch(url, init) }),
  createCore({ baseUrl, fetch: async (url, init) => fetch(url, { ...init, keepalive: true }) }),
  // Node's own fetch takes a dispatcher that its types know of another version of undici, or not at all.
  createCore({ baseUrl, fetch: (url, init) => fetch(url, { ...init, dispatcher }) }),
  createCore({ baseUrl, fetch: undici.fetch }),
  createCore({ baseUrl, fetch: (url, init) => undici.fetch(url, { ...init, dispatcher }) }),
  createCore({ baseUrl, fetch: proxyFetch({ proxy: "http://proxy.example:8080", undici }) }),
  createCore({ baseUrl, fetch: createVersionMock().fetch }),
];
export const isc = new IscClient({ baseUrl, auth: "token", fetch: undici.fetch });
export const configured = new IscClient(fromEnvironment({ proxy: "http://proxy.example:8080" }));

// @ts-expect-error: what is no fetch is refused.
createCore({ baseUrl, fetch: () => Promise.resolve("text") });
