import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Cognito, Contact } from 'portcullis';
import { AliasExistsError } from 'portcullis/errors';
import { takeDraft } from '../../drafts.js';
import type { Env, Html } from '../../env.js';
import { fields } from '../../fields.js';
import { answering, type FormPage } from '../../forms.js';
import { type Notice, redirectWith } from '../../notices.js';
import type { People } from '../../people.js';
import { FormProblem } from '../../problems.js';
import { show } from '../layout.js';
import { codeField, emailField, type Field, field, form, passwordField, submit } from '../parts.js';

/** An address or a number that the pool sends codes to. */
interface Kind {
  readonly attribute: Contact;
  readonly path: string;
  /** What people call it. */
  readonly name: string;
  readonly schema: typeof fields.email | typeof fields.phone;
  readonly input: (more: Partial<Field>) => Html;
  readonly changed: Notice;
  readonly removable: boolean;
}

const EMAIL: Kind = {
  attribute: 'email',
  path: '/profile/email',
  name: 'e-mail address',
  schema: fields.email,
  input: more => emailField({ name: 'value', label: 'New e-mail address', ...more }),
  changed: 'email-changed',
  removable: false,
};

const PHONE: Kind = {
  attribute: 'phone_number',
  path: '/profile/phone',
  name: 'phone number',
  schema: fields.phone,
  input: more =>
    field({
      name: 'value',
      label: 'New phone number',
      type: 'tel',
      autocomplete: 'tel',
      hint: 'With its country code, such as +44 1234 567890.',
      ...more,
    }),
  changed: 'phone-changed',
  removable: true,
};

function contact(people: People, { attribute, path, name, schema, input, changed, removable }: Kind) {
  const page: FormPage = async (context, typed, problems) => {
    const { attributes } = await people.signedIn(context.var.session, cognito => cognito.getUser());
    const now = attributes[attribute];
    const waits = now && attributes[`${attribute}_verified`] !== true;
    return show(context, {
      title: `Change your ${name}`,
      problems,
      body: html`
      <p>${now ? html`Now it is ${now}.` : `You have no ${name} here yet.`} We send a code to the new one, and take it once you enter the code.</p>
      ${form(
        context,
        html`
          ${input({ value: typed?.value, problems })}
          ${passwordField({ problems })}
          ${submit('Send the code')}
          ${removable && now ? html`<p class="aside"><button class="link" formaction="${path}/remove">Remove your ${name}</button></p>` : ''}
          ${waits ? html`<p class="aside">This one waits for its code. <button class="link" formaction="${path}/resend">Send a new code</button></p>` : ''}`,
        { action: path },
      )}
      <p class="aside"><a href="/profile">Back to your profile</a></p>`,
    });
  };

  const codePage: FormPage = async (context, typed, problems) => {
    await context.var.session.require();
    return show(context, {
      title: `Verify your ${name}`,
      problems,
      body: html`
      ${form(
        context,
        html`
          ${codeField({ value: typed?.code, hint: `The digits that we have sent to your new ${name}.`, problems })}
          ${submit('Verify')}
          <p class="aside">No code? <button class="link" formaction="${path}/resend">Send a new one</button>, or <a href="${path}">enter another ${name}</a>.</p>`,
        { action: `${path}/code` },
      )}
      <p class="aside"><a href="/profile">Back to your profile</a></p>`,
    });
  };

  return new Hono<Env>()
    .get(path, async context => page(context, await takeDraft(context)))
    .post(
      path,
      answering({ value: schema, password: fields.password }, page, async (context, values) => {
        const { session } = context.var;
        await people.prove(session, values.password);
        await people.unhurried(() =>
          people.signedIn(session, cognito => change(cognito, attribute, values.value)),
        );
        return context.redirect(`${path}/code`, 303);
      }),
    )
    .post(
      `${path}/remove`,
      answering({ password: fields.password }, page, async (context, values) => {
        if (!removable) throw new FormProblem(`You cannot do without an ${name}`);
        const { session, settings } = context.var;
        await people.prove(session, values.password);
        await people.signedIn(session, cognito => removePhone(cognito, settings.mfa === 'ON'));
        return redirectWith(context, 'phone-removed', '/profile');
      }),
    )
    .get(`${path}/code`, context => codePage(context))
    .post(
      `${path}/code`,
      answering({ code: fields.code }, codePage, async (context, { code }) => {
        const { session } = context.var;
        await people.signedIn(session, cognito => cognito.validateVerification(code, attribute));
        await people.renew(session);
        return redirectWith(context, changed, '/profile');
      }),
    )
    .post(
      `${path}/resend`,
      answering({}, codePage, async context => {
        await people.signedIn(context.var.session, cognito => cognito.sendVerification(attribute));
        return redirectWith(context, 'code-sent', `${path}/code`);
      }),
    );
}

/** Asks for a change, which a code completes. It does not tell whether another account has the address or number. */
async function change(cognito: Cognito, attribute: Contact, value: string): Promise<void> {
  try {
    const sent = await cognito.updateProfile({ [attribute]: value });
    if (sent.length === 0) await cognito.sendVerification(attribute);
  } catch (error) {
    if (!(error instanceof AliasExistsError)) throw error;
  }
}

/** A number that is gone can bring no codes. */
async function removePhone(cognito: Cognito, needsSecondStep: boolean): Promise<void> {
  const profile = await cognito.getUser();
  const { mfa = [] } = profile;
  if (needsSecondStep && mfa.every(factor => factor === 'SMS_MFA'))
    throw new FormProblem('Everyone here needs a second step. Set up another one first');
  if (mfa.includes('SMS_MFA')) await cognito.setUserMfaPreference({ sms: false });
  profile.attributes.phone_number = undefined;
  await profile.save();
}

export const contacts = (people: People) =>
  new Hono<Env>().route('/', contact(people, EMAIL)).route('/', contact(people, PHONE));
