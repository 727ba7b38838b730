import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import contentDocs, {
  validateOptions,
  type LoadedContent,
  type Options,
  type PluginOptions,
} from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin, PluginConfig, RouteConfig } from "@docusaurus/types";
import { plainAddress, type StoredPage } from "../src/reading/stored-page";
import type { CompiledPage } from "./compile-page";
import { storedPage } from "./page-store";

export interface RoomPlugin {
  readonly options: Options;
  readonly compile: (file: string, text: string) => CompiledPage;
  /** Where compiled pages lie. */
  readonly pagesFolder: string;
}

/**
 * The docs plugin without its modules. It still reads front matter, makes sidebars and names the routes,
 * but each page is compiled here and laid in a folder: the server reads it there, and a browser in the page's own HTML.
 * So the bundler has the same work for ten pages as for ten thousand, and a reader loads each text once.
 */
export function createRoomPlugin({ options, compile, pagesFolder }: RoomPlugin): PluginConfig {
  const plugin = async (context: LoadContext, settings: unknown): Promise<Plugin<LoadedContent>> => {
    const docs = await contentDocs(context, settings as PluginOptions);
    return {
      ...docs,
      async contentLoaded({ content, actions }) {
        for (const metadata of content.loadedVersions.flatMap((version) => version.docs)) {
          const file = resolve(metadata.source.replace(/^@site/u, "."));
          const { html, toc, title } = compile(file, readFileSync(file, "utf8"));
          const page: StoredPage = { html, head: { toc, title, metadata } };
          writeFileSync(storedPage(pagesFolder, plainAddress(metadata.permalink)), JSON.stringify(page));
        }
        await docs.contentLoaded?.({
          content,
          actions: {
            ...actions,
            // It would be the metadata of a page, which is stored above.
            createData: (name) => Promise.resolve(name),
            addRoute: (route) => {
              actions.addRoute(withoutContent(route));
            },
            setGlobalData: (data) => {
              actions.setGlobalData(withoutDocs(data as GlobalData));
            },
          },
        });
      },
    };
  };
  return [Object.assign(plugin, { validateOptions }), options] as unknown as PluginConfig;
}

/** A page's route has no module; `slim-routes.mjs` finds it by its mark. */
function withoutContent({ modules, ...route }: RouteConfig): RouteConfig {
  if (modules?.["content"] !== undefined) return { ...route, isPage: true };
  return route.routes === undefined ? route : { ...route, routes: route.routes.map(withoutContent) };
}

interface GlobalData {
  readonly versions: readonly { readonly docs: readonly unknown[] }[];
}

/** Each page of the site would load the list of all pages, for kinds of links that the site does not have. */
function withoutDocs(data: GlobalData): GlobalData {
  return { ...data, versions: data.versions.map((version) => ({ ...version, docs: [] })) };
}
