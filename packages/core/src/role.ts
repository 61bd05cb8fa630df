/** The roles of the admin plane. */
export const ROLES = ['admin', 'reviewer', 'auditor', 'viewer'] as const;

/** A role of the admin plane: what a person may do at the companion's own controls, which is nothing about calls. */
export type Role = (typeof ROLES)[number];
