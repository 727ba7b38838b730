import { HEAD_ID, plainAddress, TEXT_CLASS, type PageHead, type StoredPage } from "./stored-page";

const pages = new Map<string, StoredPage>();

/** @returns the page at an address, if it is loaded. */
export function peekPage(address: string): StoredPage | undefined {
  return pages.get(plainAddress(address));
}

/** Loads the page at an address: the first one from the document, each other one from its own HTML. */
export async function loadPage(address: string): Promise<void> {
  const wanted = plainAddress(address);
  if (pages.has(wanted)) return;
  const own = readPage(document);
  if (own !== undefined && plainAddress(own.head.metadata.permalink) === wanted) {
    pages.set(wanted, own);
    return;
  }
  const answer = await fetch(address);
  // A host answers with its page for addresses that lead nowhere, which holds no head.
  const page = readPage(new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (page !== undefined) pages.set(wanted, page);
}

function readPage(from: Document): StoredPage | undefined {
  const head = from.getElementById(HEAD_ID)?.textContent;
  const text = from.querySelector(`.${TEXT_CLASS}`);
  if (head === undefined || head === null || text === null) return undefined;
  return { html: text.innerHTML, head: JSON.parse(head) as PageHead };
}
