import { Call } from "./call.js";
import type { Core } from "./core.js";
import {
  type Operation,
  type OperationParts,
  readOperation,
} from "./operation.js";
import type { CallOptions } from "./options.js";
import { Pages, type PageOptions } from "./paging/pages.js";

/** The base class of every generated class. There is one class per tag, with one method per operation. */
export class Api {
  /** The core that sends the calls; see `createCore`. */
  readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /**
   * Makes the call of one operation. `operation` is its method, path and id in one string
   * (`"GET /v2024/roles/{id} getRole"`), and `parts` holds the rest of its descriptor. `T` is the type of the decoded
   * response, as the generated method declares it.
   */
  protected call<T>(
    args: object,
    options: CallOptions | undefined,
    operation: Operation | string,
    parts?: OperationParts,
  ): Call<T> {
    const { core } = this;
    return new Call(
      () => core.send<T>(readOperation(operation, parts), args, options),
      core.report,
    );
  }

  /** Makes the paged call of one operation. `T` is the type of an item, as the generated method declares it. */
  protected pages<T>(
    args: object,
    options: PageOptions | undefined,
    operation: Operation | string,
    parts?: OperationParts,
  ): Pages<T> {
    return new Pages(this.core, readOperation(operation, parts), args, options);
  }
}
