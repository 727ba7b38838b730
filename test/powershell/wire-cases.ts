import type { ApiModel, Json, Operation } from "../../generator/model/model.ts";
import { operationNames, type NameTable } from "../../generator/names/table.ts";
import { sampleValue } from "../../generator/targets/powershell/examples.ts";
import { powershellLiteral } from "../../generator/targets/powershell/literal.ts";
import { versionModule, type VersionModule } from "../../generator/targets/powershell/module-names.ts";
import { cmdletParameters, type CmdletParameter } from "../../generator/targets/powershell/parameters.ts";
import { DEFAULT_CONFIG } from "../../generator/config/config.ts";

/** One argument of a call: where it goes, and the value both SDKs are given. A file is the name of one in the folder of files. */
export interface WireArgument {
  readonly place: CmdletParameter["place"];
  /** Empty for a body. */
  readonly wire: string;
  /** The cmdlet's parameter. */
  readonly parameter: string;
  readonly value: Json;
  readonly isFile: boolean;
}

/** A call that both SDKs make, to be compared on the wire. */
export interface WireCase {
  readonly version: string;
  /** The operation's key. */
  readonly key: string;
  readonly operation: Operation;
  readonly cmdlet: string;
  readonly kind: "needed" | "everything";
  readonly arguments: readonly WireArgument[];
}

/** For every operation a call with what it needs and, where there is more, one with everything it takes. */
export function wireCases(model: ApiModel, names: NameTable): readonly WireCase[] {
  return model.versions.flatMap((version) => {
    const module = versionModule(version, names, DEFAULT_CONFIG.powershell);
    return version.operations.flatMap((operation) => casesOf(module, operation));
  });
}

function casesOf(module: VersionModule, operation: Operation): readonly WireCase[] {
  const { cmdlet } = operationNames(module.names, operation.key).powershell;
  const all = cmdletParameters(module, operation);
  const needed = all.filter((parameter) => parameter.isRequired);
  const base = { version: module.version.label, key: operation.key, operation, cmdlet };
  const cases: WireCase[] = [
    { ...base, kind: "needed", arguments: needed.map((parameter) => argument(module, parameter)) },
  ];
  if (all.length > needed.length)
    cases.push({ ...base, kind: "everything", arguments: all.map((parameter) => argument(module, parameter)) });
  return cases;
}

function argument(module: VersionModule, parameter: CmdletParameter): WireArgument {
  const value = parameter.isFile ? "upload.txt" : sampleValue(module, parameter);
  const isUnusable = parameter.place === "path" && typeof value === "string" && /^\.{0,2}$/u.test(value);
  return {
    place: parameter.place,
    wire: parameter.wire,
    parameter: parameter.name,
    value: isUnusable ? "text" : value,
    isFile: parameter.isFile,
  };
}

/** The line of script that makes a case's call; changes are made without asking. */
export function wireScript(wireCase: WireCase, folder: string): string {
  const given = wireCase.arguments.map(({ parameter, value, isFile }) => {
    const text = isFile ? powershellLiteral(`${folder}/${String(value)}`) : powershellLiteral(value);
    return `-${parameter} (${text})`;
  });
  const confirm = wireCase.operation.intent === "read" ? "" : " -Confirm:$false";
  return `${wireCase.cmdlet} ${given.join(" ")}${confirm}`;
}
