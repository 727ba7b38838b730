import Link from "@docusaurus/Link";
import { useLocation } from "@docusaurus/router";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import Heading from "@theme/Heading";
import React, { useEffect, useState, type ReactNode } from "react";
import type { SearchHit } from "../../../search/engine";
import { loadSearch } from "../../../search/load";
import type { SearchRoom } from "../../../search/record";
import { OPEN_SEARCH } from "../../SearchBar";

/** Parts of an address that say nothing about what a reader looks for. */
const FRAME = new Set(["tools", "sdk", "docs", "methods", "models", "events"]);

/** Looks up what the lost address names, and shows the ways back. */
export default function NotFoundContent({ className }: { readonly className?: string }): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const { pathname, hash } = useLocation();
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  const words = wordsOfAddress(pathname + hash);
  const rooms = siteConfig.customFields?.["rooms"] as readonly SearchRoom[];
  useEffect(
    () =>
      loadSearch({
        baseUrl: siteConfig.baseUrl,
        rooms,
        onPart: (engine) => {
          setHits(engine.search(words).slice(0, 5));
        },
      }),
    [rooms, siteConfig.baseUrl, words],
  );
  const labels = siteConfig.customFields?.["languages"] as Readonly<Record<string, string>>;
  return (
    <main className={className ?? "container margin-vert--xl"}>
      <Heading as="h1">This page does not exist</Heading>
      <p>The address may be misspelled, or the page has another name in this version.</p>
      {hits.length === 0 ? null : (
        <>
          <Heading as="h2">Pages with a similar name</Heading>
          <ul>
            {hits.map(({ record, room }) => (
              <li key={`${room.id} ${record.to}`}>
                <Link to={record.to}>{record.name}</Link>{" "}
                {[room.language === undefined ? "" : labels[room.language], room.version].filter(Boolean).join(" ")}
              </li>
            ))}
          </ul>
        </>
      )}
      <Heading as="h2">Ways back</Heading>
      <ul>
        <li>
          <button
            type="button"
            className="button button--secondary button--sm"
            onClick={() => document.dispatchEvent(new CustomEvent(OPEN_SEARCH, { detail: words }))}
          >
            Search the references
          </button>
        </li>
        <li>
          <Link to="/">Start page</Link>
        </li>
      </ul>
    </main>
  );
}

/** The language and version stay: the search knows them as places. */
function wordsOfAddress(address: string): string {
  return address
    .split(/[/#]/u)
    .filter((part) => part !== "" && !FRAME.has(part))
    .map((part) =>
      decodeURIComponent(part)
        .replace(/\.(?:md|html)$/u, "")
        .replaceAll("-", " "),
    )
    .join(" ");
}
