import { existsSync, readFileSync } from "node:fs";
import { storedPage } from "../../plugins/page-store";
import { plainAddress, type StoredPage } from "./stored-page";

/** Set by `plugins/bundler-plugin.ts`. */
declare const PAGES_FOLDER: string;

/** @returns the page at an address. */
export function peekPage(address: string): StoredPage | undefined {
  const file = storedPage(PAGES_FOLDER, plainAddress(address));
  // Only pages are drawn: one that is not there would be built as a lost page.
  if (!existsSync(file)) throw new Error(`${address}: no page was compiled for this address`);
  return JSON.parse(readFileSync(file, "utf8")) as StoredPage;
}

/** A server reads a page when it draws it. */
export function loadPage(_address: string): Promise<void> {
  return Promise.resolve();
}
