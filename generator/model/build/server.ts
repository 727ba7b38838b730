import { isObject } from "../../load/tree.ts";

/** The server of a call: `serverUrl` is scheme and host, `basePath` comes before every path. */
export interface Server {
  readonly serverUrl: string;
  readonly basePath: string;
}

/**
 * The first server of a root, a path item or an operation, with the defaults of its variables. Undefined without one.
 */
export function serverOf(node: unknown): Server | undefined {
  const servers = isObject(node) ? node["servers"] : undefined;
  const server: unknown = Array.isArray(servers) ? servers[0] : undefined;
  if (!isObject(server) || typeof server["url"] !== "string") return undefined;
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  const url = server["url"].replace(/\{([^{}]*)\}/gu, (_, name: string) => {
    const variable = variables[name];
    return isObject(variable) && variable["default"] !== undefined ? String(variable["default"]) : name;
  });
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/iu.exec(url);
  const basePath = (match?.[2] ?? "").replace(/\/+$/u, "");
  return {
    serverUrl: match?.[1] ?? "",
    basePath: basePath === "" || basePath.startsWith("/") ? basePath : `/${basePath}`,
  };
}
