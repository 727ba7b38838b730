/**
 * Writes `sbom.cdx.json`, a CycloneDX bill of materials of what is shipped: `npm run sbom`. `npm sbom --omit dev` leaves
 * out shipped packages that a development tool needs too (typescript, picocolors), so the whole list is asked for and
 * what npm marks as development is taken out here.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const text = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx"], {
  encoding: "utf8",
  maxBuffer: 2 ** 28,
  stdio: ["ignore", "pipe", "inherit"],
  shell: process.platform === "win32",
});
const bill = JSON.parse(text);
const isDevelopment = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === "cdx:npm:package:development" && value === "true");
const components = bill.components.filter((component) => !isDevelopment(component));
const kept = new Set([bill.metadata.component["bom-ref"], ...components.map((component) => component["bom-ref"])]);
const dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map((entry) => ({ ...entry, dependsOn: (entry.dependsOn ?? []).filter((ref) => kept.has(ref)) }));
const [, , out = "sbom.cdx.json"] = process.argv;
writeFileSync(out, `${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
console.log(`${out}: ${components.length} components`);
