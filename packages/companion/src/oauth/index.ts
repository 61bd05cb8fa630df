export { JWKS_PATH, metadataPaths, type ServerMetadata, serverMetadata } from './server-metadata.ts';
