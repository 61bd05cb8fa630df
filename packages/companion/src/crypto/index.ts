export { SignatureThreads } from './signature-threads.ts';
export { type Claim, PROMPT_SIGNATURES, type Signatures, signaturesBy } from './signatures.ts';
