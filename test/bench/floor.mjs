// The reading floor: a fresh process that reads and parses with js-yaml every file the roots reach, and nothing else.
// node test/bench/floor.mjs ROOT...
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import yaml from "js-yaml";

let files = 0;
for (const root of process.argv.slice(2)) {
  const seen = new Set([root]);
  for (const path of seen) {
    const text = readFileSync(path, "utf8");
    yaml.load(text, { schema: yaml.CORE_SCHEMA, json: true });
    files += 1;
    for (const [, ref] of text.matchAll(/\$ref['"]?:\s*['"]?([^\s'"#},]+)/gu)) seen.add(join(dirname(path), ref));
  }
}
process.stdout.write(`${files}\n`);
