import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { Cognito, type CompleteTokenSet, UserPool } from 'portcullis';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { countingProxy } from '../helpers/counting-proxy.js';
import { heapUsed, type Measured, rowsOf } from './measure.js';

const PEOPLE = 1_000;
const SIGN_INS = 40;
const PASSWORD = 'Correct-Horse-9';

/** What many people of one pool cost: key fetches, connections, memory and time. */
export async function run(): Promise<readonly Measured[]> {
  const user = { username: 'ada', password: PASSWORD, status: 'CONFIRMED' as const };
  const local = await startLocalPool({
    // aws-jwt-verify takes no other.
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Portcull1',
    seed: { userPoolId: 'eu-west-1_Portcull1', clients: [{ clientId: 'app' }], users: [user] },
  });
  const { accessToken, idToken, refreshToken } = await local.tokensFor('ada');
  const data = { accessToken, idToken, refreshToken };
  console.log(await views(local, data));
  const rows = [...(await signIns(local)), ...(await verifications(local, data))];
  await local.close();
  return rows;
}

type Tokens = CompleteTokenSet['data'];

/** A thousand views of stored tokens through one pool. */
async function views(local: LocalPool, tokens: Tokens): Promise<string> {
  const network = await countingProxy(local.endpoint);
  const pool = new UserPool(optionsOf(local, network.endpoint));
  await new Cognito({ pool, ...tokens }).verifyTokens();
  const before = heapUsed();
  const people = Array.from({ length: PEOPLE }, () => new Cognito({ pool, ...tokens }));
  const bytes = (heapUsed() - before) / PEOPLE;
  await Promise.all(people.map(person => person.verifyTokens()));
  const told = `${PEOPLE} people over one pool: ${network.keyFetches} key fetch, ${network.connections} connection, ${(bytes / 1000).toFixed(1)} kB of heap each (their tokens, which they share here, not counted)`;
  pool.close();
  network.close();
  return told;
}

async function signIns(local: LocalPool): Promise<Measured[]> {
  const pool = new UserPool(optionsOf(local, local.endpoint));
  const inTurn = async (person: () => Cognito): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < SIGN_INS; i++) await person().authenticate(PASSWORD);
    return (performance.now() - start) / SIGN_INS;
  };
  const one = new Cognito({ pool, username: 'ada' });
  await one.authenticate(PASSWORD);
  const times = [
    await inTurn(() => one),
    await inTurn(() => new Cognito({ pool, username: 'ada' })),
    await inTurn(() => new Cognito({ ...optionsOf(local, local.endpoint), username: 'ada' })),
  ];
  pool.close();
  const names = ['one object for all', 'an object each, one pool', 'an object and a pool each'];
  return rowsOf(`a sign-in, ${SIGN_INS} one after another`, names, times);
}

/** `verifyTokens()` of stored tokens beside aws-jwt-verify's two verifications. */
async function verifications(local: LocalPool, tokens: Tokens): Promise<Measured[]> {
  const pool = new UserPool(optionsOf(local, local.endpoint));
  const jwks = (await (await fetch(keysOf(local, local.endpoint))).json()) as never;
  const { userPoolId } = local;
  const access = CognitoJwtVerifier.create({ userPoolId, clientId: 'app', tokenUse: 'access' });
  const id = CognitoJwtVerifier.create({ userPoolId, clientId: 'app', tokenUse: 'id' });
  for (const verifier of [access, id]) verifier.cacheJwks(jwks);
  const work = {
    'aws-jwt-verify, both tokens': () =>
      Promise.all([access.verify(tokens.accessToken), id.verify(tokens.idToken)]),
    portcullis: () => new Cognito({ pool, ...tokens }).verifyTokens(),
  };
  const times: number[] = [];
  for (const [, view] of Object.entries(work)) {
    for (let i = 0; i < 200; i++) await view();
    const start = performance.now();
    for (let i = 0; i < PEOPLE; i++) await view();
    times.push((performance.now() - start) / PEOPLE);
  }
  pool.close();
  return rowsOf('a view of the same stored tokens', Object.keys(work), times);
}

const optionsOf = ({ userPoolId, issuer }: LocalPool, endpoint: string) => ({
  userPoolId,
  clientId: 'app',
  endpoint,
  issuer,
  jwksUri: keysOf({ userPoolId }, endpoint),
});

const keysOf = ({ userPoolId }: Pick<LocalPool, 'userPoolId'>, endpoint: string): string =>
  `${endpoint}/${userPoolId}/.well-known/jwks.json`;
