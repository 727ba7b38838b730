import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answering } from "./mock-server.mjs";
import { engine, listService, startScenario, type Scenario } from "./scenario.ts";

describe.skipIf(engine === undefined)("PowerShell paging and waiting", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.close());
  const sent = (): readonly string[] => scenario.mock.state.requests.map((request) => request.url);

  it("goes on behind a short page in the middle while the total says more, and takes equal items without id", async () => {
    const sizes = [3, 1, 3, 1];
    const answer = await scenario.run("@(Get-BetaRoles -All -IncludeTotalCount -Limit 3).Count", () => ({
      headers: { "X-Total-Count": "8" },
      body: Array.from({ length: sizes[scenario.mock.state.requests.length - 1] ?? 0 }, () => ({ name: "same" })),
    }));
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([9]);
    const equal = await scenario.run("@(Get-BetaRoles -All -IncludeTotalCount -Limit 2).Count", () => ({
      headers: { "X-Total-Count": "6" },
      body: [{ name: "same" }, { name: "same" }],
    }));
    expect([equal.thrown, equal.errors, equal.output]).toEqual([undefined, [], [7]]);
  });

  it("sends one request without -All and -First, and says in verbose that there is more", async () => {
    const answer = await scenario.run("(Get-BetaIdentities -Verbose).Count", listService("/beta/identities", 1000));
    expect(answer.output).toEqual([250]);
    expect(sent()).toEqual(["/beta/identities"]);
    expect(answer.verbose.at(-1)).toContain("there may be more");
  });

  it("reads 300 of 1,000 in two requests and no item too many", async () => {
    const answer = await scenario.run("(Get-BetaIdentities -First 300).Count", listService("/beta/identities", 1000));
    expect(answer.output).toEqual([300]);
    expect(sent()).toEqual(["/beta/identities?limit=250", "/beta/identities?limit=50&offset=250"]);
  });

  it("reads everything, with -Limit as page size, -Offset as start and -Skip added", async () => {
    const all = await scenario.run("(Get-BetaIdentities -All).Count", listService("/beta/identities", 1000));
    expect(all.output).toEqual([1000]);
    const some = await scenario.run(
      "(Get-BetaIdentities -All -Limit 4 -Offset 5 -Skip 2).id",
      listService("/beta/identities", 12),
    );
    expect(some.output).toEqual(["id7", "id8", "id9", "id10", "id11"]);
    expect(sent()).toEqual(["/beta/identities?limit=4&offset=7", "/beta/identities?limit=4&offset=11"]);
  });

  it("writes the engine's count object first with -IncludeTotalCount", async () => {
    const answer = await scenario.run(
      "$x = @(Get-BetaIdentities -First 2 -IncludeTotalCount); $x.Count; [string] $x[0]; $x[1].id",
      listService("/beta/identities", 5),
    );
    expect(answer.output).toEqual([3, "5", "id0"]);
    expect(sent()).toEqual(["/beta/identities?count=true&limit=2"]);
  });

  it("stops asking when the pipeline stops", async () => {
    const answer = await scenario.run(
      "foreach ($x in 1, 2) { Get-BetaIdentities -All -Limit 10 | ForEach-Object { $_.id; if ($_.id -eq 'id12') { break } } }",
      listService("/beta/identities", 1000),
    );
    expect(answer.output).toHaveLength(13);
    expect(sent()).toHaveLength(2);
  });

  it("ends a call within moments of Ctrl+C", async () => {
    const answer = await scenario.run("Get-BetaIdentity x", () => ({ delayMs: 20_000, body: {} }), {
      stopAfterMs: 1500,
    });
    expect(answer.stopped).toBe(true);
    expect(answer.stopMs).toBeLessThan(1000);
  });

  it("refuses -WithHttpInfo with -All", async () => {
    const answer = await scenario.run("Get-BetaIdentities -All -WithHttpInfo", listService("/beta/identities", 5));
    expect(answer.errors.map((error) => error.id)).toEqual(["WithHttpInfoAndAll,Get-BetaIdentities"]);
    expect(sent()).toEqual([]);
  });

  it("follows cursors and envelopes, also with one item", async () => {
    const cursor = await scenario.run("(Get-BetaLaunchers -All).id", (request) => ({
      body: request.query["next"] === "n1" ? { items: [{ id: "b" }] } : { next: "n1", items: [{ id: "a" }] },
    }));
    expect(cursor.output).toEqual(["a", "b"]);
    // A list without positions is skipped in here.
    const skipped = await scenario.run("(Get-BetaLaunchers -All -Skip 1).id");
    expect([skipped.thrown, skipped.output]).toEqual([undefined, ["b"]]);
    const alone = await scenario.run("(Get-BetaLaunchers -Skip 1).id");
    expect([alone.thrown, alone.output]).toEqual([undefined, ["b"]]);
    const envelope = await scenario.run("$x = Get-V2024CampaignFilters -All; $x.id; $x.PSTypeNames[0]", () => ({
      body: { items: [{ id: "one" }], count: 1 },
    }));
    expect(envelope.output).toEqual(["one", "IscSdk.V2024CampaignFilterDetails"]);
  });

  it("searches on by searchAfter", async () => {
    const answer = await scenario.run(
      "(Search-V2024Documents -Body @{ indices = @('identities'); sort = @('id') } -All -Limit 2).id",
      (request) => {
        const after = Number((JSON.parse(request.body) as { searchAfter?: string[] }).searchAfter?.[0] ?? 0);
        return { body: [1, 2].map((step) => ({ id: String(after + step) })).filter((item) => Number(item.id) <= 3) };
      },
    );
    expect(answer.output).toEqual(["1", "2", "3"]);
    const old = await scenario.run(
      "(Invoke-PaginateSearch -Search @{ indices = @('identities'); sort = @('id') } -Increment 2 -Limit 4).id",
      (request) => {
        const after = Number((JSON.parse(request.body) as { searchAfter?: string[] }).searchAfter?.[0] ?? 0);
        return { body: [1, 2].map((step) => ({ id: String(after + step) })) };
      },
    );
    expect(old.output).toEqual(["1", "2", "3", "4"]);
  });

  it("goes on where keys differ only in case", async () => {
    const twin = { k: 1, K: 2 };
    const cursor = await scenario.run("(Get-BetaLaunchers -All).id -join ','", (request) => ({
      body: request.query["next"] === "n1" ? { items: [{ id: "b" }] } : { next: "n1", items: [{ id: "a", twin }] },
    }));
    expect([cursor.thrown, cursor.output]).toEqual([undefined, ["a,b"]]);
    const counted = await scenario.run(
      "$x = @(Get-V2024CampaignFilters -All -IncludeTotalCount); [string] $x[0]",
      () => ({
        body: { items: [{ id: "one", twin }], count: 1 },
      }),
    );
    expect([counted.thrown, counted.output]).toEqual([undefined, ["1"]]);
    for (const command of [
      "(Search-V2024Documents -Body @{ sort = @('name.exact', 'id') } -All -Limit 2).id -join ','",
      "(Invoke-PaginateSearch -Search @{ sort = @('attributes.rank.exact') } -Increment 2 -Limit 3).id -join ','",
    ]) {
      const search = await scenario.run(command, (request) => {
        const after = Number((JSON.parse(request.body) as { searchAfter?: unknown[] }).searchAfter?.at(-1) ?? 0);
        const make = (id: number): object => ({
          id: String(id),
          name: `n${String(id)}`,
          attributes: { rank: id },
          twin,
        });
        return { body: after === 0 ? [make(1), make(2)] : [make(after + 1)] };
      });
      expect([search.thrown, search.errors, search.output]).toEqual([undefined, [], ["1,2,3"]]);
    }
  });

  const ranked = (count: number, lacks: (id: number) => boolean): Answering => {
    const items = Array.from({ length: count }, (_, at) =>
      lacks(at + 1) ? { id: at + 1 } : { id: at + 1, rank: at + 1 },
    );
    return (request) => {
      const after = (JSON.parse(request.body) as { searchAfter?: number[] }).searchAfter?.[0] ?? 0;
      const from = after + Number(request.query["offset"] ?? 0);
      return { body: items.slice(from, from + Number(request.query["limit"])) };
    };
  };

  it.each([
    ["the last wanted item", "-Increment 2 -Limit 2", ranked(9, (id) => id === 2), [1, 2], 1],
    ["the last item of all", "-Increment 2 -Limit 9", ranked(3, (id) => id === 3), [1, 2, 3], 2],
    ["the last item of a page", "-Increment 2 -Limit 5", ranked(9, (id) => id === 2), [1, 2, 3, 4, 5], 3],
    ["every item", "-Increment 2 -Limit 5 -InitialOffset 3", ranked(9, () => true), [4, 5, 6, 7, 8], 3],
    ["an item in the middle of a page", "-Increment 3 -Limit 4", ranked(9, (id) => id === 2), [1, 2, 3, 4], 2],
  ] as const)("gives what is searched for where %s lacks the sort field", async (_, given, service, ids, requests) => {
    const answer = await scenario.run(`(Invoke-PaginateSearch -Search @{ sort = @('rank') } ${given}).id`, service);
    expect([answer.thrown, answer.errors, answer.output]).toEqual([undefined, [], ids]);
    expect(sent()).toHaveLength(requests);
  });

  it("tells how far a search came that cannot go on, and keeps what it read", async () => {
    const answer = await scenario.run(
      "$found = Invoke-PaginateSearch -Search @{ sort = @('rank'); searchAfter = @(2) } -Increment 1 -Limit 9 -WithHttpInfo -ErrorAction Continue; $found.Response.id",
      ranked(9, (id) => id === 4),
    );
    expect(answer.output).toEqual([3, 4]);
    expect(answer.errors.map(({ id, message }) => [id, message])).toEqual([
      ["NoSortValue,Invoke-PaginateSearch", expect.stringMatching(/^2 of at most 9 items .* sort \(rank\)/u)],
    ]);
  });

  it("keeps Invoke-Paginate working", async () => {
    const answer = await scenario.run(
      "(Invoke-Paginate -Function 'Get-BetaIdentities' -Increment 100 -Limit 250 -Parameters @{ Filters = 'a eq 1' }).Count",
      listService("/beta/identities", 1000),
    );
    expect(answer.output).toEqual([250]);
    expect(sent().map((url) => url.replace(/&filters=.*$/u, ""))).toHaveLength(3);
  });

  /** A job that has these states one behind the other. */
  const jobService =
    (...states: readonly (string | undefined)[]): Answering =>
    ({ method }) => {
      if (method === "POST") return { status: 202, body: { id: "job 1", type: "Role", status: states[0] } };
      const asked = scenario.mock.state.requests.filter((request) => request.method === "GET").length;
      return { status: 202, body: { id: "job 1", status: states[Math.min(asked, states.length) - 1] } };
    };
  const start = "Update-V2024RolesMetadataByIds @{ roles = @('r') } -Confirm:$false";

  it("waits for the job that a call starts, and gives what is told of it last", async () => {
    const answer = await scenario.run(
      `$job = ${start} -Wait -PollIntervalSec 0 -Headers @{ 'X-A' = 'b' }; $job.status; $job.PSTypeNames[0]; (${start}).status`,
      jobService("CREATED", undefined, "CHUNK_PENDING", "COMPLETED"),
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual(["COMPLETED", "IscSdk.V2024RoleBulkUpdateResponse", "CREATED"]);
    const requests = scenario.mock.state.requests.slice(0, 5);
    expect(requests.map(({ method, headers }) => `${method} ${String(headers["x-a"])}`)).toEqual([
      "POST b",
      ...["GET b", "GET b", "GET b", "GET b"],
    ]);
    expect(new Set(requests.slice(1).map(({ path }) => path))).toEqual(
      new Set(["/v2024/roles/access-model-metadata/bulk-update/job%201"]),
    );
  });

  it("waits for a job that goes on already, for each of several", async () => {
    const answer = await scenario.run(
      "('a', 'b' | Get-BetaWorkflowExecution -Wait -PollIntervalSec 0).status",
      (request) => {
        const asked = scenario.mock.state.requests.filter(({ path }) => path === request.path).length;
        return { body: [{ id: "x", status: asked < 3 ? "Running" : "Completed" }] };
      },
    );
    expect([answer.thrown, answer.errors, answer.output]).toEqual([undefined, [], ["Completed", "Completed"]]);
    expect(sent()).toHaveLength(6);
  });

  it("fails when the job ends otherwise, when it takes too long, and when the answer names none", async () => {
    const tell =
      "catch { $_.FullyQualifiedErrorId; [string] $_.CategoryInfo.Category; $_.Exception.Message; $_.TargetObject.status }";
    const run = (script: string, service: Answering) => scenario.run(`try { ${script} } ${tell}`, service);
    const failed = await run("Get-BetaWorkflowExecution x -Wait -PollIntervalSec 0", () => ({
      body: [{ id: "x", status: "Failed" }],
    }));
    expect(failed.output).toEqual([
      "JobFailed,Get-BetaWorkflowExecution",
      "InvalidResult",
      "the job of Get-BetaWorkflowExecution ended with Failed",
      "Failed",
    ]);
    const slow = await run(`${start} -Wait -WaitTimeoutSec 1 -PollIntervalSec 2`, jobService("CREATED"));
    expect(slow.output.slice(0, 3)).toEqual([
      "JobTimeout,Update-V2024RolesMetadataByIds",
      "OperationTimeout",
      "the job of Update-V2024RolesMetadataByIds has not ended in 1 s (-WaitTimeoutSec); it was CREATED last and goes on",
    ]);
    const none = await run(`${start} -Wait`, () => ({ status: 202, body: {} }));
    expect(none.output.slice(0, 1)).toEqual(["NoJob,Update-V2024RolesMetadataByIds"]);
    expect(none.output[2]).toContain("the response has no id");
    const refused = await run(`${start} -Wait`, ({ method }) =>
      method === "POST" ? { status: 202, body: { id: "1" } } : { status: 404, body: {} },
    );
    expect(refused.output.slice(0, 1)).toEqual(["HttpStatus404,Update-V2024RolesMetadataByIds"]);
  });

  it("tells a job's own message, and how far it is", async () => {
    const answer = await scenario.run(
      `& (Get-Module IscSdk.Runtime) {
        $task = [pscustomobject]@{ state = [pscustomobject]@{ name = 'TEMP_ERROR' }; messages = @([pscustomobject]@{ text = [pscustomobject]@{ message = 'no space' } }, [pscustomobject]@{ text = $null }, [pscustomobject]@{ text = [pscustomobject]@{ message = 'left' } }) }
        (Get-PathValue $task @('messages', 'text', 'message')) -join '; '
        Get-FirstValue $task @('state', 'name')
        Test-JobEnd 'TEMP_ERROR' @('OK', 'TempError')
        Test-JobEnd '' @('OK')
      }`,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual(["no space; left", "TEMP_ERROR", true, false]);
  });
});
