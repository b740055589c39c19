import { CognitoException } from '../internal/exception.js';
import type { PoolSettings } from './settings.js';

const TIERS = ['LITE', 'ESSENTIALS', 'PLUS'] as const;
type Tier = (typeof TIERS)[number];

/** The features that the lower tiers do not have, and the first tier that has each. */
const FIRST_TIER = {
  'Passwordless sign-in': 'ESSENTIALS',
  'Choice-based sign-in': 'ESSENTIALS',
  'Email MFA': 'ESSENTIALS',
  'Password history': 'ESSENTIALS',
  'Refresh token rotation': 'ESSENTIALS',
  'Access token customization': 'ESSENTIALS',
  'Session tracking': 'ESSENTIALS',
  'Managed login': 'ESSENTIALS',
  'Threat protection': 'PLUS',
} as const satisfies Record<string, Tier>;

/** What the service gives a pool that says nothing. */
export const DEFAULT_TIER: Tier = 'ESSENTIALS';

/** @throws FeatureUnavailableInTierException where the pool's tier does not have the feature. */
export function requireTier(
  { UserPoolTier = DEFAULT_TIER }: Pick<PoolSettings, 'UserPoolTier'>,
  feature: keyof typeof FIRST_TIER,
): void {
  if (TIERS.indexOf(UserPoolTier) >= TIERS.indexOf(FIRST_TIER[feature])) return;
  throw new CognitoException(
    'FeatureUnavailableInTierException',
    `${feature} is not available in the ${UserPoolTier} tier of the user pool.`,
  );
}
