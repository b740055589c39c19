import { STANDARD_ATTRIBUTES } from '../../api/user-attributes.js';

/** The columns that are not attributes, first in every file that is written. */
export const USERNAME = 'username';
export const ENABLED = 'enabled';
export const GROUPS = 'groups';
export const TEMPORARY_PASSWORD = 'temporary_password';

const STANDARD: ReadonlySet<string> = new Set(STANDARD_ATTRIBUTES);

/** Whether a column is an attribute that may be given to a new user, by Cognito's name. */
export const isAttribute = (column: string): boolean =>
  STANDARD.has(column) || /^(dev:)?custom:./.test(column);

/** Cognito allows no spaces in the names of groups, so that a space can stand between them. */
export const GROUP_SEPARATOR = ' ';
