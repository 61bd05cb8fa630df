/**
 * The types of this package are those of the openai package itself, so that a swapped import changes none. The option
 * `sallyport` joins the client's own.
 */
import type { SallyportSettings } from '@sallyport/guard';

declare module 'openai/client' {
  interface ClientOptions {
    /** How to reach the companion; what is left out comes from the environment (`SALLYPORT_URL`, …). */
    sallyport?: SallyportSettings | undefined;
  }
}

export type { SallyportSettings } from '@sallyport/guard';
export * from 'openai';
export { default } from 'openai';
export { withSallyport } from './with-sallyport.ts';
