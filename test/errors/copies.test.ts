import type * as Errors from 'portcullis/errors';

/** The same library loaded another time, as where a program both imports and requires it. */
function copy<Module extends object>(path: string): Module {
  let loaded: Module | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<Module>(path);
  });
  return loaded as Module;
}

const one = copy<typeof Errors>('../../src/errors/index.js');
const other = copy<typeof Errors>('../../src/errors/index.js');

const said = { operation: 'GetUser', awsName: 'NotAuthorizedException', awsMessage: 'no' };
const refused = new other.NotAuthorizedError({ ...said, code: 'ACCESS_TOKEN_REVOKED' });

const isClass = (value: unknown): value is abstract new (...args: never[]) => unknown =>
  typeof value === 'function' && value.prototype instanceof Error;
const names = Object.entries(one).flatMap(([name, value]) => (isClass(value) ? [name] : []));

test('the copies have classes of their own', () => {
  expect(one.NotAuthorizedError).not.toBe(other.NotAuthorizedError);
  expect(Object.getPrototypeOf(refused)).not.toBe(one.NotAuthorizedError.prototype);
  expect(names.length).toBeGreaterThan(60);
});

test.each(names)(
  'an error of the other copy is an instance of %s exactly where its own copy says so',
  name => {
    const mine = one[name as 'CsrfError'];
    const theirs = other[name as 'CsrfError'];
    const made = Object.create(theirs.prototype);
    const classes = (copied: typeof Errors) =>
      names.filter(each => made instanceof copied[each as 'CsrfError']);
    expect(made instanceof mine).toBe(true);
    expect(classes(one)).toEqual(classes(other));
  },
);

test('what decides by class decides the same for errors of the other copy', () => {
  expect(one.endsSession(refused)).toBe(true);
  expect(one.endsSession(new other.ConnectionError('TIMED_OUT', 'late', 'here'))).toBe(false);
});

test("a program's own subclass takes part in its parent's family, and knows its own instances only", () => {
  class RefusedHere extends one.NotAuthorizedError {}
  const here = new RefusedHere({ ...said, code: 'BAD_CREDENTIALS' });
  expect(here.name).toBe('RefusedHere');
  expect(here).toBeInstanceOf(other.NotAuthorizedError);
  expect(here).toBeInstanceOf(RefusedHere);
  expect(refused).not.toBeInstanceOf(RefusedHere);
  expect(new one.NotAuthorizedError({ ...said, code: 'BAD_CREDENTIALS' })).not.toBeInstanceOf(RefusedHere);
});

test.each([
  undefined,
  null,
  0,
  'text',
  {},
  Object.create(null),
  new Error('other'),
  new TypeError(),
  () => {},
])('%p is no error of this library', value => {
  expect(names.filter(name => (value as object) instanceof one[name as 'CsrfError'])).toEqual([]);
});

test('a guard answers the refusals of a verifier of the other copy', async () => {
  const { createGuard } = copy<typeof import('portcullis/http')>('../../src/http/index.js');
  const answered = async (error: Error) => {
    const guard = createGuard({ verifier: { verify: () => Promise.reject(error) } });
    const thrown = await guard({ headers: { authorization: 'Bearer x' } }).catch((caught: unknown) => caught);
    return guard.answerTo(thrown, { headers: {} });
  };
  expect(await answered(new other.TokenExpiredError(new Date(0)))).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': expect.stringContaining('invalid_token') },
    body: expect.stringContaining('TOKEN_EXPIRED'),
  });
  expect(await answered(new other.UnauthorizedScopeError(['invoices']))).toMatchObject({
    status: 403,
    headers: { 'www-authenticate': expect.stringContaining('scope="invoices"') },
  });
  expect(await answered(new other.KeysUnavailableError('https://keys', 'are gone'))).toMatchObject({
    status: 503,
    body: expect.stringContaining('KEYS_UNAVAILABLE'),
  });
});
