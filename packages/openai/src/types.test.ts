import type * as openai from 'openai';
import type OpenAIBase from 'openai';
import { describe, expectTypeOf, it } from 'vitest';
import type * as guarded from './types.ts';
import type OpenAI from './types.ts';
import type { SallyportSettings } from './types.ts';

describe('the types of the package', () => {
  it('are those of openai', () => {
    expectTypeOf<typeof OpenAI>().toEqualTypeOf<typeof OpenAIBase>();
    expectTypeOf<OpenAI>().toEqualTypeOf<OpenAIBase>();
    expectTypeOf<Omit<typeof guarded, 'withSallyport'>>().toEqualTypeOf<Omit<typeof openai, never>>();
    expectTypeOf<OpenAI.Chat.ChatCompletionMessageParam>().toEqualTypeOf<OpenAIBase.Chat.ChatCompletionMessageParam>();
    expectTypeOf<OpenAI.CreateEmbeddingResponse>().toEqualTypeOf<OpenAIBase.CreateEmbeddingResponse>();
    expectTypeOf<guarded.ClientOptions>().toEqualTypeOf<openai.ClientOptions>();
    expectTypeOf<guarded.APIError>().toEqualTypeOf<openai.APIError>();
  });

  it('let every client be told how to reach the companion', () => {
    type Options = NonNullable<ConstructorParameters<typeof OpenAI>[0]>;
    expectTypeOf<{ sallyport: { companion: string } }>().toExtend<Options>();
    expectTypeOf<Options['sallyport']>().toEqualTypeOf<SallyportSettings | undefined>();
    expectTypeOf<{ sallyport: { connection: string }; apiVersion: string }>().toExtend<guarded.AzureClientOptions>();
    expectTypeOf<{ sallyport: { companion: number } }>().not.toExtend<Options>();
    expectTypeOf<Parameters<OpenAI['withOptions']>[0]>().toExtend<{ sallyport?: SallyportSettings | undefined }>();
    expectTypeOf({} as typeof guarded.withSallyport).toBeCallableWith({} as OpenAI, { connection: 'openai' });
  });
});
