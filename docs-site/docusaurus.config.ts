import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Options as DocsOptions } from "@docusaurus/plugin-content-docs";
import type * as Preset from "@docusaurus/preset-classic";
import type { Config } from "@docusaurus/types";
import { themes } from "prism-react-renderer";
import { findAlternates } from "./plugins/alternates";
import { createPageCompiler } from "./plugins/compile-page";
import { readFirstSteps } from "./plugins/first-steps";
import { createMadeFrom } from "./plugins/made-from";
import { groupByTag, type ModelGroups } from "./plugins/model-tags";
import { createRoomPlugin } from "./plugins/room-plugin";
import { createSidebar } from "./plugins/sidebar";
import { stageRooms } from "./plugins/stage";
import { languageLabel, readTree, type Page, type Room } from "./plugins/tree";

/** The pages to show: those of the embedded specs, or the `docs` folder of another run. */
const docs = resolve(process.env["DOCS_DIR"] ?? "../generated/docs");
const baseUrl = process.env["BASE_URL"] ?? "/";
const tree = readTree(docs);
const { folderOf, pageOf } = stageRooms(tree, resolve(".staged"));
const madeFrom = createMadeFrom(tree);
const pagesFolder = resolve(".docusaurus/reference-pages");

const groupsOfRooms = new Map<string, ModelGroups>();
function groups(roomId: string): ModelGroups {
  const known = groupsOfRooms.get(roomId);
  if (known !== undefined) return known;
  const room = tree.rooms.find(({ id }) => id === roomId);
  const made = room === undefined ? [] : groupByTag(tree, room);
  groupsOfRooms.set(roomId, made);
  return made;
}

const compile = createPageCompiler({ tree, pageOf, baseUrl, groups });

/** A docs plugin loads its whole list of pages with each page: every room is one of its own, so that no page loads all. */
function roomOptions(room: Room): DocsOptions {
  return {
    id: room.id === "start" ? "default" : room.id,
    path: folderOf(room),
    routeBasePath: room.base,
    sidebarPath: "./sidebars.ts",
    async sidebarItemsGenerator({ docs: read }) {
      return createSidebar({
        tree,
        room,
        groups: groups(room.id),
        docs: read.map(({ id, source }) => ({ id, path: treePath(source) })),
      }) as never;
    },
    docItemComponent: "@site/src/reading/ReferencePage.tsx",
  };
}

/** The path in the tree of a file that Docusaurus names relative to the site's own folder. */
function treePath(source: string): string {
  const page = pageOf(resolve(source.replace(/^@site/u, ".")));
  if (page === undefined) throw new Error(`${source} is no page of ${docs}`);
  return page.path;
}

/** What the site adds to a page's front matter; its tags would be two more pages for each page. */
function siteFrontMatter(page: Page, frontMatter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { tags: _tags, keywords, ...rest } = frontMatter;
  return {
    ...rest,
    keywords,
    slug: page.slug === page.room.base ? "/" : page.slug.slice(page.room.base.length),
    ...(page.kind === "method" ? { toc_max_heading_level: 2 } : {}),
    alternates: findAlternates(tree, page),
    made_from: madeFrom(page.room, frontMatter),
    room: page.room.id,
    language: page.room.language,
  };
}

const [start, ...rooms] = [...tree.rooms].sort((a, b) => a.folder.length - b.folder.length);
if (start === undefined) throw new Error(`${docs} has no pages`);
const redirectsFile = join(docs, "redirects.json");
const redirects = existsSync(redirectsFile)
  ? (JSON.parse(readFileSync(redirectsFile, "utf8")) as { readonly from: string; readonly to: string }[])
  : [];
const languages = tree.rooms.filter((room) => room.language !== undefined && room.version === undefined);

const config: Config = {
  title: "isc-sdkgen",
  tagline: "Typed clients for SailPoint Identity Security Cloud, and their reference",
  favicon: "img/favicon.svg",
  url: process.env["SITE_URL"] ?? "http://localhost:3000",
  baseUrl,
  // Links between pages are relative to their addresses, which have no slash at the end.
  trailingSlash: false,
  onBrokenLinks: "throw",
  // Docusaurus sees only the anchors that React draws; `check-links.mjs` checks all links and anchors of the built pages.
  onBrokenAnchors: "ignore",
  onDuplicateRoutes: "throw",
  markdown: {
    hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" },
    async parseFrontMatter(params) {
      const result = await params.defaultParseFrontMatter(params);
      const page = pageOf(params.filePath);
      return page === undefined ? result : { ...result, frontMatter: siteFrontMatter(page, result.frontMatter) };
    },
  },
  future: {
    v4: {
      removeLegacyPostBuildHeadAttribute: true,
      // The layers are written as selectors that our own styles could not overrule.
      useCssCascadeLayers: false,
      // The switch of languages shares its memory with the tabs.
      siteStorageNamespacing: false,
      fasterByDefault: true,
      mdx1CompatDisabledByDefault: true,
    },
    faster: {
      swcJsLoader: true,
      swcJsMinimizer: true,
      swcHtmlMinimizer: true,
      lightningCssMinimizer: true,
      mdxCrossCompilerCache: true,
      rspackBundler: true,
      ssgWorkerThreads: true,
      // A cache of some thousand pages costs memory and time, and a build of other pages has no use for it.
      rspackPersistentCache: false,
      // No page shows when or by whom it was changed.
      gitEagerVcs: false,
    },
  },
  presets: [
    [
      "classic",
      {
        docs: false,
        blog: false,
        sitemap: false,
        theme: { customCss: "./src/css/custom.css" },
      } satisfies Preset.Options,
    ],
  ],
  plugins: [
    ["./plugins/bundler-plugin.ts", { pagesFolder }],
    ...[start, ...rooms].map((room) => createRoomPlugin({ options: roomOptions(room), compile, pagesFolder })),
    ["@docusaurus/plugin-client-redirects", { redirects }],
    ["./plugins/search-plugin.ts", { tree }],
  ],
  clientModules: ["./src/reading/client.ts"],
  customFields: {
    rooms: tree.rooms.map(({ id, language, version, base }) => ({ id, language, version, base })),
    firstSteps: readFirstSteps(tree),
    languages: Object.fromEntries(languages.map(({ language = "" }) => [language, languageLabel(language)])),
  },
  themeConfig: {
    colorMode: { defaultMode: "light", respectPrefersColorScheme: true },
    navbar: {
      title: "isc-sdkgen",
      items: [
        { to: start.base, label: "All references", position: "left" },
        ...languages.map((room) => ({
          to: firstGuide(room),
          label: languageLabel(room.language ?? ""),
          position: "left" as const,
          activeBaseRegex: `^${baseUrl.replace(/\/$/u, "")}${room.base}(/|$)`,
        })),
        { type: "search", position: "right" },
      ],
    },
    docs: { sidebar: { hideable: true, autoCollapseCategories: true } },
    prism: { theme: themes.github, darkTheme: themes.dracula, additionalLanguages: ["powershell", "bash"] },
  } satisfies Preset.ThemeConfig,
};

function firstGuide(room: Room): string {
  const guides = [...tree.pages.values()].filter((page) => page.room === room);
  return (guides.find((page) => page.slug.endsWith("/getting-started")) ?? guides[0])?.slug ?? room.base;
}

export default config;
