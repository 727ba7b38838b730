import { describe, expect, it } from "vitest";
import { RETRY_POLICY } from "../../../generator/model/retry-policy.ts";
import { retryPolicyScript as powershellFile } from "../../../generator/targets/powershell/retry-policy-file.ts";
import { retryPolicyModule as typescriptFile } from "../../../generator/targets/typescript/retry-policy-file.ts";

describe("the retry policy", () => {
  it("is what both runtimes hold", async () => {
    const runtime = "../../../generator/runtime";
    await expect(typescriptFile(RETRY_POLICY)).toMatchFileSnapshot(`${runtime}/typescript/retry-policy.ts`);
    await expect(powershellFile(RETRY_POLICY)).toMatchFileSnapshot(`${runtime}/powershell/retry-policy.ps1`);
  });
});
