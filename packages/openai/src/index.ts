import * as openai from 'openai';
import { guardedClass } from './guarded-class.ts';

export type { SallyportSettings } from '@sallyport/guard';
export * from 'openai';
export { withSallyport } from './with-sallyport.ts';

/** `OpenAI` of the openai package, guarded. */
export const OpenAI = guardedClass(openai.OpenAI);

/** `AzureOpenAI` of the openai package, guarded. */
export const AzureOpenAI = guardedClass(openai.AzureOpenAI);

/** `BedrockOpenAI` of the openai package, guarded, where that version of the package has one. */
export const BedrockOpenAI = 'BedrockOpenAI' in openai ? guardedClass(openai.BedrockOpenAI) : undefined;

export { OpenAI as default };
