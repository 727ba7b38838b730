/** The properties of a parameter that decide whether an example shows it. */
interface Choosable {
  readonly place: string;
  readonly isRequired: boolean;
}

/**
 * The parameters of the shortest sensible call: the required ones and the request body. An optional body is shown as
 * well, because an update without a body changes nothing. A required form may have only optional fields, and a call
 * without any field would be rejected.
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
