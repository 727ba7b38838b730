import Link from "@docusaurus/Link";
import { useHistory } from "@docusaurus/router";
import { useBaseUrlUtils } from "@docusaurus/useBaseUrl";
import React, { type MouseEvent, type ReactNode } from "react";
import type { NamesPart } from "../search/record";
import { remember, type Choice } from "./memory";

interface Alternate {
  readonly label: string;
  readonly to: string;
  readonly room: string;
  readonly isCurrent: boolean;
}

export interface PageAlternates {
  readonly languages: readonly Alternate[];
  readonly versions: readonly Alternate[];
}

/** Leads to the same page in the other language or version, and to the same operation where a hash names one. */
export default function PageSwitch({ alternates }: { readonly alternates: PageAlternates }): ReactNode {
  if (alternates.languages.length + alternates.versions.length === 0) return null;
  return (
    <div className="page-switch">
      <Row choice="language" label="Language" items={alternates.languages} />
      <Row choice="version" label="Version" items={alternates.versions} />
    </div>
  );
}

interface RowProps {
  readonly choice: Choice;
  readonly label: string;
  readonly items: readonly Alternate[];
}

function Row({ choice, label, items }: RowProps): ReactNode {
  const history = useHistory();
  const { withBaseUrl } = useBaseUrlUtils();
  if (items.length === 0) return null;
  return (
    <nav aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.room}>
            <Link
              to={item.to}
              aria-current={item.isCurrent ? "page" : undefined}
              onClick={(event) => choose(event, item)}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );

  function choose(event: MouseEvent, item: Alternate): void {
    remember(choice, choice === "language" ? item.label.toLowerCase() : item.label);
    const hash = window.location.hash;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (hash === "" || item.isCurrent || !isPlain) return;
    event.preventDefault();
    void findOperation(withBaseUrl(`/search/${item.room}.names.json`), hash).then((found) => {
      history.push(withBaseUrl(found ?? item.to));
    });
  }
}

/** An operation may stand on another page in another version: the index of names knows where. */
async function findOperation(address: string, hash: string): Promise<string | undefined> {
  const part = await fetch(address).then(
    (answer) => (answer.ok ? (answer.json() as Promise<NamesPart>) : undefined),
    () => undefined,
  );
  const places = part?.records.filter(({ to }) => hash === `#${to.split("#")[1] ?? ""}`).map(({ to }) => to) ?? [];
  const page = window.location.pathname.split("/").at(-1) ?? "";
  return places.find((to) => to.includes(`/${page}#`)) ?? places[0];
}
