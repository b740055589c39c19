import type { UserType } from '@aws-sdk/client-cognito-identity-provider';
import { toAttributeList } from '../state/attributes.js';
import type { UserRecord } from '../state/user-record.js';

/** How several operations show a user's second factors: left out where there are none. */
export const mfaSettings = ({ mfa, preferredMfa }: UserRecord) => ({
  ...(preferredMfa && { PreferredMfaSetting: preferredMfa }),
  ...(mfa.length > 0 && { UserMFASettingList: [...mfa] }),
});

/** What AdminGetUser and the lists of users say of a user besides its attributes. */
export const userSummary = (user: UserRecord) => ({
  Username: user.username,
  UserCreateDate: new Date(user.createdAt),
  UserLastModifiedDate: new Date(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** The wire's `UserType`. */
export const userType = (user: UserRecord): UserType => ({
  ...userSummary(user),
  Attributes: toAttributeList(user),
});
