import { describe, expect, it } from "vitest";
import type { Surface, SurfaceCall, SurfaceModelNames } from "../../../generator/contract/surface-format.ts";
import type { Change } from "../../../generator/diff/change.ts";
import { compareSurfaces } from "../../../generator/diff/compare.ts";
import { classOf, ruleOf } from "../../../generator/diff/rules.ts";
import { contractOf } from "../../support/surface.ts";
import { publicSpec, treesOf } from "../contract/surface-spec.ts";

const surface = contractOf(treesOf(publicSpec())).then((contract) => contract.surface);

interface Renaming {
  readonly call?: (call: SurfaceCall) => SurfaceCall;
  readonly model?: (names: SurfaceModelNames) => SurfaceModelNames;
}

/** The surface as another generator would make it of the same spec. */
function remade(old: Surface, target: string, { call, model }: Renaming): Surface {
  const change = <Names extends object, Entry extends { readonly targets: Readonly<Record<string, Names>> }>(
    entries: readonly Entry[],
    edit: ((names: Names) => Names) | undefined,
  ): readonly Entry[] =>
    entries.map((entry) => {
      const own = entry.targets[target];
      return own === undefined || edit === undefined
        ? entry
        : { ...entry, targets: { ...entry.targets, [target]: edit(own) } };
    });
  return { ...old, operations: change(old.operations, call), models: change(old.models, model) };
}

async function changesOf(target: string, edits: Renaming): Promise<readonly Change[]> {
  const old = await surface;
  return compareSurfaces({ old, new: remade(old, target, edits) }).changes;
}

const isGetRole = ({ name }: SurfaceCall): boolean => name === "getRole" || name === "Get-BetaRole";
const isRole = ({ name }: SurfaceModelNames): boolean => name === "Role";
const texts = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ rule, class: value, target, origin }) => `${rule} ${value} ${target} ${origin}`);

describe("a change of the generator", () => {
  it.each<readonly [name: string, target: string, edits: Renaming, expected: readonly string[]]>([
    ["nothing", "typescript", {}, []],
    [
      "a method has another name",
      "typescript",
      {
        call: (call) =>
          isGetRole(call)
            ? { ...call, name: "readRole", signature: call.signature.replace("getRole", "readRole") }
            : call,
      },
      ["operation-renamed breaking typescript generator"],
    ],
    [
      "a cmdlet has another name, and an alias",
      "powershell",
      {
        call: (call) =>
          isGetRole(call)
            ? {
                ...call,
                name: "Read-BetaRole",
                signature: call.signature.replace("Get-BetaRole", "Read-BetaRole"),
                aliases: [{ name: call.name, since: "renamed" }],
              }
            : call,
      },
      ["operation-renamed-with-alias compatible powershell generator"],
    ],
    [
      "a method returns another type",
      "typescript",
      {
        call: (call) =>
          isGetRole(call)
            ? { ...call, output: ["Promise<Role>"], signature: call.signature.replace("Call<", "Promise<") }
            : call,
      },
      ["generator-call-changed breaking typescript generator"],
    ],
    [
      "a cmdlet has a switch more",
      "powershell",
      { call: (call) => (isGetRole(call) ? { ...call, signature: `${call.signature} [-Raw]` } : call) },
      ["generator-call-extended compatible powershell generator"],
    ],
    [
      "a cmdlet has a switch less",
      "powershell",
      {
        call: (call) =>
          isGetRole(call) ? { ...call, signature: call.signature.replace(" [-WithHttpInfo]", "") } : call,
      },
      ["generator-call-changed breaking powershell generator"],
    ],
    [
      "a type is declared in another way",
      "typescript",
      { model: (model) => (isRole(model) ? { ...model, type: `${model.type} & object` } : model) },
      ["generator-type-changed breaking typescript generator"],
    ],
    [
      "a type has another name, wherever it is mentioned",
      "typescript",
      {
        model: (model) => ({
          ...model,
          name: model.name === "Owner" ? "Boss" : model.name,
          type: model.type.replaceAll(/\bOwner\b/gu, "Boss"),
          ...(model.input === undefined
            ? {}
            : { input: { ...model.input, type: model.input.type.replaceAll(/\bOwner\b/gu, "Boss") } }),
        }),
      },
      ["model-renamed breaking typescript generator"],
    ],
    [
      "a helper function is gone",
      "powershell",
      { model: (model) => (isRole(model) ? { ...model, functions: model.functions?.slice(0, 1) ?? [] } : model) },
      ["function-removed breaking powershell generator"],
    ],
    [
      "a page is elsewhere",
      "typescript",
      { model: (model) => (isRole(model) ? { ...model, page: "elsewhere" } : model) },
      ["page-moved docs typescript generator"],
    ],
  ])("%s", async (_, target, edits, expected) => {
    expect(texts(await changesOf(target, edits))).toEqual(expected);
  });

  it("shows apart from changes of the spec", async () => {
    const spec = publicSpec();
    delete (spec.role["properties"] as Record<string, unknown>)["count"];
    const old = await surface;
    const found = (await contractOf(treesOf(spec))).surface;
    const { changes } = compareSurfaces({
      old,
      new: remade(found, "typescript", {
        model: (model) => (model.name === "Owner" ? { ...model, type: "{}" } : model),
      }),
      targets: ["typescript"],
    });
    expect(texts(changes)).toEqual([
      "property-removed breaking typescript spec",
      "generator-type-changed breaking typescript generator",
    ]);
  });
});

describe("the class of a change", () => {
  it("is the graver one where data travel both ways, or where the direction is not known", () => {
    expect(classOf("property-required", "typescript", ["response"])).toBe("compatible");
    expect(classOf("property-required", "typescript", ["request"])).toBe("breaking");
    expect(classOf("property-required", "typescript", ["request", "response"])).toBe("breaking");
    expect(classOf("property-required", "typescript", [])).toBe("breaking");
  });

  it("is the gravest of all for a target that the table does not know", () => {
    expect(ruleOf("paging-added").classes.powershell.response).toBe("compatible");
    expect(classOf("paging-added", "ruby", ["response"])).toBe("breaking");
  });
});

describe("a change of a model", () => {
  it("is told once, with the operations that meet it", async () => {
    const spec = publicSpec();
    delete (spec.role["properties"] as Record<string, unknown>)["count"];
    const found = (await contractOf(treesOf(spec))).surface;
    const { changes } = compareSurfaces({ old: await surface, new: found, targets: ["typescript"] });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      rule: "property-removed",
      place: "role.json",
      name: "Role.count",
      before: "integer (int32)",
      after: null,
      directions: ["request", "response"],
      operations: ["GET /roles", "GET /roles/{}", "POST /roles"],
      tags: ["Roles"],
    });
  });

  it("is the same whatever the order of the input", async () => {
    const spec = publicSpec();
    const properties = spec.role["properties"] as Record<string, unknown>;
    spec.role["properties"] = Object.fromEntries(Object.entries(properties).reverse());
    expect(compareSurfaces({ old: await surface, new: (await contractOf(treesOf(spec))).surface }).changes).toEqual([]);
  });
});
