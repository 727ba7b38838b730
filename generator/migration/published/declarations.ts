import { groupBy } from "../../model/group-by.ts";
import type { PublishedOperation, PublishedPackage, PublishedType } from "./table.ts";

/**
 * The declarations of a published package, made from its table. So the program is type-checked against the release of
 * the table, even if the package is not installed. Keys are paths below the package's folder.
 */
export function publishedDeclarations(table: PublishedPackage): ReadonlyMap<string, string> {
  const files = new Map([["dist/configuration.d.ts", CONFIGURATION]]);
  for (const { version } of table.versions) {
    files.set(`dist/${version}/api.d.ts`, apiFile(table, version));
    files.set(`dist/${version}/configuration.d.ts`, VERSION_CONFIGURATION);
    files.set(`dist/${version}/index.d.ts`, 'export * from "./api";\nexport * from "../configuration";\n');
  }
  files.set("dist/paginator.d.ts", PAGINATOR);
  files.set("dist/index.d.ts", indexFile(table));
  return files;
}

function indexFile({ versions }: PublishedPackage): string {
  const exports = versions.map(({ version }) => {
    const suffix = suffixOf(version);
    return `export * from "./${version}/api";
export { Configuration as Configuration${suffix}, ConfigurationParameters as ConfigurationParameters${suffix} } from "./${version}/configuration";`;
  });
  return `${exports.join("\n")}
export { Configuration, ConfigurationParameters } from "./configuration";
export * from "./paginator";
import * as axiosRetry from "axios-retry";
export { axiosRetry };
`;
}

/** The suffix of the names of a version: `Beta`. */
export function suffixOf(version: string): string {
  return version.charAt(0).toUpperCase() + version.slice(1);
}

function apiFile({ operations, types }: PublishedPackage, version: string): string {
  const own = operations.filter((operation) => operation.version === version);
  return `import type { AxiosInstance, AxiosPromise, AxiosResponse, RawAxiosRequestConfig } from "axios";
import type { Configuration } from "../configuration";
${types
  .filter((type) => type.version === version)
  .map(typeDeclaration)
  .join("\n")}
${[...groupBy(own, (operation) => operation.class)].map(classDeclarations).join("\n")}
`;
}

function typeDeclaration({ name, properties, values, is }: PublishedType): string {
  if (properties !== undefined) return `export interface ${name} { ${members(Object.entries(properties))} }`;
  if (values === undefined) return `export type ${name} = ${is ?? "unknown"};`;
  const constants = Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)] as const);
  return `export declare const ${name}: { ${members(constants, "readonly ")} };
export type ${name} = (typeof ${name})[keyof typeof ${name}];`;
}

/** Prints members; `name?` may be absent, and `[key: string]` is an index signature. */
function members(entries: readonly (readonly [string, string])[], prefix = ""): string {
  return entries
    .map(([key, type]) => {
      if (key.startsWith("[")) return `${key}: ${type};`;
      const name = JSON.stringify(key.replace(/\?$/u, ""));
      return `${prefix}${name}${key.endsWith("?") ? "?" : ""}: ${type};`;
    })
    .join(" ");
}

function classDeclarations([name, operations]: readonly [string, readonly PublishedOperation[]]): string {
  const requests = operations.flatMap(({ request, arguments: given }) =>
    request === undefined
      ? []
      : [
          `export interface ${request} { ${members(
            given.map(({ name: key, optional, type }) => [optional === true ? `${key}?` : key, type] as const),
            "readonly ",
          )} }`,
        ],
  );
  const methods = operations.map(({ method, request, optional, result }) => {
    const first = request === undefined ? "" : `requestParameters${optional === true ? "?" : ""}: ${request}, `;
    return `${method}(${first}axiosOptions?: RawAxiosRequestConfig): Promise<AxiosResponse<${result}, any>>;`;
  });
  const functions = operations.map(({ method, arguments: given, result }) => {
    const list = given.map(({ name: key, optional, type }) => `${key}${optional === true ? "?" : ""}: ${type}, `);
    return `${method}(${list.join("")}axiosOptions?: RawAxiosRequestConfig): Promise<(axios?: AxiosInstance, basePath?: string) => AxiosPromise<${result}>>;`;
  });
  return `${requests.join("\n")}
export declare class ${name} { constructor(configuration?: Configuration, basePath?: string, axios?: AxiosInstance); ${methods.join(" ")} }
export declare const ${name}Factory: (configuration?: Configuration, basePath?: string, axios?: AxiosInstance) => ${name};
export declare const ${name}Fp: (configuration?: Configuration) => { ${functions.join(" ")} };
export declare const ${name}AxiosParamCreator: (configuration?: Configuration) => Record<string, Function>;`;
}

const CONFIGURATION = `import type { IAxiosRetryConfig } from "axios-retry";
export interface ConfigurationParameters { baseurl?: string; clientId?: string; clientSecret?: string; accessToken?: string; serverIndex?: number; tokenUrl?: string; }
export declare class Configuration {
  activeenvironment?: string; authtype?: string; debug?: boolean; experimental?: boolean;
  apiKey?: any; clientId?: string; clientSecret?: string; accessToken?: any; tokenUrl?: string; username?: string; password?: string;
  basePath?: string; serverIndex?: number; baseOptions?: any; formDataCtor?: new () => any; retriesConfig?: IAxiosRetryConfig;
  constructor(param?: ConfigurationParameters);
  isJsonMime(mime: string): boolean;
}
`;

const VERSION_CONFIGURATION = `export interface ConfigurationParameters { apiKey?: any; username?: string; password?: string; accessToken?: any; basePath?: string; serverIndex?: number; baseOptions?: any; formDataCtor?: new () => any; }
export declare class Configuration {
  apiKey?: any; username?: string; password?: string; accessToken?: any; basePath?: string; serverIndex?: number; baseOptions?: any; formDataCtor?: new () => any;
  constructor(param?: ConfigurationParameters);
  isJsonMime(mime: string): boolean;
}
`;

const PAGINATOR = `import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
export interface PaginationParams { limit?: number; offset?: number; count?: boolean; filters?: string; axiosOptions?: RawAxiosRequestConfig; }
export interface ExtraParams { [key: string]: any; }
export declare class Paginator {
  static paginate<T, TResult, A extends PaginationParams & ExtraParams>(thisArg: T, callbackFn: (this: T, args: A) => Promise<AxiosResponse<TResult[], any>>, args?: A, increment?: number): Promise<AxiosResponse<TResult[], any>>;
  static paginateSearchApi(searchAPI: any, search: any, increment?: number, limit?: number): Promise<AxiosResponse<any[], any>>;
}
`;
