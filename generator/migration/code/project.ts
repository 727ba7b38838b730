import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Project, ts, type SourceFile } from "ts-morph";
import { publishedDeclarations } from "../published/declarations.ts";
import type { PublishedPackage } from "../published/table.ts";
import { loadWhatIsTakenApart } from "./taken-apart.ts";

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

/** The declarations of the package that a program moves to. */
export interface SdkDeclarations {
  /** The name of the package. */
  readonly name: string;
  /** The file of each import path: `isc-sdk/v2024` and its declarations, or its sources. */
  readonly files: ReadonlyMap<string, string>;
}

/** The sources by path. The search for `node_modules` starts in the folder `root`. */
export interface CodeInput {
  readonly root: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly table: PublishedPackage;
  /**
   * The options of the program's own tsconfig.json. The move uses those that change the meaning of names, and the check
   * of the moved program all that decide what compiles.
   */
  readonly options?: ts.CompilerOptions;
  /** Absent: the moved program is not checked. */
  readonly sdk?: SdkDeclarations | undefined;
}

/** Opens a program with ts-morph, with declarations of the published package made from the table. */
export function openCode(input: CodeInput): CodeProject {
  const publishedRoot = publishedRootOf(input);
  const project = openProject(input, { strict: true, checkJs: false });
  const files = [...input.sources].map(([path, text]) =>
    project.createSourceFile(path, loadWhatIsTakenApart(path, text, input.table.package), { overwrite: true }),
  );
  const { module } = input.options ?? {};
  const program = project.getProgram().compilerObject;
  return {
    files,
    checker: project.getProgram().getTypeChecker().compilerObject,
    syntaxErrorOf: (source) => program.getSyntacticDiagnostics(source)[0],
    publishedRoot,
    isCommonJs: module === undefined ? false : module < ts.ModuleKind.ES2015,
  };
}

/** A folder of its own, so that the declarations win over an installed package, which may be another release. */
function publishedRootOf({ root }: CodeInput): string {
  return join(resolve(root), ".isc-sdkgen-published");
}

/** A project without the program's files, in which both packages resolve. `more`: options for one use of it. */
export function openProject(input: CodeInput, more: ts.CompilerOptions): Project {
  const { root, table, options = {}, sdk } = input;
  const publishedRoot = publishedRootOf(input);
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
      noEmit: true,
      skipLibCheck: true,
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
        ...Object.fromEntries([...(sdk?.files ?? [])].map(([path, file]) => [path, [file]])),
        ...(hasModule("axios") ? {} : { axios: [join(stubs, "axios.d.ts")] }),
        ...(hasModule("axios-retry") ? {} : { "axios-retry": [join(stubs, "axios-retry.d.ts")] }),
      },
      ...more,
    },
  });
  for (const [path, text] of publishedDeclarations(table))
    project.createSourceFile(join(publishedRoot, path), text, { overwrite: true });
  project.createSourceFile(join(stubs, "axios.d.ts"), AXIOS, { overwrite: true });
  project.createSourceFile(join(stubs, "axios-retry.d.ts"), AXIOS_RETRY, { overwrite: true });
  return project;
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
