import Link from "@docusaurus/Link";
import { useLocation } from "@docusaurus/router";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import React, { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { recall } from "../../reading/memory";
import type { SearchEngine } from "../../search/engine";
import { loadSearch } from "../../search/load";
import type { SearchRoom } from "../../search/record";
import styles from "./styles.module.css";

/** A site's room as the config hands it on; `base` is where its pages lie. */
interface SiteRoom extends SearchRoom {
  readonly base: string;
}

const KIND_LABELS = {
  method: "Method",
  model: "Model",
  event: "Event",
  guide: "Guide",
  migration: "Migration",
} as const;
/** Any part of the site may ask for the search with an event of this name; its detail is what to search for. */
export const OPEN_SEARCH = "reference:open-search";

export default function SearchBar(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const { pathname } = useLocation();
  const rooms = siteConfig.customFields?.["rooms"] as readonly SiteRoom[];
  const labels = siteConfig.customFields?.["languages"] as Readonly<Record<string, string>>;
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [engine, setEngine] = useState<{ readonly engine: SearchEngine; readonly parts: number }>();

  const open = useCallback((text?: string) => {
    setOpen(true);
    if (text !== undefined) setQuery(text);
    dialog.current?.showModal();
    input.current?.select();
  }, []);
  const close = useCallback(() => {
    dialog.current?.close();
  }, []);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/u.test(event.target.tagName);
      const isShortcut = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping);
      if (!isShortcut) return;
      event.preventDefault();
      open();
    };
    const onAsk = (event: Event): void => {
      open(event instanceof CustomEvent && typeof event.detail === "string" ? event.detail : undefined);
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener(OPEN_SEARCH, onAsk);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener(OPEN_SEARCH, onAsk);
    };
  }, [open]);

  useEffect(() => {
    if (!isOpen) return undefined;
    return loadSearch({
      baseUrl: siteConfig.baseUrl,
      rooms,
      onPart: (loaded) => {
        setEngine((before) => ({ engine: loaded, parts: (before?.parts ?? 0) + 1 }));
      },
    });
  }, [isOpen, rooms, siteConfig.baseUrl]);

  // An address that a result led to closes the dialog.
  useEffect(close, [pathname, close]);

  const hits = useMemo(() => {
    if (engine === undefined || !isOpen) return [];
    const here = rooms.filter(({ base }) => pathname.includes(base)).sort((a, b) => b.base.length - a.base.length)[0];
    const language = here?.language ?? recall("language");
    const version = here?.version ?? recall("version");
    return engine.engine.search(query, {
      ...(language === undefined ? {} : { language }),
      ...(version === undefined ? {} : { version }),
    });
  }, [engine, isOpen, query, rooms, pathname]);

  const status = describe({ isReady: engine !== undefined, query, count: hits.length });

  return (
    <>
      <button type="button" className={styles.open} onClick={() => open()} aria-keyshortcuts="Control+K /">
        <span>Search</span>
        <kbd>Ctrl K</kbd>
      </button>
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-label="Search"
        onClick={closeOnBackdrop}
        onKeyDown={moveFocus}
      >
        <div className={styles.box}>
          <form
            role="search"
            onSubmit={(event) => {
              event.preventDefault();
              dialog.current?.querySelector<HTMLAnchorElement>("a[data-hit]")?.click();
            }}
          >
            <label htmlFor="reference-search">Search methods, cmdlets, models, properties, errors and guides</label>
            <div className={styles.line}>
              <input
                id="reference-search"
                ref={input}
                type="search"
                autoComplete="off"
                spellCheck={false}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
              <button type="button" onClick={close}>
                Close
              </button>
            </div>
          </form>
          <p role="status" className={styles.status}>
            {status}
          </p>
          <ul className={styles.hits} data-search-parts={engine?.parts ?? 0}>
            {hits.map(({ record, room }) => (
              <li key={`${room.id} ${record.to}`}>
                <Link to={record.to} onClick={close} data-hit="" data-noBrokenLinkCheck>
                  <span className={styles.name}>{record.name}</span>
                  <span className={styles.where}>
                    {[
                      KIND_LABELS[record.kind],
                      room.language === undefined ? "" : labels[room.language],
                      room.version,
                      record.page,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                  {record.request === undefined ? null : <code>{record.request}</code>}
                  {record.summary === undefined ? null : <span className={styles.summary}>{record.summary}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </dialog>
    </>
  );

  function closeOnBackdrop(event: React.MouseEvent<HTMLDialogElement>): void {
    if (event.target === dialog.current) close();
  }

  function moveFocus(event: KeyboardEvent<HTMLDialogElement>): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const places = [input.current, ...(dialog.current?.querySelectorAll<HTMLElement>("a[data-hit]") ?? [])];
    const now = places.indexOf(document.activeElement as HTMLElement);
    const next = places[now + (event.key === "ArrowDown" ? 1 : -1)];
    if (now === -1 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

interface SearchState {
  readonly isReady: boolean;
  readonly query: string;
  readonly count: number;
}

function describe({ isReady, query, count }: SearchState): string {
  if (query.trim() === "") return "Type a name, a path, a property, an error code or words.";
  if (!isReady) return "Loading the index…";
  if (count === 0) return "Nothing was found. Try fewer words, or the beginning of a name.";
  return `${String(count)} ${count === 1 ? "result" : "results"}. Arrow keys move, Enter opens.`;
}
