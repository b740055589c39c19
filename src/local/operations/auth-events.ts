import type { AuthEventType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { CognitoException, notAuthorized, notFound } from '../internal/exception.js';
import { oneOf, text } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { OrderedKeys } from '../state/ordered-keys.js';
import { isSigned } from '../state/signature.js';
import type { UserSessionRecord } from '../state/user-sessions.js';
import { adminUserOperation, publicOperation, type UserCall } from './definition.js';
import { limit, nextPage, pageToken } from './paging.js';
import { username, userPoolId } from './schemas.js';

/** @throws UserPoolAddOnNotEnabledException where the pool has no threat protection. */
function requireThreatProtection({ settings }: Pool): void {
  const mode = settings().UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF';
  if (mode === 'OFF')
    throw new CognitoException('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled');
}

/** A sign-in as an event. */
const eventType = ({ eventId, authTime, feedback }: UserSessionRecord): AuthEventType => ({
  EventId: eventId,
  EventType: 'SignIn',
  CreationDate: new Date(authTime * 1000),
  EventResponse: 'Pass',
  EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
  ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
  ...(feedback && {
    EventFeedback: {
      FeedbackValue: feedback.value,
      Provider: feedback.provider,
      FeedbackDate: new Date(feedback.at),
    },
  }),
});

/** The latest sign-in first. */
export const adminListUserAuthEvents = adminUserOperation({
  name: 'AdminListUserAuthEvents',
  notModelled: 'Events of any risk, of failures, and where they came from',
  input: v.object({ MaxResults: limit, NextToken: pageToken }),
  handle: ({ MaxResults, NextToken: token }, { pool, user }) => {
    requireThreatProtection(pool);
    const keys = new OrderedKeys();
    for (const { eventId } of pool.userSessions.allOf(user.username).reverse()) keys.add(eventId);
    const read = (eventId: string) => pool.userSessions.findByEvent(eventId);
    const { items, nextToken } = keys.page({ limit: MaxResults, token, read });
    return { AuthEvents: items.map(eventType), ...nextPage(nextToken) };
  },
});

const feedbackMembers = {
  EventId: text({ max: 50, pattern: /^[\w+-]+$/ }),
  FeedbackValue: oneOf(['Valid', 'Invalid']),
};

/** @throws ResourceNotFoundException where it is no event of the user's. */
function requireEvent({ pool, user }: UserCall, eventId: string): UserSessionRecord {
  const event = pool.userSessions.findByEvent(eventId);
  if (event?.username !== user.username) throw notFound('Auth event does not exist.');
  return event;
}

export const adminUpdateAuthEventFeedback = adminUserOperation({
  name: 'AdminUpdateAuthEventFeedback',
  input: v.object(feedbackMembers),
  handle: ({ EventId, FeedbackValue: value }, call) => {
    requireThreatProtection(call.pool);
    call.pool.userSessions.recordFeedback(requireEvent(call, EventId), { value, provider: 'ADMIN' });
    return {};
  },
});

/** What a link in the e-mail about a sign-in calls. Its token takes the place of signing in. */
export const updateAuthEventFeedback = publicOperation({
  name: 'UpdateAuthEventFeedback',
  notModelled: 'The e-mail with the token, which `GET /_local/feedback-tokens/EVENT_ID` gives',
  input: v.object({
    UserPoolId: userPoolId,
    Username: username,
    ...feedbackMembers,
    FeedbackToken: text({ max: 131_072, pattern: /^[A-Za-z0-9-_=.]+$/ }),
  }),
  handle: ({ Username, EventId, FeedbackToken, FeedbackValue: value }, pool) => {
    requireThreatProtection(pool);
    const event = requireEvent({ pool, user: pool.users.require(Username) }, EventId);
    if (!isSigned(pool, 'feedback', EventId, FeedbackToken)) throw notAuthorized('Invalid feedback token.');
    pool.userSessions.recordFeedback(event, { value, provider: 'USER' });
    return {};
  },
});
