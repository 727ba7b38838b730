import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEngine } from "../powershell/engine.mjs";
import { MORE_ROWS } from "./more-rows.ts";
import { powershellValue, startClients, type Call, type Clients, type Outcome } from "./parameter-run.ts";
import { ROWS } from "./parameter-rows.ts";
import { asRead, expanded, normal, readParameter } from "./read-parameter.ts";
import { NOTHING, REFUSED } from "./row.ts";
import { COMBINATIONS, combinationName, neededRows, SHAPES, type Combination, type Shape } from "./styles.ts";

const engine = findEngine();
if (engine === undefined) process.stdout.write("skipped: the PowerShell half of the wire needs pwsh or dotnet\n");

interface Case {
  readonly title: string;
  readonly call: Call;
  readonly combination: Combination;
  readonly shape: Shape;
  readonly wire: (typeof ROWS)[number][2];
}

const CASES: readonly Case[] = ROWS.map(([name, shapeName, wire]) => {
  const combination = COMBINATIONS.find((candidate) => combinationName(candidate) === name);
  const shape = SHAPES[shapeName];
  if (combination === undefined || shape === undefined) throw new Error(`no row can be ${name}, ${shapeName}`);
  const { place, style, explode } = combination;
  const { schema, value, powershell = powershellValue(value) } = shape;
  const title = `${name}: ${shapeName}`;
  return {
    title,
    call: { name: title, place, parameter: { style, explode, schema }, value, powershell },
    combination,
    shape,
    wire,
  };
});

/** The text of the place that the parameter stands in. */
function wireOf(outcome: Outcome, place: Call["place"]): string | typeof REFUSED | typeof NOTHING {
  if ("refused" in outcome) return REFUSED;
  const text = { path: outcome.segment, query: outcome.search, header: outcome.header, cookie: outcome.cookie }[place];
  // An empty header is one, an empty query none.
  return text === undefined || (text === "" && place !== "header") ? NOTHING : normal(text);
}

const normalWire = (wire: Case["wire"]): Case["wire"] => (typeof wire === "string" ? normal(wire) : wire);

describe("parameters on the wire", () => {
  let clients: Clients;
  beforeAll(async () => {
    clients = await startClients([...CASES.map(({ call }) => call), ...MORE_ROWS], engine);
  });
  afterAll(async () => {
    await clients.stop();
  });

  it("has a row for every style, place, explode and shape that the specification defines, and no other", () => {
    const needed = neededRows().map(({ combination, shape }) => `${combinationName(combination)}: ${shape}`);
    expect(CASES.map(({ title }) => title).sort()).toEqual([...needed].sort());
    expect(needed.length).toBeGreaterThan(350);
  });

  it("refuses lists and objects in others unless the style is deepObject, and nothing else but what leaves no path or header", () => {
    for (const { title, combination, shape, wire } of CASES) {
      const isEmpty = JSON.stringify(asRead(shape.value) ?? "") === '""';
      const holdsNothing =
        isEmpty ||
        /\bnull\b/u.test(JSON.stringify(shape.value, (_, part: unknown) => (typeof part === "bigint" ? 1 : part)));
      const isForeign = combination.place === "header" && /[^ -~]/u.test(JSON.stringify(asRead(shape.value) ?? ""));
      const isRefused =
        (shape.isNested === true && combination.style !== "deepObject") ||
        (combination.place === "path" && holdsNothing) ||
        isForeign;
      expect(wire === REFUSED, title).toBe(isRefused);
    }
  });

  it.each(CASES.filter(({ wire }) => typeof wire === "string"))("$title is what RFC 6570 expands to", (row) => {
    const wanted = expanded(row.combination, row.shape.value);
    if (wanted !== undefined && typeof row.wire === "string") expect(normal(row.wire)).toBe(normal(wanted));
  });

  const check = async (row: Case, send: (call: Call) => Promise<Outcome>): Promise<void> => {
    const { call, combination, shape, wire } = row;
    const outcome = await send(call);
    if ("refused" in outcome) expect(outcome.refused).toMatch(/color/iu);
    else {
      const read = wire === NOTHING ? undefined : asRead(shape.value);
      expect(readParameter(outcome, combination, shape.kind)).toEqual(read);
    }
    expect(wireOf(outcome, call.place)).toBe(normalWire(wire));
  };

  it.each(CASES)("TypeScript: $title", async (row) => {
    await check(row, clients.typescript);
  });

  it.skipIf(engine === undefined).each(CASES)("PowerShell: $title", async (row) => {
    if (clients.powershell !== undefined) await check(row, clients.powershell);
  });

  it.each(MORE_ROWS.filter(({ only }) => only !== "powershell"))("TypeScript: $name in a $place", async (row) => {
    expect(wireOf(await clients.typescript(row), row.place)).toBe(normalWire(row.wire));
  });

  it.skipIf(engine === undefined).each(MORE_ROWS.filter(({ only }) => only !== "typescript"))(
    "PowerShell: $name in a $place",
    async (row) => {
      const outcome = await clients.powershell?.(row);
      expect(outcome && wireOf(outcome, row.place)).toBe(normalWire(row.wire));
    },
  );

  it("tells the operation, the parameter and the place of what has no form", async () => {
    const row = CASES.find(({ title }) => title === "query form: listOfObjects");
    if (row === undefined) throw new Error("no such row");
    expect(await clients.typescript(row.call)).toEqual({
      refused: expect.stringMatching(/^getRow\d+: bad argument "color\[0\]": no text for Object$/u) as string,
    });
    if (clients.powershell !== undefined)
      expect(await clients.powershell(row.call)).toEqual({
        refused: expect.stringMatching(
          /^Get-WireRow\d+ cannot send -Color\[0\]: it is an object, .*nothing was sent$/u,
        ) as string,
      });
  });

  it("names at generation what no style has a form for, once for each of its rows", () => {
    const nested = CASES.filter(({ combination, shape }) => shape.isNested && combination.style !== "deepObject");
    const named = nested.filter(({ call }) => {
      const index = CASES.findIndex((other) => other.call === call);
      const pointer = `/paths/~1row${String(index)}${call.place === "path" ? "~1{color}" : ""}/get/parameters/0/schema`;
      return clients.diagnostics.split("\n").some((line) => line.includes(`${pointer}`));
    });
    expect(nested.length - named.length).toBe(0);
    expect(clients.diagnostics.match(/unsendable-parameter/gu)?.length).toBeGreaterThanOrEqual(nested.length);
  });
});
