import { authenticate, authorize, authorizeScopes, GatesAdmin, handleAuth } from 'portcullis/gates';
import { TokenVerifier } from 'portcullis/verify';
import { all } from '../../helpers/managers.js';
import type { Outcomes, Scene } from '../scene.js';

const grace = { email: 'grace@example.com', name: 'Grace', role: 'CLIENT_USER', client: 'staff' } as const;

/** The Gates backend, called by Ada. */
const gatesOf = async ({ pool, signedIn }: Scene) => (await signedIn({ gatesUrl: pool.gatesUrl })).gates;

const verifierOf = ({ pool: { userPoolId, endpoint } }: Scene) =>
  new TokenVerifier({ userPoolId, endpoint, clientId: 'app', tokenUse: null });

const accessToken = async ({ pool }: Scene) => (await pool.tokensFor('ada')).accessToken;

/** The Gates backend, by each of our names. */
export const gates: Outcomes = {
  'new GatesAdmin': async scene => {
    const admin = new GatesAdmin({ baseUrl: scene.pool.gatesUrl });
    const { idToken } = await scene.pool.tokensFor('ada');
    expect(await admin.createUser(grace, { token: idToken })).toMatchObject({ sub: expect.any(String) });
  },
  'cognito.gates': async ({ pool, signedIn }) => {
    const cognito = await signedIn({ gatesUrl: pool.gatesUrl });
    expect(await all(cognito.gates.listUsers({ client: 'admins' }))).toHaveLength(1);
  },
  'gates.createUser': async scene => {
    const { sub } = await (await gatesOf(scene)).createUser(grace);
    expect(await scene.client().users.get(sub)).toMatchObject({ attributes: { email: grace.email } });
  },
  'gates.updateUser': async scene => {
    const gates = await gatesOf(scene);
    const { sub } = await gates.createUser(grace);
    await gates.updateUser({ userId: sub, clientsToAdd: ['admins'], clientsToRemove: ['staff'] });
    const groups = await all(scene.client().groups.memberships(sub));
    expect(groups.map(({ name }) => name)).toEqual(['admins']);
  },
  'gates.listUsers': async scene => {
    const list = (await gatesOf(scene)).listUsers({ client: 'admins', nameFilter: 'Ada', pageSize: 1 });
    expect(await list.page()).toMatchObject({
      items: [{ name: 'Ada Lovelace', clients: ['admins'], enabled: true, createdAt: expect.any(Date) }],
      totalCount: 1,
    });
  },
  authenticate: async scene => {
    const token = ` Bearer ${await accessToken(scene)} `;
    expect(await authenticate(token, verifierOf(scene))).toMatchObject({ username: 'ada' });
  },
  authorize: async scene => {
    const user = await authenticate(await accessToken(scene), verifierOf(scene));
    expect(authorize(user, ['staff', 'admins'])).toBeUndefined();
    expect(() => authorize(user, 'staff')).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED_GROUP' }));
  },
  authorizeScopes: async scene => {
    const user = await authenticate(await accessToken(scene), verifierOf(scene));
    expect(authorizeScopes(user, 'aws.cognito.signin.user.admin')).toBeUndefined();
    const refused = expect.objectContaining({ code: 'UNAUTHORIZED_SCOPE' });
    expect(() => authorizeScopes(user, 'gates/users.read')).toThrow(refused);
  },
  handleAuth: async scene => {
    const header = `Bearer ${await accessToken(scene)}`;
    const options = { verifier: verifierOf(scene), requiredGroups: ['staff', 'admins'] };
    expect(await handleAuth(header, options)).toMatchObject({ username: 'ada' });
    await expect(handleAuth(null, options)).rejects.toMatchObject({ code: 'MISSING_AUTHORIZATION' });
  },
};
