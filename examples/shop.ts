import { startLocalPool } from 'portcullis/local';
import { TokenVerifier } from 'portcullis/verify';

/** What the examples of APIs have in common: a shop's pool, and people who call its API. */
export async function openShop() {
  const password = 'Correct-Horse-9';
  const local = await startLocalPool({
    seed: {
      clients: [{ clientId: 'shop' }],
      groups: [{ name: 'clerks' }],
      users: [
        { username: 'ada', password, groups: ['clerks'] },
        { username: 'bob', password },
      ],
    },
  });
  const { userPoolId, endpoint } = local;
  const verifier = new TokenVerifier({ userPoolId, endpoint, clientId: 'shop', tokenUse: 'access' });

  /** Calls the API as each of them, and prints how it answers. */
  async function visit(
    send: (path: string, init: RequestInit) => Response | Promise<Response>,
  ): Promise<void> {
    const call = async (who: string, method: string, path: string, headers: Record<string, string> = {}) => {
      const body = method === 'POST' ? { body: '{"item":"tea"}' } : {};
      const response = await send(path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...body,
      });
      console.log(`${who}: ${method} ${path}`, response.status);
    };
    const bearer = async (username: string) => ({
      authorization: `Bearer ${(await local.tokensFor(username)).accessToken}`,
    });
    await call('a visitor', 'GET', '/prices');
    await call('a visitor', 'GET', '/orders');
    await call('bob', 'GET', '/orders', await bearer('bob'));
    await call('bob', 'POST', '/orders', await bearer('bob'));
    await call('ada', 'POST', '/orders', await bearer('ada'));
  }

  return { verifier, visit, close: () => local.close() };
}
