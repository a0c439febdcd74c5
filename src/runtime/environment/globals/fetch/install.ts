/** The web classes around `fetch`, as one module that is evaluated when the first of them is asked for. */
export { fetch } from './fetch.ts';
export { WebFormData as FormData } from './formData.ts';
export { WebHeaders as Headers } from './headers.ts';
export { WebRequest as Request, WebResponse as Response } from './messages.ts';
