import { useHistory } from "@docusaurus/router";
import React, { useEffect, type ReactNode } from "react";
import { install } from "../reading/behaviour";

/** Wraps the whole site: the listeners of the shaped pages live here. */
export default function Root({ children }: { readonly children: ReactNode }): ReactNode {
  const history = useHistory();
  useEffect(
    () =>
      install({
        go: (address) => {
          history.push(address);
        },
      }),
    [history],
  );
  useEffect(preferReading, []);
  return <>{children}</>;
}

interface Prefetcher {
  readonly prefetch: (path: string) => unknown;
}

/** Docusaurus loads the page of each link that comes into view; a sidebar of methods would load a megabyte. */
function preferReading(): void {
  const site = window as unknown as { docusaurus?: Prefetcher };
  if (site.docusaurus !== undefined) site.docusaurus = { ...site.docusaurus, prefetch: () => false };
}
