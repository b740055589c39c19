import type { JWTPayload } from 'jose';
import type { GroupClaims } from './groups.js';

/** Changes to the claims of one token. */
export interface ClaimOverrides {
  readonly claimsToAddOrOverride?: Readonly<Record<string, unknown>> | null | undefined;
  /** These come out, even where they are added too. */
  readonly claimsToSuppress?: readonly string[] | null | undefined;
}

export interface ScopeOverrides {
  readonly scopesToAdd?: readonly string[] | null | undefined;
  readonly scopesToSuppress?: readonly string[] | null | undefined;
}

/** The groups that tokens name, in place of the user's own. What is left out is in no token. */
export interface GroupOverride {
  readonly groupsToOverride?: readonly string[] | null | undefined;
  readonly iamRolesToOverride?: readonly string[] | null | undefined;
  readonly preferredRole?: string | null | undefined;
}

/** What a pool's trigger changes about a pair of tokens. */
export interface TokenOverrides {
  readonly id?: ClaimOverrides | null | undefined;
  readonly access?: (ClaimOverrides & ScopeOverrides) | null | undefined;
  /** `null` takes the groups out. */
  readonly groups?: GroupOverride | null | undefined;
}

/** The claims that no trigger changes, as the developer guide lists them. */
const RESERVED = 'acr,amr,at_hash,auth_time,azp,exp,iat,iss,jti,nbf,nonce,origin_jti,sub,token_use'.split(
  ',',
);
const RESERVED_IN = {
  id: new Set([...RESERVED, 'identities', 'aud', 'cognito:username']),
  access: new Set([...RESERVED, 'username', 'client_id', 'scope', 'device_key', 'event_id', 'version']),
};

/** The claims of a token, as a trigger wants them and as far as it may. Other attempts have no effect. */
export function overrideClaims(
  token: 'id' | 'access',
  claims: JWTPayload,
  overrides: ClaimOverrides | null | undefined,
): JWTPayload {
  const { claimsToAddOrOverride, claimsToSuppress } = overrides ?? {};
  const added = Object.entries(claimsToAddOrOverride ?? {}).filter(([name, value]) =>
    maySet(token, claims, name, value),
  );
  const suppressed = new Set((claimsToSuppress ?? []).filter(name => !RESERVED_IN[token].has(name)));
  const kept = [...Object.entries(claims), ...added].filter(([name]) => !suppressed.has(name));
  return Object.fromEntries(kept);
}

function maySet(token: 'id' | 'access', claims: JWTPayload, name: string, value: unknown): boolean {
  if (RESERVED_IN[token].has(name)) return false;
  // The service's own namespaces: what is there may be changed, and nothing joins it.
  if (/^(cognito|dev):/.test(name)) return name in claims;
  return token === 'id' || name !== 'aud' || value === claims.client_id;
}

/** The scopes of an access token. None of the service's own is added. */
export function overrideScopes(
  scopes: readonly string[],
  overrides: ScopeOverrides | null | undefined,
): string[] {
  const { scopesToAdd, scopesToSuppress } = overrides ?? {};
  const added = (scopesToAdd ?? []).filter(scope => !scope.startsWith('aws.cognito'));
  return [...new Set([...scopes, ...added])].filter(scope => !scopesToSuppress?.includes(scope));
}

export function overrideGroups(claims: GroupClaims, override: GroupOverride | null | undefined): GroupClaims {
  if (override === undefined) return claims;
  const { groupsToOverride, iamRolesToOverride, preferredRole } = override ?? {};
  return {
    ...(groupsToOverride?.length && { 'cognito:groups': groupsToOverride }),
    ...(iamRolesToOverride?.length && { 'cognito:roles': iamRolesToOverride }),
    ...(preferredRole && { 'cognito:preferred_role': preferredRole }),
  };
}
