import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type * as Preset from "@docusaurus/preset-classic";
import type { Config } from "@docusaurus/types";
import { themes } from "prism-react-renderer";

/** The pages to show: those of the embedded specs, or the `docs` folder of another run. */
const docs = resolve(process.env["DOCS_DIR"] ?? "../generated/docs");
if (!existsSync(docs)) throw new Error(`there are no pages in ${docs}: run "npm run generate" first, or set DOCS_DIR`);

interface Redirect {
  readonly from: string;
  readonly to: string;
}
const redirects = JSON.parse(readFileSync(resolve(docs, "redirects.json"), "utf8")) as Redirect[];

const config: Config = {
  title: "isc-sdkgen",
  tagline: "The references of the generated SDKs",
  favicon: "img/favicon.svg",
  url: "http://localhost:3000",
  baseUrl: "/",
  // Links between pages are relative to their addresses, which have no slash at the end.
  trailingSlash: false,
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  markdown: { hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  future: { v4: true, faster: true },
  presets: [
    [
      "classic",
      {
        docs: {
          path: docs,
          routeBasePath: "/",
          sidebarPath: "./sidebars.ts",
          breadcrumbs: true,
          async sidebarItemsGenerator({ defaultSidebarItemsGenerator, ...input }) {
            return labelled(await defaultSidebarItemsGenerator(input));
          },
        },
        blog: false,
        theme: { customCss: "./src/css/custom.css" },
      } satisfies Preset.Options,
    ],
  ],
  plugins: [["@docusaurus/plugin-client-redirects", { redirects }]],
  themes: [
    [
      "@easyops-cn/docusaurus-search-local",
      {
        hashed: true,
        indexBlog: false,
        indexPages: false,
        docsDir: docs,
        docsRouteBasePath: "/",
        highlightSearchTermsOnTargetPage: true,
      },
    ],
  ],
  themeConfig: {
    colorMode: { defaultMode: "light", respectPrefersColorScheme: true },
    navbar: {
      title: "isc-sdkgen",
      items: [
        { to: "/tools/sdk", label: "SDKs", position: "left" },
        { to: "/tools/sdk/powershell/getting-started", label: "PowerShell", position: "left" },
        { to: "/tools/sdk/typescript/getting-started", label: "TypeScript", position: "left" },
      ],
    },
    docs: { sidebar: { hideable: true, autoCollapseCategories: true } },
    prism: { theme: themes.github, darkTheme: themes.dracula, additionalLanguages: ["powershell"] },
  } satisfies Preset.ThemeConfig,
};

type SidebarItems = Awaited<
  ReturnType<
    Parameters<
      Extract<NonNullable<Preset.Options["docs"]>, object>["sidebarItemsGenerator"] & {}
    >[0]["defaultSidebarItemsGenerator"]
  >
>;

const LABELS: Readonly<Record<string, string>> = {
  powershell: "PowerShell",
  typescript: "TypeScript",
  methods: "Methods",
  models: "Models",
  events: "Events",
};

/** Folders have short names; readers see words. */
function labelled(items: SidebarItems): SidebarItems {
  return items.map((item) =>
    item.type === "category" ? { ...item, label: LABELS[item.label] ?? item.label, items: labelled(item.items) } : item,
  );
}

export default config;
