import { invalidParameter } from '../internal/exception.js';
import type { MfaFactor } from '../state/settings.js';
import { sessionChallenge } from './challenge.js';
import { askFactor, decideMfa } from './mfa.js';
import { refuseAlias } from './named-by-username.js';
import { required } from './parameters.js';

/** Names that the service's own documents use for the same factor. */
const SYNONYMS: Readonly<Record<string, MfaFactor>> = { EMAIL_MFA: 'EMAIL_OTP' };

export const answerSelectMfaType = sessionChallenge({
  name: 'SELECT_MFA_TYPE',
  verify: (answer): MfaFactor => {
    refuseAlias(answer);
    const typed = required(answer.responses, 'ANSWER');
    const decision = decideMfa(answer.pool.settings(), answer.user);
    const factors = decision.kind === 'choose' ? decision.factors : [];
    const chosen = factors.find(factor => factor === (SYNONYMS[typed] ?? typed));
    if (!chosen) throw invalidParameter('Invalid ANSWER: not one of MFAS_CAN_CHOOSE.');
    return chosen;
  },
  proceed: async (answer, factor) => askFactor(answer, answer.user, factor),
});
