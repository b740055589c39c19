/** Why a call stays as it is, and what to write in its place. */
export class Refusal extends Error {}
