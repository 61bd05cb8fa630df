import * as openai from 'openai';
import { guardedClasses } from './guarded-classes.ts';

const guarded = guardedClasses(openai);

export type { SallyportSettings } from '@sallyport/guard';
export * from 'openai';
export { withSallyport } from './with-sallyport.ts';

/** `OpenAI` of the openai package, guarded. */
export const OpenAI = guarded.OpenAI;

/** `AzureOpenAI` of the openai package, guarded. */
export const AzureOpenAI = guarded.AzureOpenAI;

/** `BedrockOpenAI` of the openai package, guarded, where that version of the package has one. */
export const BedrockOpenAI = guarded.BedrockOpenAI;

export { OpenAI as default };
