import { Option, type Command } from "commander";
import { isError } from "../diagnostics/diagnostic.ts";
import { locateDiagnostics } from "../load/locate.ts";
import type { SourceTree } from "../load/tree.ts";
import { visibleLine } from "../text/characters.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import type { ExitCode, Host } from "./host.ts";
import { printOrWrite } from "./print-or-write.ts";
import {
  DEFAULT_CONFIG_FILE,
  loadConfig,
  overlayOption,
  parsePath,
  specOption,
  withOverlays,
  wrongSpecs,
} from "./options.ts";
import { tellFindings } from "./tell-findings.ts";
import { specsOf, type SpecArgument } from "./specs-input.ts";

const FORMATS = ["yaml", "json"] as const;

interface BundleOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
  readonly overlay?: readonly string[];
  readonly format?: (typeof FORMATS)[number];
  readonly out?: string;
}

const USAGE = {
  examples: [
    "isc-sdkgen bundle beta --out beta.yaml",
    "isc-sdkgen bundle --spec petstore=openapi/root.yaml --format json > petstore.json",
  ],
  exits: { ...DONE, ...FAILED },
};

/** Adds the command `bundle`. */
export function addBundle(program: Command, host: Host): void {
  program
    .command("bundle")
    .description("print a version as one repaired document, for other tools")
    .argument("[version]", "label of the version; required if there are several")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .addOption(specOption("a spec, instead of those of the config"))
    .addOption(overlayOption())
    .addOption(
      new Option("--format <format>", "format (default: by the extension of --out, otherwise yaml)").choices([
        ...FORMATS,
      ]),
    )
    .option("--out <file>", "write the document to a file", parsePath)
    .addHelpText("after", usageText(USAGE))
    .action(async (version: string | undefined, options: BundleOptions) =>
      host.end(await runBundle({ version, options }, host)),
    );
}

interface Asked {
  readonly version: string | undefined;
  readonly options: BundleOptions;
}

async function runBundle({ version, options }: Asked, host: Host): Promise<ExitCode> {
  const { config: read, diagnostics: problems } = loadConfig(options.config, host.cwd);
  if (read === undefined) {
    tellFindings(problems.filter(isError), new Map(), host);
    return 1;
  }
  const config = withOverlays(read, options.overlay, host.cwd);
  const misuse = (text: string): ExitCode => {
    host.tell(text);
    return 2;
  };
  const wrong = wrongSpecs(config, options.spec);
  if (wrong !== undefined) return misuse(wrong);
  const { specs, base } = specsOf({ config, cwd: host.cwd, specs: options.spec });
  const labels = specs.map((spec) => spec.version).join(", ");
  const chosen = specs.filter((spec) => version === undefined || spec.version === version);
  if (chosen.length === 0)
    return misuse(
      `error: the version "${visibleLine(version ?? "")}" does not exist; choose from ${labels}: run isc-sdkgen bundle VERSION\n`,
    );
  if (chosen.length > 1)
    return misuse(`error: there are several versions: run isc-sdkgen bundle VERSION with one of ${labels}\n`);
  host.showProgress(`reading ${chosen[0]?.version ?? ""}`);
  // Loaded here: the pipeline comes with it, which the help of the program does without.
  const { analyse } = await import("../analyse.ts");
  const { trees, diagnostics } = await analyse({ specs: chosen, base, config });
  host.showProgress("");
  const [tree] = trees;
  const tops = new Map(trees.map(({ label, top }) => [label, top]));
  if (tree === undefined || diagnostics.some(isError)) {
    tellFindings(locateDiagnostics(diagnostics.filter(isError), trees), tops, host);
    return 1;
  }
  const text = await printed(tree, {
    format: options.format ?? (/\.json$/iu.test(options.out ?? "") ? "json" : "yaml"),
    host,
  });
  return printOrWrite(text, options.out, host);
}

async function printed(
  tree: SourceTree,
  { format, host }: { readonly format: (typeof FORMATS)[number]; readonly host: Host },
): Promise<string> {
  // Loaded here, because most runs of the program bundle nothing.
  const [{ bundleDocument }, { dump }] = await Promise.all([
    import("../load/bundle/bundle-document.ts"),
    import("js-yaml"),
  ]);
  const { value: document, diagnostics } = bundleDocument(tree);
  tellFindings(diagnostics, new Map([[tree.label, tree.top]]), host);
  return format === "json" ? `${JSON.stringify(document, null, 2)}\n` : dump(document, { lineWidth: -1, noRefs: true });
}
