import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorNameOf } from "../../../generator/contract/contract.ts";
import { ApiError } from "../../../generator/runtime/typescript/errors.js";
import { TYPESCRIPT_ERRORS } from "../../../generator/targets/typescript/error-names.ts";

const publication = { target: "typescript", versions: new Map(), errors: TYPESCRIPT_ERRORS };

describe("the published names of errors", () => {
  it.each([400, 401, 402, 403, 404, 409, 410, 418, 422, 429, 500, 503, 599])(
    "are those of the TypeScript runtime: %i",
    (status) => {
      const error = Object.create(ApiError.prototype, { status: { value: status } }) as ApiError;
      expect(errorNameOf(publication, String(status))).toBe(error.name);
    },
  );

  it.each([
    ["4XX", "ApiError"],
    ["5XX", "ServerError"],
    ["default", "ApiError"],
  ])("stand for ranges too: %s", (status, name) => {
    expect(errorNameOf(publication, status)).toBe(name);
  });

  it("are those of the PowerShell runtime", () => {
    const powershell = { ...publication, errors: [{ status: "default", name: "HttpStatus{status}" }] };
    expect(errorNameOf(powershell, "404")).toBe("HttpStatus404");
    expect(errorNameOf(powershell, "4XX")).toBe("HttpStatus…");
    expect(readFileSync("generator/runtime/powershell/failures.ps1", "utf8")).toContain('"HttpStatus$status"');
  });
});
