import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Cognito, Device, UserSession } from 'portcullis';
import { ResourceNotFoundError, UnsupportedError } from 'portcullis/errors';
import { revokeOtherSessions } from 'portcullis/http/session';
import type { Env, Html, WebContext } from '../../env.js';
import { fields } from '../../fields.js';
import { answering, type FormPage } from '../../forms.js';
import { redirectWith } from '../../notices.js';
import type { People } from '../../people.js';
import { show } from '../layout.js';
import { form, time } from '../parts.js';

/** What a page of Cognito's lists holds at most. */
const MANY = 60;

/** The person's sessions; undefined where the pool does not keep a list of them. */
const sessionsOf = async (cognito: Cognito): Promise<readonly UserSession[] | undefined> =>
  cognito
    .listSessions()
    .page()
    .then(
      ({ items }) => items,
      error => {
        if (error instanceof UnsupportedError) return undefined;
        throw error;
      },
    );

/** The browsers that the pool knows, each with whether it takes the place of the second step. */
async function browsersOf(cognito: Cognito): Promise<readonly Device[]> {
  const { items } = await cognito.listDevices().page();
  return Promise.all(items.slice(0, MANY).map(({ deviceKey }) => cognito.getDevice(deviceKey)));
}

/** Ends the session unless it is over already. */
async function end(cognito: Cognito, sessionId: string): Promise<void> {
  await cognito.revokeSession(sessionId).catch(error => {
    if (!(error instanceof ResourceNotFoundError)) throw error;
  });
}

/** Ends every session of the signed-in user but this one, where the pool keeps a list of them. */
export async function endOthers(cognito: Cognito): Promise<void> {
  await revokeOtherSessions(cognito).catch(error => {
    if (!(error instanceof UnsupportedError)) throw error;
  });
}

interface Row {
  readonly title: string;
  readonly facts: Html;
  readonly tag?: string | undefined;
  /** The form that ends it, for all but what this browser is. */
  readonly action?: Html | undefined;
}

const row = ({ title, facts, tag, action }: Row): Html => html`
        <li>
          <strong>${title}</strong>${tag ? html` <span class="tag">${tag}</span>` : ''}
          <p class="facts">${facts}</p>
          ${action ?? ''}
        </li>`;

const button = (context: WebContext, action: string, id: string, text: string, which: Html): Html =>
  form(
    context,
    html`<input type="hidden" name="id" value="${id}"><button class="second">${text}<span class="unseen"> (${which})</span></button>`,
    { action },
  );

const sessionRow = (context: WebContext, session: UserSession): Html =>
  row({
    title: session.current ? 'This browser' : 'Another browser or app',
    facts: html`Signed in ${time(session.createdAt)}, last active ${time(session.lastActiveAt)}`,
    action: session.current
      ? undefined
      : button(context, '/profile/sessions', session.sessionId, 'Sign out there', time(session.createdAt)),
  });

function browserRow(
  context: WebContext,
  { deviceKey, attributes, createdAt, authenticatedAt }: Device,
): Html {
  const isThis = isThisBrowser(context, deviceKey);
  const isRemembered = attributes['dev:device_remembered_status'] === 'remembered';
  return row({
    title: isThis ? 'This browser' : 'Another browser',
    tag: isRemembered ? 'No second step' : undefined,
    facts: html`Known since ${time(createdAt)}, last used ${time(authenticatedAt)}`,
    action:
      isRemembered || !isThis
        ? button(context, '/profile/browsers', deviceKey, 'Forget', time(createdAt))
        : undefined,
  });
}

const isThisBrowser = ({ var: { session } }: WebContext, deviceKey: string): boolean =>
  deviceKey === session.tokens?.deviceKey;

export function sessions(people: People) {
  const page: FormPage = async (context, _typed, problems) => {
    const { session, settings } = context.var;
    const [open, browsers] = await people.signedIn(session, cognito =>
      Promise.all([sessionsOf(cognito), settings.tracksDevices ? browsersOf(cognito) : []]),
    );
    const others = open?.some(({ current }) => !current);
    return show(context, {
      title: 'Browsers and sessions',
      wide: true,
      problems,
      body: html`
      <section aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        ${open ? html`<ul class="rows">${open.map(one => sessionRow(context, one))}</ul>` : html`<p>This site keeps no list of sessions.</p>`}
        ${others ? form(context, html`<button class="main">Sign out everywhere else</button>`, { action: '/profile/sessions/others' }) : ''}
      </section>
      <section aria-labelledby="browsers">
        <h2 id="browsers">Browsers that you have signed in with</h2>
        ${browsers.length > 0 ? html`<ul class="rows">${browsers.map(one => browserRow(context, one))}</ul>` : html`<p>None is remembered.</p>`}
      </section>
      <p class="aside"><a href="/profile">Back to your profile</a></p>`,
    });
  };

  return new Hono<Env>()
    .get('/profile/sessions', context => page(context))
    .post(
      '/profile/sessions',
      answering({ id: fields.id }, page, async (context, { id }) => {
        await people.signedIn(context.var.session, cognito => end(cognito, id));
        return redirectWith(context, 'sessions-ended', '/profile/sessions');
      }),
    )
    .post(
      '/profile/sessions/others',
      answering({}, page, async context => {
        await people.signedIn(context.var.session, endOthers);
        return redirectWith(context, 'sessions-ended', '/profile/sessions');
      }),
    )
    .post(
      '/profile/browsers',
      answering({ id: fields.id }, page, async (context, { id }) => {
        await people.signedIn(context.var.session, cognito =>
          // This browser's session could not be renewed if the pool no longer knew the browser.
          isThisBrowser(context, id)
            ? cognito.updateDeviceStatus({ deviceKey: id, remembered: false })
            : cognito.forgetDevice(id),
        );
        return redirectWith(context, 'device-forgotten', '/profile/sessions');
      }),
    );
}
