import { powershellKey, powershellString } from "../../emit/powershell/escape-powershell.ts";
import type { Job, Operation } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import type { VersionModule } from "./module-names.ts";

/** Whether a cmdlet can wait for the job of its operation. */
export function canWait({ job, paging, success }: Operation): boolean {
  return job !== undefined && paging === undefined && (success.kind === "value" || success.kind === "nothing");
}

/** How a cmdlet waits for a job. `lines` is the definition of the poll operation, if that is another operation. */
export function jobText(
  module: VersionModule,
  {
    operation,
    poll,
    job,
    lines,
  }: {
    readonly operation: Operation;
    readonly poll: Operation;
    readonly job: Job;
    readonly lines?: readonly string[];
  },
): string {
  const takes = job.takes.map(({ place, wire, from, path }) => {
    const [first = "", second = ""] = path;
    const source = from === "answer" ? ["data", ...path] : ["args", nameOf(module, operation, first, second)];
    return `${powershellKey(nameOf(module, poll, place, wire))} = ${texts(source)}`;
  });
  const asked = lines?.filter((line) => !/^(?:Id|IsNumericId|Accepts|AcceptsAt|Old|Former) = /u.test(line));
  const told: readonly (readonly [string, string | undefined])[] = [
    ["Takes", asked === undefined ? undefined : `@{ ${takes.join("; ")} }`],
    ["Status", texts(job.status)],
    ["Done", texts(job.done)],
    ["Failed", job.failed.length === 0 ? undefined : texts(job.failed)],
    ["Message", job.message === undefined ? undefined : texts(job.message)],
    ["Percent", job.percent === undefined ? undefined : texts(job.percent)],
  ];
  const { cmdlet } = operationNames(module.names, poll.key).powershell;
  return [
    "@{",
    ...told.flatMap(([name, value]) => (value === undefined ? [] : [`    ${name} = ${value}`])),
    ...(asked === undefined
      ? []
      : [
          "    Poll = @{",
          `        Cmdlet = ${powershellString(cmdlet)}`,
          ...asked.map((line) => `        ${line}`),
          "    }",
        ]),
    "}",
  ].join("\n            ");
}

function nameOf({ names }: VersionModule, { key }: Operation, place: string, wire: string): string {
  const { parameters } = operationNames(names, key).powershell;
  return parameters.find((parameter) => parameter.in === place && parameter.wire === wire)?.name ?? wire;
}

function texts(values: readonly string[]): string {
  return `@(${values.map(powershellString).join(", ")})`;
}
