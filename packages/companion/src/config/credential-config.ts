/** How the companion proves itself upstream: a sealed secret by name, or nothing at all. */
export type CredentialConfig = { readonly secret: string } | { readonly none: true };
