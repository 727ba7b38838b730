import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The program whose size is bounded: one tag's class on the bare core, listing identities with a client's credentials. */
export const LISTING = `
import { clientCredentials, createCore } from "isc-sdk/core";
import { IdentitiesApi } from "isc-sdk/beta/identities";

const auth = clientCredentials({ clientId: "id", clientSecret: "secret" });
const identities = new IdentitiesApi(createCore({ baseUrl: "https://acme.test", auth }));
for await (const { name } of identities.listIdentities()) console.log(name);
`;

/** Bundles a program as `esbuild --bundle --minify --format=esm` does. Equal input gives equal bytes. */
export async function bundleSize(program, folder, platform = "browser") {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "ts" },
    platform,
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    nodePaths: [folder],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return { bytes: file.contents.length, gzip: gzipSync(file.contents).length };
}

/** Bundles modules for Node, what they share in files of its own. */
export async function bundleModules(entryPoints, outdir) {
  await build({ entryPoints, outdir, bundle: true, splitting: true, format: "esm", platform: "neutral" });
}
