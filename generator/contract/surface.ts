import type { ApiVersion, Declaration, EventHook, Operation } from "../model/model.ts";
import type { Contract } from "./contract.ts";
import { eventFacts, modelFacts } from "./model-facts.ts";
import { operationFacts } from "./operation-facts.ts";
import { eventProse, modelProse, operationProse, proseHash, versionProse } from "./prose.ts";
import {
  published,
  publishedVersion,
  type AliasPublication,
  type FormerCallsPublication,
  type ModelPublication,
  type OperationPublication,
  type PagePublication,
  type Publication,
} from "./publication.ts";
import {
  SURFACE_FORMAT,
  type Surface,
  type SurfaceCall,
  type SurfaceEvent,
  type SurfaceEventNames,
  type SurfaceModel,
  type SurfaceModelNames,
  type SurfaceOmission,
  type SurfaceOperation,
  type SurfacePage,
  type SurfaceVersion,
} from "./surface-format.ts";
import { sortBy } from "./surface-type.ts";

type Publications = Omit<Contract, "surface">;

/** Builds the surface: the contract without descriptions. */
export function buildSurface(contract: Publications): Surface {
  const versions = sortBy(contract.model.versions, ({ label }) => label);
  const all = <Item>(make: (version: ApiVersion) => readonly Item[]): readonly Item[] => versions.flatMap(make);
  return {
    format: SURFACE_FORMAT,
    targets: byTarget(contract, ({ errors }) => ({ errors })),
    versions: versions.map((version) => versionEntry(contract, version)),
    operations: all((version) =>
      sortBy(version.operations, ({ key }) => key).map((operation) => operationEntry(contract, version, operation)),
    ),
    models: all((version) =>
      sortBy(version.declarations, ({ id }) => id).map((declaration) => modelEntry(contract, version, declaration)),
    ),
    events: all((version) =>
      sortBy(version.events, ({ wire }) => wire).map((event) => eventEntry(contract, version, event)),
    ),
    omitted: all(omissionsOf),
  };
}

function byTarget<Value>(
  { publications }: Publications,
  make: (publication: Publication) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    sortBy(publications, ({ target }) => target).map((publication) => [publication.target, make(publication)]),
  );
}

function versionEntry(contract: Publications, version: ApiVersion): SurfaceVersion {
  return {
    version: version.label,
    serverUrl: version.serverUrl,
    basePath: version.basePath,
    targets: byTarget(contract, (publication) => {
      const { module, typescript, powershell } = publishedVersion(publication, version.label);
      return { module, ...typescript, ...powershell };
    }),
    docs: proseHash(versionProse(version)),
  };
}

function operationEntry(contract: Publications, version: ApiVersion, operation: Operation): SurfaceOperation {
  const { label } = version;
  return {
    version: label,
    ...operationFacts(version, operation),
    targets: byTarget(contract, (publication) =>
      callEntry(
        published(publishedVersion(publication, label).operations.get(operation.key), `operation ${operation.key}`),
        contract.pages.operation(publication.target, label, operation.key),
      ),
    ),
    docs: proseHash(operationProse(operation)),
  };
}

function callEntry(call: OperationPublication, page: PagePublication | undefined): SurfaceCall {
  const parameters = call.parameters.map(({ place, wire, name, type, isRequired, aliases, position }) => ({
    place,
    wire,
    name,
    type,
    required: isRequired,
    ...(aliases.length === 0 ? {} : { aliases: [...aliases].sort() }),
    ...(position === undefined ? {} : { position }),
  }));
  return {
    module: call.module,
    name: call.name,
    signature: call.signature,
    output: call.output,
    ...aliasEntries(call.aliases),
    parameters: sortBy(parameters, ({ place, wire }) => `${place} ${wire ?? ""}`),
    ...call.typescript,
    ...formerEntries(call.typescript?.formerCalls),
    ...(call.powershell === undefined || call.powershell.sets.length === 0 ? {} : { sets: call.powershell.sets }),
    ...pageEntry(page),
  };
}

function aliasEntries(aliases: readonly AliasPublication[]): { readonly aliases?: readonly AliasPublication[] } {
  return aliases.length === 0 ? {} : { aliases: sortBy(aliases, ({ name }) => name) };
}

function formerEntries(calls: readonly FormerCallsPublication[] | undefined): {
  readonly formerCalls?: readonly FormerCallsPublication[];
} {
  if (calls === undefined) return {};
  const sorted = calls.map(({ names, ...home }) => ({ ...home, names: sortBy(names, ({ name }) => name) }));
  return { formerCalls: sortBy(sorted, ({ property }) => property) };
}

function pageEntry(page: PagePublication | undefined): SurfacePage {
  if (page === undefined) return {};
  return { page: page.page, ...(page.anchor === undefined ? {} : { anchor: page.anchor }) };
}

function modelEntry(contract: Publications, { label }: ApiVersion, declaration: Declaration): SurfaceModel {
  return {
    version: label,
    ...modelFacts(declaration),
    targets: byTarget(contract, (publication) =>
      modelNames(
        published(publishedVersion(publication, label).models.get(declaration.id), `model ${declaration.id}`),
        contract.pages.model(publication.target, label, declaration.id),
      ),
    ),
    docs: proseHash(modelProse(declaration)),
  };
}

function modelNames(model: ModelPublication, page: PagePublication | undefined): SurfaceModelNames {
  return {
    name: model.name,
    type: model.type,
    ...(model.input === undefined ? {} : { input: model.input }),
    ...(model.functions.length === 0 ? {} : { functions: model.functions }),
    ...aliasEntries(model.aliases),
    ...pageEntry(page),
  };
}

function eventEntry(contract: Publications, { label }: ApiVersion, event: EventHook): SurfaceEvent {
  return {
    version: label,
    ...eventFacts(event),
    targets: byTarget(contract, (publication): SurfaceEventNames => {
      const own = published(publishedVersion(publication, label).events.get(event.wire), `event ${event.wire}`);
      return {
        name: own.name,
        payload: own.payload.text,
        ...(own.reply === undefined ? {} : { reply: own.reply.text }),
        ...pageEntry(contract.pages.event(publication.target, label, event.wire)),
      };
    }),
    docs: proseHash(eventProse(event)),
  };
}

function omissionsOf({ label, omissions }: ApiVersion): readonly SurfaceOmission[] {
  const entries = omissions.map(({ what, reason, origin }) => ({
    version: label,
    what,
    reason,
    file: origin.file,
    pointer: origin.pointer,
  }));
  return sortBy(entries, ({ file, pointer, what }) => `${file} ${pointer} ${what}`);
}
