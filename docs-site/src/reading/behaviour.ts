/** What the shaped pages do when a reader acts. The pages are plain HTML; one set of listeners serves them all. */

interface Behaviour {
  /** Goes to an address of the site without loading a document. */
  readonly go: (address: string) => void;
}

/** @returns a function that takes the listeners off again. */
export function install({ go }: Behaviour): () => void {
  const off = new AbortController();
  const { signal } = off;
  document.addEventListener("click", (event) => onClick(event, go), { signal });
  // The events of `details` do not bubble, but they can be caught on their way down.
  document.addEventListener("toggle", (event) => onToggle(event.target), { signal, capture: true });
  document.addEventListener("input", (event) => onInput(event.target), { signal });
  window.addEventListener("beforeprint", openForPrint, { signal });
  window.addEventListener("afterprint", closeAfterPrint, { signal });
  return () => {
    off.abort();
  };
}

/** Opens the folded sections around the place that a hash names, and brings it into view. */
export function openTarget(hash: string): void {
  const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (target === null) return;
  let isOpened = false;
  for (let place = target.closest("details"); place !== null; place = place.parentElement?.closest("details") ?? null) {
    isOpened ||= !place.open;
    place.open = true;
  }
  if (isOpened || !target.matches("h1, h2, h3, h4")) target.scrollIntoView();
}

function onClick(event: MouseEvent, go: (address: string) => void): void {
  const target = event.target instanceof Element ? event.target : null;
  const copy = target?.closest<HTMLElement>("[data-copy]");
  if (copy) return void copyCode(copy);
  const fold = target?.closest<HTMLElement>("[data-fold]");
  if (fold) {
    for (const section of document.querySelectorAll<HTMLDetailsElement>("details.operation"))
      section.open = fold.dataset["fold"] === "open";
    return;
  }
  const link = target?.closest<HTMLAnchorElement>(".static a[href]");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin || link.target !== "") return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
  if (link.pathname === location.pathname) openTarget(link.hash);
}

async function copyCode(button: HTMLElement): Promise<void> {
  const code = button.closest("figure")?.querySelector("code")?.textContent ?? "";
  const isCopied = await navigator.clipboard.writeText(code).then(
    () => true,
    () => false,
  );
  button.textContent = isCopied ? "Copied" : "Copy failed";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}

function onToggle(target: EventTarget | null): void {
  if (!(target instanceof HTMLDetailsElement) || !target.open) return;
  const address = target.dataset["tree"];
  if (address === undefined || target.dataset["loaded"] !== undefined) return;
  target.dataset["loaded"] = "";
  void fillTree(target, address);
}

/** Shows the properties of a model out of that model's own page. Trees inside open in the same way. */
async function fillTree(tree: HTMLDetailsElement, address: string): Promise<void> {
  const text = await fetch(address).then(
    (answer) => (answer.ok ? answer.text() : ""),
    () => "",
  );
  const page = new DOMParser().parseFromString(text, "text/html");
  const sections = [...page.querySelectorAll("[data-tree-section]")];
  if (sections.length === 0) {
    // The link to the model's page stays; the next try may find the network again.
    delete tree.dataset["loaded"];
    return;
  }
  const box = document.createElement("div");
  box.className = "tree-body";
  box.append(...sections.map((section) => document.importNode(section, true)));
  // The place has these anchors already, or will have them a level deeper.
  for (const element of box.querySelectorAll("[id]")) element.removeAttribute("id");
  tree.append(box);
}

function onInput(target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement) || target.dataset["filter"] === undefined) return;
  const words = target.value.toLowerCase().split(/\s+/u).filter(Boolean);
  let shown = 0;
  for (const group of document.querySelectorAll<HTMLDetailsElement>("details.model-group")) {
    const tag = group.querySelector("h2")?.textContent.toLowerCase() ?? "";
    let inGroup = 0;
    for (const item of group.querySelectorAll<HTMLElement>("li")) {
      const text = `${tag} ${item.textContent.toLowerCase()}`;
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) inGroup += 1;
    }
    group.hidden = inGroup === 0;
    shown += inGroup;
  }
  const status = document.querySelector("[data-filter-status]");
  if (status) status.textContent = words.length === 0 ? "" : `${String(shown)} models`;
}

/** Paper has no folds. */
function openForPrint(): void {
  for (const section of document.querySelectorAll<HTMLDetailsElement>("details:not([open]):not([data-tree])")) {
    section.dataset["printed"] = "";
    section.open = true;
  }
}

function closeAfterPrint(): void {
  for (const section of document.querySelectorAll<HTMLDetailsElement>("details[data-printed]")) {
    delete section.dataset["printed"];
    section.open = false;
  }
}
