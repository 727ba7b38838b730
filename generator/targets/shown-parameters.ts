/** What a parameter must tell to be chosen for an example. */
interface Choosable {
  readonly place: string;
  readonly isRequired: boolean;
}

/**
 * The parameters of the shortest call that makes sense: the required ones, and a body even where the spec calls it
 * optional, for an update without one changes nothing. A form may be required while each of its fields is optional: a call
 * without any would be refused.
 */
export function shownParameters<Parameter extends Choosable>(
  parameters: readonly Parameter[],
  body: { readonly required: boolean } | undefined,
): readonly Parameter[] {
  const required = parameters.filter(({ isRequired, place }) => isRequired || place === "body");
  const isBody = ({ place }: Parameter): boolean => place === "body" || place === "form";
  return required.length === 0 || (body?.required === true && !required.some(isBody))
    ? parameters.filter((parameter) => parameter.isRequired || isBody(parameter))
    : required;
}
