import React, { type ReactNode } from "react";

/** Pages hold HTML: they need none of the components that Docusaurus gives to MDX, and load none. */
export default function MDXContent({ children }: { readonly children: ReactNode }): ReactNode {
  return <>{children}</>;
}
