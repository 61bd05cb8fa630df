export { nodeSignatures, POOLED_SIGNATURES, PROMPT_SIGNATURES, type Signatures } from './signatures.ts';
