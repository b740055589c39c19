import type { UserStatusType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import type { AttributeMap } from '../api/attributes.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { Profile, type ProfileAnswer, type ProfileCalls } from '../api/profile.js';
import type { NoMap } from '../api/user-attributes.js';

/** Where an account stands, by Cognito's name, such as `CONFIRMED` or `FORCE_CHANGE_PASSWORD`. */
export type UserStatus = UserStatusType;

/** What Cognito says of a user. Only AdminGetUser knows the second factors. */
export type UserAnswer = UserType & ProfileAnswer;

/** A user as administrators see them: a {@link Profile}, and where the account stands. Made by `pool.users`. */
export class User<Map extends AttributeMap = NoMap> extends Profile<Map> {
  readonly status: UserStatus;
  /** Whether the user may sign in at all. */
  readonly enabled: boolean;
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;

  constructor(pool: CognitoApi, answer: UserAnswer, attrMap?: AttributeMap) {
    super(callsOfAdministrator(pool, answer.Username ?? ''), answer, attrMap);
    this.status = answer.UserStatus ?? 'UNKNOWN';
    this.enabled = answer.Enabled ?? false;
    this.createdAt = answer.UserCreateDate;
    this.modifiedAt = answer.UserLastModifiedDate;
  }
}

function callsOfAdministrator(pool: CognitoApi, Username: string): ProfileCalls {
  const self = { UserPoolId: pool.config.userPoolId, Username };
  return {
    async update(UserAttributes, options) {
      await pool.call('AdminUpdateUserAttributes', { ...self, UserAttributes }, options);
      return [];
    },
    async deleteAttributes(UserAttributeNames, options) {
      await pool.call('AdminDeleteUserAttributes', { ...self, UserAttributeNames }, options);
    },
    async delete(options) {
      await pool.call('AdminDeleteUser', self, options);
      return {};
    },
  };
}
