import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { importText, startServer, type EngineServer } from "../powershell/engine.mjs";
import { bindExamples, readHelpExamples, type Example } from "../powershell/examples.mjs";
import { startMockServer, type MockServer } from "../powershell/mock-server.mjs";
import { engine } from "../powershell/scenario.ts";
import type { Surface, SurfaceOperation } from "../../generator/contract/surface-format.ts";
import type { Release } from "./emit.ts";

/** The parameters of a function that makes a model. */
interface HelperParameters {
  readonly name: string;
  readonly must: readonly string[];
  readonly more: readonly string[];
}

/** Whether there is a PowerShell to bind calls with. */
export const hasEngine = engine !== undefined;

/** So many releases are imported by one engine. */
const LOADS = 24;

/** Whether two releases have the same modules but for the words of their help: then every call does the same. */
export async function haveSameModules(old: Release, found: Release): Promise<boolean> {
  const [before, after] = await Promise.all([old, found].map(async ({ files }) => codeOf(await files("powershell"))));
  return before === after;
}

/** Manifests and surfaces stand beside the code. */
function codeOf(files: ReadonlyMap<string, string>): string {
  return [...files]
    .filter(([path]) => /\.psm?1$/u.test(path))
    .map(([path, text]) => `${path}\n${text.replace(/<#.*?#>/gsu, "")}`)
    .sort()
    .join("\n");
}

/** Runs the calls of one release's help with the modules of another. */
export class ModuleRunner {
  private server: EngineServer;
  private readonly service: MockServer;
  private readonly startAgain: () => EngineServer;
  private readonly top = mkdtempSync(join(tmpdir(), "isc-diff-modules-"));
  private count = 0;

  private constructor(startAgain: () => EngineServer, service: MockServer) {
    this.startAgain = startAgain;
    this.server = startAgain();
    this.service = service;
  }

  static async start(): Promise<ModuleRunner> {
    const found = engine;
    if (found === undefined) throw new Error("there is no PowerShell");
    const service = await startMockServer();
    const environment = { SAIL_BASE_URL: service.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" };
    return new ModuleRunner(() => startServer(found, environment), service);
  }

  /** The calls that the help of a release shows, and those of `callsOf`, as far as they work with it. */
  async calls(release: Release): Promise<readonly Example[]> {
    const session = await this.load(release);
    const shown = await readHelpExamples(this.server, { session, modules: ["IscSdk.Beta"] });
    const examples = [...shown, ...callsOf(release.surface), ...(await this.helperCalls(session))];
    const failed = await this.failing(examples, session);
    return examples.filter(({ code }) => code !== "" && !failed.has(code));
  }

  /** Calls of every function that makes a model: with what it must have, and with each other parameter beside that. */
  private async helperCalls(session: string): Promise<readonly Example[]> {
    const { output } = await this.server.run(
      `foreach ($function in (Get-Module IscSdk.Beta).ExportedFunctions.Values | Where-Object Name -like 'Initialize-*') {
        $own = @($function.Parameters.Values | Where-Object { $_.Name -cnotin [System.Management.Automation.PSCmdlet]::CommonParameters })
        $must = @($own | Where-Object { $_.Attributes.Mandatory -contains $true })
        [pscustomobject] @{ name = $function.Name; must = @($must | ForEach-Object Name); more = @($own | Where-Object { $_ -notin $must } | ForEach-Object Name) }
      }`,
      { session },
    );
    return (output as readonly HelperParameters[]).flatMap(({ name, must, more }) => {
      const given = (parameters: readonly string[]): string =>
        name + parameters.map((parameter) => ` -${parameter} 1`).join("");
      return [given(must), ...more.map((parameter) => given([...must, parameter]))].map((code) => ({ name, code }));
    });
  }

  /** The calls that do not work with a release, each with what the engine says. */
  async stopped(release: Release, calls: readonly Example[]): Promise<ReadonlyMap<string, string>> {
    return this.failing(calls, await this.load(release));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.service.stop();
    rmSync(this.top, { recursive: true, force: true });
  }

  private async failing(calls: readonly Example[], session: string): Promise<ReadonlyMap<string, string>> {
    const { problems } = await bindExamples(calls, { server: this.server, session, service: this.service });
    return new Map(problems.map(({ code, message }) => [code, message]));
  }

  /** Imports the modules in a session of their own, and gives its name. */
  private async load({ surface, files }: Release): Promise<string> {
    const lists = surface.operations.flatMap(({ sentPath, success }) =>
      (success.types ?? []).some((type) => typeof type === "object" && "list" in type) ? [sentPath] : [],
    );
    this.service.reset(({ path }) => ({ status: 200, body: lists.includes(path) ? [] : {} }));
    this.count += 1;
    // An engine keeps the modules of every session: it takes gigabytes and becomes slow.
    if (this.count % LOADS === 0) {
      await this.server.stop();
      this.server = this.startAgain();
    }
    const session = `release ${String(this.count)}`;
    const folder = join(this.top, String(this.count));
    for (const [path, text] of await files("powershell")) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const name of ["file.txt", "content.bin", "content.txt"]) writeFileSync(join(folder, name), "content");
    const { thrown, errors } = await this.server.run(
      `$null = $ExecutionContext.SessionState.Path.SetLocation('${folder}'); ${importText(`${folder}/IscSdk/IscSdk.psd1`)}`,
      { session },
    );
    if (thrown !== undefined || errors.length > 0) throw new Error(thrown?.message ?? errors[0]?.message);
    return session;
  }
}

/** Calls of every cmdlet with what it must have, and with each other parameter and each of its values beside that. */
export function callsOf(surface: Surface): readonly Example[] {
  return surface.operations.flatMap((operation) => {
    const own = operation.targets["powershell"];
    if (own === undefined) return [];
    const parameters = own.parameters ?? [];
    const given = ({ name, type }: Parameter, value = sampleOf(type)): string =>
      type === "switch" ? ` -${name}` : ` -${name} ${value}`;
    const must =
      own.name +
      parameters
        .filter(({ required }) => required)
        .map((one) => given(one))
        .join("");
    const more = parameters.flatMap((parameter) => {
      const values = valuesOf(parameter, operation, surface);
      if (parameter.required && values.length === 0) return [];
      const alone = parameter.required ? "" : must;
      return alone === "" ? [] : [undefined, ...values].map((value) => alone + given(parameter, value));
    });
    return [must, ...more].map((code) => ({ name: own.name, code }));
  });
}

type Parameter = NonNullable<SurfaceOperation["targets"][string]["parameters"]>[number];

/** The values that a parameter lists, as literals. */
function valuesOf(
  { place, wire }: Parameter,
  { parameters }: SurfaceOperation,
  { models }: Surface,
): readonly string[] {
  const type = parameters.find((one) => one.place === place && one.wire === wire)?.type;
  const id = typeof type === "object" && "ref" in type ? type.ref : undefined;
  const values = models.find((model) => model.id === id)?.values ?? [];
  return values.map((value) => (typeof value === "string" ? `'${value}'` : String(value)));
}

function sampleOf(type: string): string {
  if (type.endsWith("[]")) return `@(${sampleOf(type.slice(0, -2))})`;
  if (/^(?:int|long|double|decimal)/u.test(type)) return "1";
  if (type.startsWith("bool")) return "$true";
  return type === "object" ? "@{ name = 'text' }" : "'text'";
}
