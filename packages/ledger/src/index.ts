export { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint/checkpoint.ts';
export type { NoteSigner } from './checkpoint/note-signer.ts';
export { decodeVerifierKey, encodeVerifierKey, noteKeyId, type VerifierKey } from './checkpoint/verifier-key.ts';
export { type WebCryptoNoteSigner, webCryptoNoteSigner } from './checkpoint/web-crypto-note-signer.ts';
export { encodeEvent } from './event/encode-event.ts';
export { type EventKeys, importEventKeys, readEventKey } from './event/event-key.ts';
export type { EventSigner, KeyedEventSigner } from './event/event-signer.ts';
export { type LedgerEvent, OCSF_VERSION } from './event/ledger-event.ts';
export { EVENT_TYPE, MAX_LEAF_BYTES, signEvent } from './event/sign-event.ts';
export { verifyEvent } from './event/verify-event.ts';
export { webCryptoEventSigner } from './event/web-crypto-event-signer.ts';
export { DEFAULT_HASHER } from './hash/default-hasher.ts';
export { HASH_BYTES, type Hasher } from './hash/hasher.ts';
export { ecdsaDerFromRaw, ecdsaRawFromDer } from './jws/ecdsa-signature.ts';
export { type JwsDemand, readTypedJws } from './jws/read-typed-jws.ts';
export { signTypedJws } from './jws/sign-typed-jws.ts';
export { isCommitment } from './proof/client-intent.ts';
export { type InspectedProof, inspectProof } from './proof/inspect-proof.ts';
export { MAX_PROOF_BYTES, PROOF_TYPE, type Proof, type ProofClaims, parseProof, proofId } from './proof/proof.ts';
export { signProof } from './proof/sign-proof.ts';
export {
  MAX_RECEIPT_LEAVES,
  RECEIPT_TYPE,
  type Receipt,
  type ReceiptLeaf,
  signReceipt,
  verifyReceipt,
} from './receipt/receipt.ts';
export { decodeEntryBundle, encodeEntryBundle } from './tile/entry-bundle.ts';
export { TILE_WIDTH, type Tile, type TileAddress, type TileReader } from './tile/tile.ts';
export { entryBundlePath, tilePath } from './tile/tile-path.ts';
export { type Growth, growTree } from './tree/grow-tree.ts';
export { hashChildren, hashLeaf } from './tree/node-hash.ts';
export { consistencyProof, inclusionProof } from './tree/proof.ts';
export { EMPTY_EDGE, rootOf, type TreeEdge } from './tree/tree-edge.ts';
export { type ConsistencyClaim, verifyConsistency } from './tree/verify-consistency.ts';
export { type InclusionClaim, verifyInclusion } from './tree/verify-inclusion.ts';
export type { CheckName, FaultCode } from './verify/fault.ts';
export type { LedgerSource } from './verify/ledger-source.ts';
export type { Fault, VerifyCheck, VerifyReport } from './verify/report.ts';
export { encodeTrust, readTrust, type Trust, trustFingerprint } from './verify/trust.ts';
export { verifyLedger } from './verify/verify-ledger.ts';
