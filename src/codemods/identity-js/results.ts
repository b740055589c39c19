import { OF_RESULT, type Result } from '../source/results.js';

const DELIVERY = { Destination: 'destination', DeliveryMedium: 'medium', AttributeName: 'attribute' };

/** Calls whose callbacks got the word. */
export const SUCCESS: Result = { kept: "'SUCCESS'" };

export const TOKENS: Result = {
  right: ['idToken', 'accessToken', 'refreshToken', 'expiresWithin', 'sub', 'username'],
  is: `${OF_RESULT} is a TokenSet: its idToken, accessToken and refreshToken are strings`,
};

export const REGISTERED = {
  members: {
    userSub: { to: 'sub' },
    userConfirmed: { to: 'confirmed' },
    codeDeliveryDetails: { to: 'delivery', within: DELIVERY },
  },
  is: `${OF_RESULT} has sub, confirmed and delivery`,
} satisfies Result;

export const DELIVERED: Result = {
  members: { CodeDeliveryDetails: { within: DELIVERY } },
  is: `${OF_RESULT} has destination, medium and attribute, or is undefined`,
};
