import { pretty, type Literal } from "../../emit/typescript/literal.ts";
import { callCode, dataCallCode } from "../../emit/typescript/code.ts";
import type { Int64Type } from "../../config/config.ts";
import type { ApiVersion, TypeUse } from "../../model/model.ts";
import { indexDeclarations } from "../../model/uses.ts";
import { declarationNames, type VersionNames } from "../../names/table.ts";
import { integerBook } from "./integer-places.ts";
import type { ModuleBuilder } from "./module.ts";

/** The JSON codecs of a version that keep all digits of integers. */
export interface VersionIntegers {
  /**
   * Imports the codec for values of the given types into a module. Returns undefined if `JSON` is exact for them.
   * `around` wraps the places in those of the surrounding value.
   */
  readonly codecOf: (
    module: ModuleBuilder,
    uses: readonly TypeUse[],
    around?: (places: Literal) => Literal,
  ) => Literal | undefined;
  /** The module that creates the codecs. */
  readonly path: string;
  /** Whether any module uses a codec. */
  readonly isUsed: () => boolean;
  /** Prints the module of the codecs, after all other modules. */
  readonly fill: (module: ModuleBuilder) => void;
}

const NAME = "integersAt";

/** The codecs of a version. Their module has its own folder, because the module of a tag can have any name. */
export function versionIntegers(version: ApiVersion, names: VersionNames, int64: Int64Type): VersionIntegers {
  const book = integerBook({
    declarations: indexDeclarations(version),
    int64,
    nameOf: (id) => declarationNames(names, id).typescript.name,
  });
  const path = `${names.typescript.module}/json/integers`;
  let isUsed = false;
  return {
    path,
    isUsed: () => isUsed,
    codecOf: (module, uses, around = (places) => places) => {
      const places = book.placesOf(uses);
      if (places === undefined) return undefined;
      isUsed = true;
      return { kind: "call", callee: module.use(path, NAME, "value"), argument: around(places) };
    },
    fill: (module) => {
      const entries = book.named();
      const callee = module.runtime("integerCodecs");
      const data = pretty({ kind: "object", entries }, { indent: "", used: 0, isOpen: true });
      module.statements.push({
        kind: "VariableStatement",
        declarationKind: "const",
        isExported: true,
        docs: ["The codecs of JSON in which integers are read and written digit by digit."],
        declarations: [
          {
            name: NAME,
            initializer:
              entries.length === 0 ? callCode({ callee, parts: [], isPure: true }) : dataCallCode(callee, data),
          },
        ],
      });
    },
  };
}
