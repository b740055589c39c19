import type { PoolConfig } from '../config/pool-config.js';
import { parseUserPoolId } from '../config/user-pool-id.js';
import type { AuthFlow } from '../internal/auth-flows.js';
import type { ClientDescription } from './descriptions.js';

/** Something in the configuration that does not fit the pool or the app client. */
export interface ConfigProblem {
  readonly code:
    | 'WRONG_REGION'
    | 'POOL_NOT_FOUND'
    | 'CLIENT_NOT_FOUND'
    | 'SECRET_MISSING'
    | 'SECRET_NOT_EXPECTED'
    | 'SECRET_WRONG'
    | 'FLOW_NOT_ENABLED';
  /** What does not fit, and what to do about it. */
  readonly message: string;
}

/** The result of {@link PoolInfo.validateConfig}. */
export interface ConfigReport {
  readonly valid: boolean;
  readonly problems: readonly ConfigProblem[];
}

const AWS_HOST = /^(?:issuer-)?cognito-idp(?:-fips)?\.([\w-]+)\.amazonaws\.com(?:\.cn)?$/;

/** A pool id begins with the region where the pool is, and nowhere else knows the pool. */
export function regionProblems({ userPoolId, region, endpoint }: PoolConfig): ConfigProblem[] {
  const [, host] = (endpoint && AWS_HOST.exec(new URL(endpoint).hostname)) || [];
  const home = parseUserPoolId(userPoolId).region;
  return [...new Set([region, host ?? region])]
    .filter(called => called !== home)
    .map(called => ({
      code: 'WRONG_REGION',
      message: `The user pool is in ${home}, and calls go to ${called}: leave region out, or take the pool of that region.`,
    }));
}

/** Whether the configured secrets are the ones that the app client has. */
export function secretProblems(configured: readonly string[], actual: string | undefined): ConfigProblem[] {
  if (actual === undefined && configured.length > 0)
    return [
      { code: 'SECRET_NOT_EXPECTED', message: 'The app client has no secret: leave clientSecret out.' },
    ];
  if (actual === undefined) return [];
  if (configured.length === 0)
    return [{ code: 'SECRET_MISSING', message: 'The app client has a secret: pass it as clientSecret.' }];
  if (configured.includes(actual)) return [];
  return [
    {
      code: 'SECRET_WRONG',
      message: 'clientSecret is not the secret that the pool has for this app client.',
    },
  ];
}

/** Which of the flows the app client does not allow. */
export function flowProblems(flows: readonly AuthFlow[], client: ClientDescription): ConfigProblem[] {
  const allowed = flowsAllowedBy(client);
  return flows
    .filter(flow => !allowed.has(flow))
    .map(flow => ({
      code: 'FLOW_NOT_ENABLED',
      message: `The app client does not allow ${flow}: add ALLOW_${flow} to its ExplicitAuthFlows.`,
    }));
}

function flowsAllowedBy({ authFlows, rotatesRefreshTokens }: ClientDescription): ReadonlySet<string> {
  // A rotating client renews by GetTokensFromRefreshToken, which is no flow.
  const renewal = rotatesRefreshTokens ? ['REFRESH_TOKEN_AUTH'] : [];
  if (authFlows.length === 0) return new Set(['USER_SRP_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH']);
  if (authFlows.some(flow => flow.startsWith('ALLOW_')))
    return new Set([...renewal, ...authFlows.map(flow => flow.replace(/^ALLOW_/, ''))]);
  // Clients from before the ALLOW_ names: SRP and renewal always work, unless custom challenges are all there is.
  const always = authFlows.includes('CUSTOM_AUTH_FLOW_ONLY')
    ? ['CUSTOM_AUTH']
    : ['USER_SRP_AUTH', 'CUSTOM_AUTH'];
  const admin = authFlows.includes('ADMIN_NO_SRP_AUTH') ? ['ADMIN_USER_PASSWORD_AUTH'] : [];
  return new Set([...always, ...admin, ...authFlows, 'REFRESH_TOKEN_AUTH']);
}
