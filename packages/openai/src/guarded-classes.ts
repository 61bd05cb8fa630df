import type * as openai from 'openai';
import { guardedClass } from './guarded-class.ts';

/** The client classes of an openai package, each guarded. */
export interface GuardedClasses {
  readonly OpenAI: typeof openai.OpenAI;
  readonly AzureOpenAI: typeof openai.AzureOpenAI;
  /** Absent where that version of the package has none. */
  readonly BedrockOpenAI?: typeof openai.BedrockOpenAI;
}

/** Guards the client classes of an openai package, whichever of the supported versions it is. */
export function guardedClasses(original: GuardedClasses): GuardedClasses {
  const { OpenAI, AzureOpenAI } = original;
  // Asked by `in`: an import of a name that an older package lacks would be an error.
  const Bedrock = 'BedrockOpenAI' in original ? original.BedrockOpenAI : undefined;
  return Object.freeze({
    OpenAI: guardedClass(OpenAI),
    AzureOpenAI: guardedClass(AzureOpenAI),
    ...(Bedrock === undefined ? {} : { BedrockOpenAI: guardedClass(Bedrock) }),
  });
}
