import type { Contract } from "./contract/contract.ts";
import { buildSurface } from "./contract/surface.ts";
import type { PageIndex } from "./contract/publication.ts";
import { RETRY_POLICY } from "./model/retry-policy.ts";
import { TARGETS } from "./targets/registry.ts";
import type { PublishInput, Target } from "./targets/target.ts";

const NO_PAGES: PageIndex = { operation: () => undefined, model: () => undefined, event: () => undefined };

/**
 * The contract: what each target made of the model. All targets publish in every run, so that `surface.json` does not
 * depend on which of them write files. `targets` are those that do.
 */
export async function publishContract(input: PublishInput, targets: readonly Target[]): Promise<Contract> {
  const isRun = ({ name }: Target): boolean => targets.some((target) => target.name === name);
  const publications = [];
  let pages = NO_PAGES;
  for (const target of [...TARGETS.filter((target) => !isRun(target)), ...targets]) {
    if (target.publish !== undefined) publications.push(await target.publish(input));
    if (target.pages !== undefined) pages = await target.pages(input);
  }
  const contract = { model: input.model, publications, pages, retry: RETRY_POLICY };
  return { ...contract, surface: buildSurface(contract) };
}
