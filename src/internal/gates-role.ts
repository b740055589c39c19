/** The roles of the Gates backend. A person has one, which their tokens carry as `custom:general_role`. */
export const GATES_ROLES = ['INTERNAL_ADMIN', 'INTERNAL_USER', 'CLIENT_ADMIN', 'CLIENT_USER'] as const;

/** A person's role at the Gates backend. */
export type GatesRole = (typeof GATES_ROLES)[number];

export const isGatesRole = (value: unknown): value is GatesRole => GATES_ROLES.some(role => role === value);
