/** The style of the page. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1rem 4rem; }
header { position: sticky; top: 0; background: Canvas; padding: .5rem 0; border-bottom: 1px solid GrayText; }
h1 { font-size: 1.2rem; margin: .25rem 0; overflow-wrap: anywhere; }
.verdicts { display: flex; gap: 1.5rem; list-style: none; margin: 0; padding: 0; }
#filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: .5rem 0; }
article { border-left: .3rem solid GrayText; margin: 1rem 0; padding: .1rem 0 .1rem .8rem; }
article.breaking { border-color: #c62828; }
article.compatible { border-color: #2e7d32; }
h2 { font-size: 1rem; margin: .2rem 0; overflow-wrap: anywhere; }
h2 small { font-weight: normal; }
h3 { font-size: .9rem; margin: .4rem 0 0; }
p { margin: .2rem 0; overflow-wrap: anywhere; }
.class { font-size: .75rem; text-transform: uppercase; }
.place, .advice { opacity: .75; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
pre { margin: .2rem 0; padding: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid GrayText; }
pre.before { border-color: #c62828; }
pre.after { border-color: #2e7d32; }
[hidden] { display: none; }
`;

/**
 * Shows the changes that match the filters. The script reads the page and writes only the number of changes into it.
 */
export const PAGE_SCRIPT = `
"use strict";
const form = document.getElementById("filters");
const articles = [...document.querySelectorAll("article")].map((element) => ({
  element,
  facts: JSON.parse(element.dataset.facts),
  text: element.textContent.toLowerCase(),
}));
function show() {
  const wanted = Object.fromEntries(new FormData(form));
  let count = 0;
  for (const { element, facts, text } of articles) {
    const pairs = facts.classes.map((pair) => pair.split(" "));
    const fits =
      pairs.some(([target, value]) =>
        (wanted.target === "" || target === wanted.target) && (wanted.class === "" || value === wanted.class)) &&
      (wanted.version === "" || facts.version.includes(wanted.version)) &&
      (wanted.tag === "" || facts.tags.includes(wanted.tag)) &&
      (wanted.origin === "" || facts.origin.includes(wanted.origin)) &&
      text.includes(wanted.text.toLowerCase());
    element.hidden = !fits;
    for (const section of element.querySelectorAll("section"))
      section.hidden = wanted.target !== "" && section.dataset.target !== wanted.target;
    count += fits ? 1 : 0;
  }
  document.getElementById("count").textContent = count + " of " + articles.length;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
`;
