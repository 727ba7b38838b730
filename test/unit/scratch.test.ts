import { it } from "vitest";
import { generateModule, realSpecs } from "../powershell/generated.ts";
import { publishedCmdlets, operationOf } from "../powershell/published-calls.ts";
import { operationNames, versionNames } from "../../generator/names/table.ts";
import { cpSync, mkdirSync, rmSync } from "node:fs";
it("x", { timeout: 600000 }, async () => {
  const g = await generateModule(realSpecs("2025-05-20"));
  rmSync("/tmp/h/mig-ps/real", { recursive: true, force: true });
  mkdirSync("/tmp/h/mig-ps", { recursive: true });
  cpSync(g.folder, "/tmp/h/mig-ps/real", { recursive: true });
  const stat: Record<string, number> = {};
  const add = (k: string, ex?: string) => { stat[k] = (stat[k] ?? 0) + 1; if (ex && stat[k]! <= 4) console.log(k, ex); };
  for (const label of ["beta", "v2024"]) {
    const names = versionNames(g.names, label);
    for (const p of publishedCmdlets(label)) {
      const op = operationOf(g.model, p);
      if (!op) { add("noop"); continue; }
      const n = operationNames(names, op.key).powershell;
      if (n.cmdlet.toLowerCase() !== p.cmdlet.toLowerCase()) add(n.aliases.some((a) => a.name.toLowerCase() === p.cmdlet.toLowerCase()) ? "alias " + n.aliases.find((a) => a.name.toLowerCase() === p.cmdlet.toLowerCase())!.reason : "renamed, no alias", `${p.cmdlet} -> ${n.cmdlet}`);
      for (const q of p.parameters) {
        const lower = q.name.toLowerCase();
        const own = n.parameters.find((x) => x.name.toLowerCase() === lower);
        const al = n.parameters.find((x) => x.aliases.some((a) => a.toLowerCase() === lower));
        const by = n.parameters.find((x) => x.bindsBy?.toLowerCase() === lower);
        const kept = n.kept.find((x) => x.name.toLowerCase() === lower);
        const kind = own ? "own" : al ? "alias " + al.in : by ? "bindsBy" : kept ? "kept " + kept.wire : lower === "xsailpointexperimental" ? "xsail" : "other";
        add("param " + kind, `${p.cmdlet} -${q.name} ${JSON.stringify((al ?? by)?.name)}`);
      }
      // order
      const byName = (x: string) => n.parameters.find((y) => [y.name, ...y.aliases, y.bindsBy ?? ""].some((z) => z.toLowerCase() === x.toLowerCase()));
      const old = p.parameters.map((q) => byName(q.name)?.wire ?? (byName(q.name) ? "BODY" : q.name));
      const mine = [...n.parameters.map((x) => x.wire ?? "BODY")];
      const oldWithoutX = old.filter((x) => x.toLowerCase() !== "xsailpointexperimental");
      add("order " + (oldWithoutX.join() === mine.join() ? "same" : "differs"), `${p.cmdlet}: ${old.join()} | ${mine.join()}`);
      const req = new Set(op.parameters.filter((q) => q.required).map((q) => q.wire));
      const fieldsReq = new Set((op.body?.contents[0]?.fields ?? []).filter((f) => f.required).map((f) => f.wire));
      const isReq = (w: string) => w === "BODY" ? op.body?.required === true : req.has(w) || fieldsReq.has(w);
      const pathWires = n.parameters.filter((q) => q.in === "path").map((q) => q.wire ?? "");
      const xs = op.constantHeaders.some((h) => h.marks === "experimental") && old.some((o) => o.toLowerCase() === "xsailpointexperimental") ? ["XSailPointExperimental"] : [];
      const rest = mine.filter((w) => !pathWires.includes(w));
      const hyp = [...pathWires, ...xs, ...rest.filter(isReq), ...rest.filter((w) => !isReq(w))];
      add("hyp " + (hyp.join() === old.join() ? "ok" : "bad"));
      if (hyp.join() !== old.join()) console.log("BAD", p.cmdlet, old.join(), "|", hyp.join(), "|", n.parameters.map((q) => q.position).join());
      const x = old.findIndex((o) => o.toLowerCase() === "xsailpointexperimental");
      if (x >= 0) add("x at " + (x === old.length - 1 ? "end" : "inside"), `${p.cmdlet}: ${old.join()} ${JSON.stringify(op.constantHeaders)}`);
    }
  }
  console.log(JSON.stringify(stat, null, 1));
});
