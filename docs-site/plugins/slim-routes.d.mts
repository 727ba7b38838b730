/** A route of Docusaurus, with the key of its chunks in place of its component. */
interface Route {
  readonly path: string;
  readonly component: { readonly key: readonly string[] };
  readonly routes?: readonly Route[];
  readonly [attribute: string]: unknown;
}

export function readRoutes(text: string): Route[];
export function mergeRooms(routes: readonly Route[]): Route[];
