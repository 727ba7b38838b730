import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { typeCheckConsumer } from "../compile/matrix.ts";
import type { SurfaceOperation } from "../../generator/contract/surface-format.ts";
import { generateReal, surfaceOf, typescriptCall } from "../support/generated.ts";

/** Where the spec gives PUT another schema than GET; the reason is what the compiler says. */
const OTHER_SCHEMAS: Readonly<Record<string, string>> = {
  "beta /accounts/{id}": "GET gives an Account, PUT takes AccountAttributes",
  "beta /launchers/{launcherID}": "PUT takes a LauncherRequest",
  "beta /non-employee-records/{id}": "PUT takes a NonEmployeeRequestBody",
  "beta /reassignment-configurations/{identityId}": "GET gives a ConfigurationResponse, PUT takes one item",
  "v2024 /accounts/{id}": "GET gives an Account, PUT takes AccountAttributes",
  "v2024 /brandings/{name}": "PUT takes a form",
  "v2024 /managed-clusters/{id}/log-config": "GET may give nothing",
  "v2024 /non-employee-records/{id}": "PUT takes a NonEmployeeRequestBody",
  "v2024 /reassignment-configurations/{identityId}": "GET gives a ConfigurationResponse, PUT takes one item",
  "v2024 /sim-integrations/{id}": "GET gives a ServiceDeskIntegrationDto, PUT takes SimIntegrationDetails",
};

it("an object that GET gives goes into the PUT of its path without a cast", () => {
  const { out } = generateReal("2025-05-20");
  const groups = new Map<string, SurfaceOperation[]>();
  for (const operation of surfaceOf(out).operations) {
    const key = `${operation.version} ${operation.path}`;
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  const lines: string[] = [];
  const other = new Set<string>();
  for (const operations of groups.values()) {
    const [get, put] = ["get", "put"].map((method) =>
      operations.find((entry) => entry.method.toLowerCase() === method),
    );
    if (get === undefined || put === undefined) continue;
    const place = (entry: SurfaceOperation): string =>
      `typeof isc.${entry.version}.${typescriptCall(entry).property}.${typescriptCall(entry).name}`;
    const key = `${put.version} ${put.path}`;
    const isOther = key in OTHER_SCHEMAS;
    if (isOther) other.add(key);
    // A file is read as a download or text, and sent as a form.
    const test = `RoundTrip<${place(get)}, ${place(put)}>`;
    lines.push(`check<${test}>(${isOther ? "false" : "true"}); // ${key}`);
  }
  expect(lines.length).toBeGreaterThan(60);
  expect([...other].sort()).toEqual(Object.keys(OTHER_SCHEMAS).sort());
  const folder = join(out, "typescript/check");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "round-trip.ts");
  writeFileSync(file, `${PRELUDE}\n${lines.join("\n")}\n`);
  expect(typeCheckConsumer(join(out, "typescript"), "7", file)).toBe("");
});

const PRELUDE = `import { IscClient } from "isc-sdk";
declare const isc: IscClient;
declare function check<Holds extends boolean>(expected: Holds): void;
type Body<Put extends (...args: never[]) => unknown> = NonNullable<Parameters<Put>[0]> extends { body?: infer Sent } ? Sent : never;
type Got<Get extends (...args: never[]) => unknown> = Awaited<ReturnType<Get>>;
type RoundTrip<Get extends (...args: never[]) => unknown, Put extends (...args: never[]) => unknown> =
  [Got<Get>] extends [string] ? true : [Got<Get>] extends [Body<Put>] ? true : false;
void isc;`;
