/** The severity of a change for the users of a package. */
export const CHANGE_CLASSES = ["breaking", "compatible", "docs"] as const;

/** `breaking`: programs must change. `compatible`: programs still work. `docs`: only the documentation changes. */
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** The direction in which data travels at the place that changed. */
export type Direction = "request" | "response";
