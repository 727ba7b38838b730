import type { Api } from "./api.js";
import type { Core } from "./core.js";

/** The base of a generated version client: one property per tag, each class made when it is first asked for. */
export class ApiGroup {
  /** The core that sends the calls; see `createCore`. */
  readonly core: Core;

  readonly #apis = new Map<unknown, Api>();

  constructor(core: Core) {
    this.core = core;
  }

  /** The one instance of a class in this group. */
  protected api<Type extends Api>(type: new (core: Core) => Type): Type {
    const known = this.#apis.get(type) as Type | undefined;
    const api = known ?? new type(this.core);
    this.#apis.set(type, api);
    return api;
  }
}
