import { openTarget } from "./behaviour";

interface RouteUpdate {
  readonly location: { readonly hash: string };
}

/** Docusaurus calls this when the page of a new address has been drawn, and for each new hash. */
export function onRouteDidUpdate({ location }: RouteUpdate): void {
  requestAnimationFrame(() => {
    openTarget(location.hash);
  });
}
