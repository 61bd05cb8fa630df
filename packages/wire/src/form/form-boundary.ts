import { SallyportError } from '@sallyport/core';

/** RFC 2046 §5.1.1: 1 to 70 of these; the space, which no encoder uses, is left out. Quoted or, where it is a token, bare. */
const FORM_TYPE =
  /^multipart\/form-data[ \t]*;[ \t]*boundary=(?:"([A-Za-z0-9'()+_,./:=?-]{1,70})"|([A-Za-z0-9'+_.-]{1,70}))[ \t]*$/i;

const ANY_FORM = /^multipart\//i;

/** Tells whether a content type is that of a body in parts. */
export function isForm(contentType: string | null | undefined): boolean {
  return ANY_FORM.test(contentType?.trim() ?? '');
}

/** The boundary of a form's content type, RFC 7578 §4.1. Throws `content_type_unsupported` of any other type or parameter. */
export function formBoundary(contentType: string | null | undefined): string {
  const [, quoted, bare] = FORM_TYPE.exec(contentType?.trim() ?? '') ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new SallyportError('content_type_unsupported');
  return boundary;
}
