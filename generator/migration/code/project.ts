import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Project, ts, type SourceFile } from "ts-morph";
import { publishedDeclarations } from "../published/declarations.ts";
import type { PublishedPackage } from "../published/table.ts";

/** A program to move, with the declarations of the published package. */
export interface CodeProject {
  readonly files: readonly SourceFile[];
  readonly checker: ts.TypeChecker;
  /** The first place of a file that is no valid code. */
  readonly syntaxErrorOf: (source: ts.SourceFile) => ts.DiagnosticWithLocation | undefined;
  /** The folder of the published package's declarations. */
  readonly publishedRoot: string;
  /** Whether the files are CommonJS modules, in which `await` is not allowed outside functions. */
  readonly isCommonJs: boolean;
}

/** The sources by path. The search for `node_modules` starts in the folder `root`. */
export interface CodeInput {
  readonly root: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly table: PublishedPackage;
  /** The options of the program's own tsconfig.json; only options that change the meaning of names are used. */
  readonly options?: ts.CompilerOptions;
}

/** Opens a program with ts-morph, with declarations of the published package made from the table. */
export function openCode({ root, sources, table, options = {} }: CodeInput): CodeProject {
  // A separate folder, so that the declarations win over an installed package, which may be another release.
  const publishedRoot = join(resolve(root), ".isc-sdkgen-published");
  const stubs = join(publishedRoot, "stubs");
  const hasModule = (name: string): boolean =>
    parents(resolve(root)).some((folder) => existsSync(join(folder, "node_modules", name)));
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    compilerOptions: {
      ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
      ...(options.jsx === undefined ? {} : { jsx: options.jsx }),
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      allowJs: true,
      checkJs: false,
      noEmit: true,
      skipLibCheck: true,
      strict: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      maxNodeModuleJsDepth: 0,
      types: hasModule("@types/node") ? ["node"] : [],
      typeRoots: parents(resolve(root)).map((folder) => join(folder, "node_modules/@types")),
      paths: {
        ...options.paths,
        [table.package]: [join(publishedRoot, "dist/index.d.ts")],
        ...Object.fromEntries(
          table.versions.flatMap(({ version }) => [
            [`${table.package}/dist/${version}`, [join(publishedRoot, `dist/${version}/index.d.ts`)]],
            [`${table.package}/${version}`, [join(publishedRoot, `dist/${version}/index.d.ts`)]],
            [`${table.package}/${version}/*`, [join(publishedRoot, `dist/${version}/*`)]],
          ]),
        ),
        [`${table.package}/*`]: [join(publishedRoot, "*")],
        ...(hasModule("axios") ? {} : { axios: [join(stubs, "axios.d.ts")] }),
        ...(hasModule("axios-retry") ? {} : { "axios-retry": [join(stubs, "axios-retry.d.ts")] }),
      },
    },
  });
  for (const [path, text] of publishedDeclarations(table))
    project.createSourceFile(join(publishedRoot, path), text, { overwrite: true });
  project.createSourceFile(join(stubs, "axios.d.ts"), AXIOS, { overwrite: true });
  project.createSourceFile(join(stubs, "axios-retry.d.ts"), AXIOS_RETRY, { overwrite: true });
  const files = [...sources].map(([path, text]) => project.createSourceFile(path, text, { overwrite: true }));
  const { module } = options;
  const program = project.getProgram().compilerObject;
  return {
    files,
    checker: project.getProgram().getTypeChecker().compilerObject,
    syntaxErrorOf: (source) => program.getSyntacticDiagnostics(source)[0],
    publishedRoot,
    isCommonJs: module === undefined ? false : module < ts.ModuleKind.ES2015,
  };
}

function parents(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...parents(above)];
}

/** The part of axios that programs use through the published package, for programs whose packages are not installed. */
const AXIOS = `export interface RawAxiosRequestConfig<D = any> { url?: string; method?: string; baseURL?: string; headers?: any; params?: any; data?: D; timeout?: number; responseType?: string; signal?: any; validateStatus?: any; maxRedirects?: number; proxy?: any; httpAgent?: any; httpsAgent?: any; [key: string]: any; }
export interface AxiosRequestConfig<D = any> extends RawAxiosRequestConfig<D> {}
export interface InternalAxiosRequestConfig<D = any> extends AxiosRequestConfig<D> {}
export interface AxiosResponse<T = any, D = any> { data: T; status: number; statusText: string; headers: any; config: InternalAxiosRequestConfig<D>; request?: any; }
export type AxiosPromise<T = any> = Promise<AxiosResponse<T>>;
export declare class AxiosError<T = unknown, D = any> extends Error { code?: string; config?: any; request?: any; response?: AxiosResponse<T, D>; isAxiosError: boolean; status?: number; toJSON: () => object; }
export interface AxiosInstance { (config: any): Promise<any>; get: any; post: any; put: any; patch: any; delete: any; request: any; defaults: any; interceptors: any; }
export declare function isAxiosError<T = any, D = any>(payload: any): payload is AxiosError<T, D>;
declare const axios: AxiosInstance & { isAxiosError: typeof isAxiosError; create: (config?: any) => AxiosInstance; AxiosError: typeof AxiosError };
export default axios;
`;

const AXIOS_RETRY = `export interface IAxiosRetryConfig { retries?: number; shouldResetTimeout?: boolean; retryCondition?: (error: any) => boolean | Promise<boolean>; retryDelay?: (retryCount: number, error: any) => number; onRetry?: (retryCount: number, error: any, requestConfig: any) => void; }
declare const axiosRetry: any;
export default axiosRetry;
export declare const exponentialDelay: any;
export declare const linearDelay: any;
`;
