import { ENABLED, GROUP_SEPARATOR, GROUPS, isAttribute, TEMPORARY_PASSWORD, USERNAME } from './columns.js';
import { UNDECODABLE } from './decode-text.js';
import type { RawRow, RowProblem } from './raw-row.js';

/** A row that may be sent. */
export interface NewUserRow {
  readonly row: number;
  readonly username: string;
  /** By Cognito's names, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly enabled: boolean;
  readonly temporaryPassword: string | undefined;
}

/** A row whose user was not imported, or not wholly, and why. It never holds a password. */
export interface RowFailure {
  /** As a spreadsheet counts: a CSV file's header is row 1. In JSON Lines, the line. */
  readonly row: number;
  /** As far as the row has one. */
  readonly username: string;
  /** Stable: a code of this library's errors, or of the checks that a row goes through before it is sent. */
  readonly code: string;
  readonly message: string;
}

export const isFailure = (outcome: NewUserRow | RowFailure): outcome is RowFailure => 'code' in outcome;

/** `UsernameType` and `GroupNameType` of the Cognito API. */
const LONGEST_NAME = 128;
/** `AttributeValueType`. */
const LONGEST_VALUE = 2048;

/** Refuses a row for what is wrong with one of its values. */
class Refusal extends Error {
  constructor(readonly problem: RowProblem) {
    super(problem.message);
  }
}

const refuse = (code: string, message: string): never => {
  throw new Refusal({ code, message });
};

/** Looks at every value that can be judged without the pool. */
export function toNewUser(raw: RawRow, ignored: ReadonlySet<string>): NewUserRow | RowFailure {
  try {
    if (raw.problem) throw new Refusal(raw.problem);
    return { row: raw.row, ...readCells(raw.cells, ignored) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { row: raw.row, username: usernameFor(raw), ...error.problem };
  }
}

/** The username for a report: cut where it is too long to be one. */
function usernameFor({ cells }: RawRow): string {
  const username = cells.get(USERNAME);
  return typeof username === 'string' ? username.slice(0, LONGEST_NAME) : '';
}

function readCells(
  cells: ReadonlyMap<string, unknown>,
  ignored: ReadonlySet<string>,
): Omit<NewUserRow, 'row'> {
  const attributes: [string, string][] = [];
  for (const [column, value] of cells) {
    if (ignored.has(column) || READERS.has(column)) continue;
    if (!isAttribute(column))
      refuse('UNKNOWN_COLUMN', `has a value for ${shortened(column)}, which is no attribute of users`);
    attributes.push([column, attributeOf(column, value)]);
  }
  return {
    username: usernameOf(cells.get(USERNAME)),
    attributes: Object.fromEntries(attributes),
    groups: groupsOf(cells.get(GROUPS)),
    enabled: cells.has(ENABLED) ? flagOf(ENABLED, cells.get(ENABLED)) === 'true' : true,
    temporaryPassword: cells.has(TEMPORARY_PASSWORD) ? passwordOf(cells.get(TEMPORARY_PASSWORD)) : undefined,
  };
}

const READERS: ReadonlySet<string> = new Set([USERNAME, GROUPS, ENABLED, TEMPORARY_PASSWORD]);

const shortened = (column: string): string => JSON.stringify(column.slice(0, 40));

function textOf(column: string, value: unknown, longest: number): string {
  if (typeof value === 'object') refuse('INVALID_VALUE', `${column} must be a text, a number, true or false`);
  const text = String(value);
  if (text.length > longest)
    refuse('VALUE_TOO_LONG', `${column} is longer than the ${longest} characters that Cognito takes`);
  if (text.includes(UNDECODABLE))
    refuse('BAD_ENCODING', `${column} has bytes that are not text in the file's encoding; save it as UTF-8`);
  return text;
}

function usernameOf(value: unknown): string {
  const username = textOf(USERNAME, value ?? '', LONGEST_NAME);
  return username.trim() === '' ? refuse('USERNAME_MISSING', 'has no username') : username;
}

function attributeOf(column: string, value: unknown): string {
  if (column.endsWith('_verified') && isAttribute(column) && !column.includes(':'))
    return flagOf(column, value);
  const text = textOf(column, value, LONGEST_VALUE);
  const [form, problem] = FORMS.get(column) ?? [];
  return !form || form.test(text) ? text : refuse('INVALID_VALUE', `${column} must be ${problem}`);
}

const FORMS: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
  ['email', [/^[^\s@]+@[^\s@]+$/, 'an e-mail address']],
  ['phone_number', [/^\+\d{1,15}$/, 'a + and at most 15 digits']],
]);

/** Spreadsheets write TRUE and FALSE. */
function flagOf(column: string, value: unknown): string {
  const flag = textOf(column, value, LONGEST_VALUE).toLowerCase();
  return ['true', 'false'].includes(flag) ? flag : refuse('INVALID_VALUE', `${column} must be true or false`);
}

function groupsOf(value: unknown = []): readonly string[] {
  const names = Array.isArray(value)
    ? value.map(name => textOf(GROUPS, name, LONGEST_NAME))
    : textOf(GROUPS, value, Number.POSITIVE_INFINITY).split(GROUP_SEPARATOR);
  const groups = [...new Set(names.filter(name => name !== ''))];
  if (groups.some(name => name.length > LONGEST_NAME))
    refuse('VALUE_TOO_LONG', `${GROUPS} has a name of more than ${LONGEST_NAME} characters`);
  return groups;
}

function passwordOf(value: unknown): string {
  const password = textOf(TEMPORARY_PASSWORD, value, LONGEST_VALUE);
  return /^\S{6,256}$/.test(password)
    ? password
    : refuse('INVALID_VALUE', `${TEMPORARY_PASSWORD} must have 6 to 256 characters and no spaces`);
}
