import { describe, expect, it } from "vitest";
import type { BodyContent, Operation, Parameter, ParameterPlace } from "../../../generator/model/model.ts";
import { cmdletParameterNames } from "../../../generator/targets/powershell/naming/parameters.ts";
import { argumentNames } from "../../../generator/targets/typescript/naming/parameters.ts";
import { operation } from "./make.ts";

function parameter(place: ParameterPlace, wire: string, declaredWire = wire): Parameter {
  return {
    place,
    wire,
    declaredWire,
    required: true,
    use: { kind: "scalar", scalar: "string" },
    style: "simple",
    explode: false,
    allowReserved: false,
    description: "",
    deprecated: false,
    examples: [],
    limits: {},
    resourceOperations: [],
    origin: { file: "", pointer: "" },
  };
}

function content(fields: readonly string[]): BodyContent {
  const use = { kind: "unknown", reason: "" } as const;
  return {
    mediaType: "x/y",
    codec: fields.length > 0 ? "multipart" : "json",
    sentAs: "x/y",
    isRange: false,
    isPatch: false,
    use,
    fields: fields.map((wire) => ({
      wire,
      use,
      required: false,
      description: "",
      examples: [],
      limits: {},
      origin: { file: "", pointer: "" },
    })),
    examples: [],
    origin: { file: "", pointer: "" },
  };
}

function withParameters(parameters: readonly Parameter[], fields?: readonly string[]): Operation {
  const body =
    fields === undefined
      ? {}
      : { body: { required: true, description: "", contents: [content(fields)], origin: { file: "", pointer: "" } } };
  return operation("POST /things/{id} createThing", { parameters, ...body });
}

const listed = (subject: Operation): readonly string[] =>
  cmdletParameterNames(subject, { noun: "Thing", publishedBody: ["Thing", "Id"] }).map(({ name, aliases }) =>
    [name, ...aliases].join("/"),
  );

describe("parameters", () => {
  it("are the words of the wire name; the path has a name that several places want", () => {
    const subject = withParameters([
      parameter("path", "id"),
      parameter("query", "id"),
      parameter("header", "ID"),
      parameter("query", "for-subadmin"),
    ]);
    expect([...argumentNames(subject).values()].sort()).toEqual(["forSubadmin", "id", "idHeader", "idQuery"]);
    expect(listed(subject)).toEqual(["Id", "IdQuery/Id2", "IdHeader/Id3", "ForSubadmin"]);
  });

  it("keep body for the payload", () => {
    expect([...argumentNames(withParameters([parameter("query", "body")])).values()]).toEqual(["bodyQuery"]);
  });

  it("call the payload Body, with the published name as alias unless another has it", () => {
    expect(listed(withParameters([parameter("path", "id")], []))).toEqual(["Id", "Body/Thing"]);
  });

  it("give a form one parameter for each field", () => {
    expect(listed(withParameters([parameter("path", "id")], ["file", "id"]))).toEqual(["Id", "File", "IdField/Id2"]);
  });

  it("spare automatic variables and common parameters", () => {
    expect(
      listed(
        withParameters([
          parameter("query", "host"),
          parameter("query", "input"),
          parameter("query", "verbose"),
          parameter("query", "first"),
          parameter("query", "filter"),
        ]),
      ),
    ).toEqual(["HostValue/Host/VarHost", "InputValue/Input/VarInput", "VerboseValue", "FirstValue", "Filter"]);
  });

  it("have the declared name where a repair paired it with another placeholder", () => {
    const subject = withParameters([parameter("path", "id", "filterId")]);
    expect([...argumentNames(subject)]).toEqual([["path id", "filterId"]]);
    expect(listed(subject)).toEqual(["FilterId/Id"]);
  });

  it("differ even where their wire names differ in signs alone", () => {
    const names = [
      ...argumentNames(
        withParameters([
          parameter("query", "created-at"),
          parameter("query", "created_at"),
          parameter("query", "createdAt"),
        ]),
      ).values(),
    ];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
  });
});
