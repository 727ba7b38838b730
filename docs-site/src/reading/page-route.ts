import { loadPage } from "@page-source";
import type { ComponentType } from "react";

type Loadable = ComponentType & { readonly preload?: () => Promise<unknown> };

/**
 * The route of all pages of a room. Docusaurus calls `preload` before it shows a route,
 * and the address of the browser is then that of the page to show.
 */
export function createPageRoute(component: Loadable): Loadable {
  const preload = component.preload?.bind(component);
  return Object.assign(component, {
    preload: async () => {
      const page = typeof window === "undefined" ? undefined : loadPage(window.location.pathname);
      await Promise.all([preload?.(), page]);
    },
  });
}
