import { Hono } from 'hono';
import { html } from 'hono/html';
import type { MfaType, Profile } from 'portcullis';
import * as v from 'valibot';
import { takeDraft } from '../../drafts.js';
import type { Env, Html, WebContext } from '../../env.js';
import { fields } from '../../fields.js';
import { answering, type FormPage, type Typed } from '../../forms.js';
import { redirectWith } from '../../notices.js';
import type { People } from '../../people.js';
import type { PoolSettings } from '../../pool-settings.js';
import { FormProblem } from '../../problems.js';
import { FACTORS } from '../factors.js';
import { show } from '../layout.js';
import { form, passwordField, radios, submit, tick } from '../parts.js';

const TYPES = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'] as const satisfies readonly MfaType[];

/** The name that each has in the library's call. */
const SWITCHES = { SOFTWARE_TOKEN_MFA: 'softwareToken', SMS_MFA: 'sms', EMAIL_OTP: 'email' } as const;

/** The factors that the person can switch: those that are on, and those that the pool has and that can reach them. */
function switchable({ attributes, mfa = [] }: Profile, { factors }: PoolSettings): readonly MfaType[] {
  const reaches = {
    SOFTWARE_TOKEN_MFA: false,
    SMS_MFA: attributes.phone_number_verified === true,
    EMAIL_OTP: attributes.email_verified === true,
  };
  return TYPES.filter(type => mfa.includes(type) || (factors.includes(type) && reaches[type]));
}

const label = (type: MfaType, { attributes }: Profile): string =>
  ({
    SOFTWARE_TOKEN_MFA: 'Authenticator app',
    SMS_MFA: `Text message to ${attributes.phone_number}`,
    EMAIL_OTP: `E-mail to ${attributes.email}`,
  })[type];

/** The boxes and the choice, as they are at the pool or were when the form was sent. */
function choices(types: readonly MfaType[], profile: Profile, typed: Typed | undefined): Html {
  const isOn = (type: MfaType) => (typed ? typed[type] === 'on' : profile.mfa?.includes(type));
  const preferred = typed ? typed.preferred : profile.preferredMfa;
  const first = [
    { value: 'NONE', label: 'Let me choose each time', chosen: !types.some(type => type === preferred) },
    ...types.map(type => ({ value: type, label: FACTORS[type] ?? type, chosen: type === preferred })),
  ];
  return html`
          <fieldset>
            <legend>Besides your password, signing in may ask for</legend>
            ${types.map(type => tick(type, label(type, profile), isOn(type)))}
          </fieldset>
          ${radios({ name: 'preferred', legend: 'Ask for this one first', choices: first })}`;
}

export function secondStep(people: People) {
  const profileOf = ({ var: { session } }: WebContext) =>
    people.signedIn(session, cognito => cognito.getUser());

  const page: FormPage = async (context, typed, problems) => {
    const profile = await profileOf(context);
    const types = switchable(profile, context.var.settings);
    return show(context, {
      title: 'Your second step',
      problems,
      body: html`
      ${
        types.length > 0
          ? form(
              context,
              html`${choices(types, profile, typed)}
          ${passwordField({ hint: 'If checking it sends you a code, you do not need that one.', problems })}
          ${submit('Save')}`,
            )
          : html`<p>Signing in asks for your password only. With a second step, someone who learns the password still cannot sign in as you. It needs one of these:</p>`
      }
      ${profile.mfa?.includes('SOFTWARE_TOKEN_MFA') ? '' : html`<p class="aside"><a href="/profile/authenticator">Set up an authenticator</a></p>`}
      ${profile.attributes.phone_number ? '' : html`<p class="aside"><a href="/profile/phone">Add a phone number</a></p>`}
      <p class="aside"><a href="/profile">Back to your profile</a></p>`,
    });
  };

  const entries = {
    SOFTWARE_TOKEN_MFA: fields.ticked,
    SMS_MFA: fields.ticked,
    EMAIL_OTP: fields.ticked,
    preferred: v.optional(v.picklist(['NONE', ...TYPES], 'Choose one'), 'NONE'),
    password: fields.password,
  };

  return new Hono<Env>()
    .get('/profile/second-step', async context => page(context, await takeDraft(context)))
    .post(
      '/profile/second-step',
      answering(entries, page, async (context, { preferred, password, ...ticked }) => {
        const { session, settings } = context.var;
        const profile = await profileOf(context);
        const types = switchable(profile, settings);
        const on = types.filter(type => ticked[type]);
        const first = on.find(type => type === preferred);
        if (on.length === 0 && settings.mfa === 'ON')
          throw new FormProblem('Everyone here needs a second step. Leave one on');
        // What is switched off is not asked for first any more, though it may still be chosen there.
        if (preferred !== 'NONE' && !first && !profile.mfa?.includes(preferred))
          throw new FormProblem('Ask first for one that is on', 'preferred');
        await people.prove(session, password);
        await people.signedIn(session, cognito =>
          cognito.setUserMfaPreference({
            ...Object.fromEntries(types.map(type => [SWITCHES[type], on.includes(type)])),
            ...(first && { preferred: first }),
          }),
        );
        return redirectWith(context, 'second-step-saved', '/profile');
      }),
    );
}
