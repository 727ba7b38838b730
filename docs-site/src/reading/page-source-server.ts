import { existsSync, readFileSync } from "node:fs";
import { storedPage } from "../../plugins/page-store";
import { plainAddress, type StoredPage } from "./stored-page";

/** Set by `plugins/bundler-plugin.ts`. */
declare const PAGES_FOLDER: string;

/** @returns the page at an address, if there is one. */
export function peekPage(address: string): StoredPage | undefined {
  const file = storedPage(PAGES_FOLDER, plainAddress(address));
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StoredPage) : undefined;
}

/** A server reads a page when it draws it. */
export function loadPage(_address: string): Promise<void> {
  return Promise.resolve();
}
