import { useLocation } from "@docusaurus/router";
import { peekPage } from "@page-source";
import DocItem from "@theme/DocItem";
import NotFoundContent from "@theme/NotFound/Content";
import React, { useMemo, type ComponentProps, type ReactNode } from "react";
import { HEAD_ID, TEXT_CLASS, type StoredPage } from "./stored-page";

type Content = ComponentProps<typeof DocItem>["content"];

/** Draws the page of the address in the layout of Docusaurus's docs. */
export default function ReferencePage(props: Omit<ComponentProps<typeof DocItem>, "content">): ReactNode {
  const { pathname } = useLocation();
  const page = useMemo(() => peekPage(pathname), [pathname]);
  const content = useMemo(() => (page === undefined ? undefined : createContent(page)), [page]);
  if (page === undefined || content === undefined) return <NotFoundContent />;
  // No text ends the script: JSON knows another form for the character that begins a tag.
  const head = JSON.stringify(page.head).replace(/</gu, "\\u003c");
  return (
    <>
      <DocItem {...props} content={content} />
      <script type="application/json" id={HEAD_ID} dangerouslySetInnerHTML={{ __html: head }} />
    </>
  );
}

/** The layout takes what an MDX module exports. */
function createContent({ html, head }: StoredPage): Content {
  const { toc, title: contentTitle, metadata } = head;
  const { frontMatter } = metadata;
  const text = (): ReactNode => <div className={TEXT_CLASS} dangerouslySetInnerHTML={{ __html: html }} />;
  return Object.assign(text, { toc, contentTitle, frontMatter, metadata, assets: {} }) as unknown as Content;
}
