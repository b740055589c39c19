import { type FetchGuard, fetchGuard } from 'portcullis/http/fetch';
import { type Principal, TokenVerifier } from 'portcullis/verify';

interface Env {
  readonly USER_POOL_ID: string;
  readonly CLIENT_ID: string;
  /** Of a local pool; absent at AWS. */
  readonly COGNITO_ENDPOINT?: string;
}

let guard: FetchGuard<Principal<'access'>> | undefined;

/** A Worker gets its settings with the first request. */
function guardOf(env: Env): FetchGuard<Principal<'access'>> {
  const { USER_POOL_ID: userPoolId, CLIENT_ID: clientId, COGNITO_ENDPOINT: endpoint } = env;
  return fetchGuard({ verifier: new TokenVerifier({ userPoolId, clientId, endpoint, tokenUse: 'access' }) });
}

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    guard ??= guardOf(env);
    return guard.except(['GET /health'], (_, principal) =>
      Response.json({ username: principal?.username ?? null }),
    )(request);
  },
};
