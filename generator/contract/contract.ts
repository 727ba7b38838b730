import type { ApiModel } from "../model/model.ts";
import type { RetryPolicy } from "../model/retry-policy.ts";
import type { PageIndex, Publication } from "./publication.ts";
import type { Surface } from "./surface-format.ts";

/**
 * What a run says of the public API: the model, and what each target made of it. Docs, `surface.json` and other tools
 * read this and no target's insides.
 */
export interface Contract {
  readonly model: ApiModel;
  /** In the order of the targets. */
  readonly publications: readonly Publication[];
  readonly pages: PageIndex;
  /** When the SDKs send a request again. */
  readonly retry: RetryPolicy;
  /** All of it without its prose. */
  readonly surface: Surface;
}

/** What a target published. Throws when it did not: that is a bug of the pipeline. */
export function publicationOf(contract: Pick<Contract, "publications">, target: string): Publication {
  const found = contract.publications.find((publication) => publication.target === target);
  if (found === undefined) throw new Error(`the target ${target} published nothing`);
  return found;
}

/** The name of the error that a status becomes in the words of a target. */
export function errorNameOf({ errors }: Publication, status: string): string {
  const found = errors.find(
    (entry) =>
      entry.status === status ||
      entry.status === "default" ||
      (entry.status.endsWith("XX") && entry.status.charAt(0) === status.charAt(0)),
  );
  return (found?.name ?? "").replace("{status}", /^\d{3}$/u.test(status) ? status : "…");
}
