import type { Element } from "hast";
import Prism from "prismjs";
import loadLanguages from "prismjs/components/index.js";
import { h, isElement, textOf } from "./hast";

const LANGUAGES = ["typescript", "javascript", "powershell", "bash", "json", "http", "yaml", "diff"];
loadLanguages(LANGUAGES);

const NAMES: Readonly<Record<string, string>> = {
  ts: "TypeScript",
  typescript: "TypeScript",
  js: "JavaScript",
  powershell: "PowerShell",
  sh: "Shell",
  bash: "Shell",
  json: "JSON",
  http: "HTTP",
  yaml: "YAML",
};

/** Colours a code block while the site is built: the page needs no highlighter, and a server renders it once. */
export function highlightCode(pre: Element): Element {
  const code = pre.children.find((child): child is Element => isElement(child, "code"));
  if (code === undefined) return pre;
  const classes = Array.isArray(code.properties["className"]) ? code.properties["className"].map(String) : [];
  const language = classes.find((name) => name.startsWith("language-"))?.slice("language-".length) ?? "";
  const text = textOf(code).replace(/\n$/u, "");
  const grammar = Prism.languages[language === "sh" ? "bash" : language];
  const name = NAMES[language] ?? language;
  return h(
    "figure",
    { className: ["code"] },
    h(
      "figcaption",
      {},
      h("span", {}, name),
      h("button", { type: "button", className: ["copy"], dataCopy: "" }, "Copy"),
    ),
    h(
      "pre",
      // A block that scrolls must be reachable by keyboard.
      { tabIndex: 0, role: "region", ariaLabel: name === "" ? "Code" : `${name} code` },
      h("code", {}, grammar === undefined ? text : raw(Prism.highlight(text, grammar, language))),
    ),
  );
}

function raw(value: string): Element["children"][number] {
  return { type: "raw", value } as unknown as Element["children"][number];
}
