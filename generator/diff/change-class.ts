/** How grave a change is to the people who use a package. */
export const CHANGE_CLASSES = ["breaking", "compatible", "docs"] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** Which way data travels at the place that changed. */
export type Direction = "request" | "response";
