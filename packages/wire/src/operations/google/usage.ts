import { listOf, NUMBER, oneOf } from '../../shape.ts';
import { bothWays } from './spelled-both-ways.ts';

/** What a number of tokens is of. */
export const TOKEN_DETAILS = listOf(
  bothWays({
    modality: oneOf('MODALITY_UNSPECIFIED', 'TEXT', 'IMAGE', 'AUDIO', 'VIDEO', 'DOCUMENT'),
    tokenCount: NUMBER,
  }),
);

/** What a call cost. */
export const USAGE = bothWays({
  promptTokenCount: NUMBER,
  candidatesTokenCount: NUMBER,
  totalTokenCount: NUMBER,
  thoughtsTokenCount: NUMBER,
  toolUsePromptTokenCount: NUMBER,
  cachedContentTokenCount: NUMBER,
  initialPromptTokenCount: NUMBER,
  responseTokenCount: NUMBER,
  responseTokensDetails: TOKEN_DETAILS,
  serviceTier: oneOf('unspecified', 'standard', 'flex', 'priority'),
  promptTokensDetails: TOKEN_DETAILS,
  candidatesTokensDetails: TOKEN_DETAILS,
  cacheTokensDetails: TOKEN_DETAILS,
  toolUsePromptTokensDetails: TOKEN_DETAILS,
  trafficType: oneOf(
    ...['TRAFFIC_TYPE_UNSPECIFIED', 'ON_DEMAND', 'ON_DEMAND_FLEX', 'ON_DEMAND_OFFPEAK', 'ON_DEMAND_PRIORITY'],
    'PROVISIONED_THROUGHPUT',
  ),
});
