import { useDoc } from "@docusaurus/plugin-content-docs/client";
import OriginalContent from "@theme-original/DocItem/Content";
import React, { type ComponentProps, type ReactNode } from "react";
import PageSwitch, { type PageAlternates } from "../../../reading/PageSwitch";

/** Puts the switch of languages and versions above each page, and below it what the page was made from. */
export default function DocItemContent(props: ComponentProps<typeof OriginalContent>): ReactNode {
  const { frontMatter } = useDoc();
  const { alternates, made_from: madeFrom } = frontMatter as { alternates?: PageAlternates; made_from?: string };
  return (
    <>
      {alternates === undefined ? null : <PageSwitch alternates={alternates} />}
      <OriginalContent {...props} />
      {madeFrom === undefined || madeFrom === "" ? null : (
        <p className="made-from">Made from the spec of {madeFrom}.</p>
      )}
    </>
  );
}
