import { html, raw } from 'hono/html';
import { qrCode } from 'portcullis';
import { onTheWay } from '../addresses.js';
import type { Html, WebContext } from '../env.js';
import type { Typed } from '../forms.js';
import type { Problem } from '../problems.js';
import { show } from './layout.js';
import { codeField, form, submit } from './parts.js';

interface AuthenticatorPage {
  /** The secret as an `otpauth://` URI, which the form carries, so that a wrong code does not need a new secret. */
  readonly typed: Typed | undefined;
  readonly why: string;
  readonly problems?: readonly Problem[] | undefined;
  /** More hidden fields of the form. */
  readonly fields?: Html;
  /** Where the form posts to. Default: this page. */
  readonly action?: string;
}

/** Shows an authenticator's secret, to scan, to open and to type, and asks for the first code. */
export async function authenticatorPage(context: WebContext, page: AuthenticatorPage) {
  const { typed, why, problems, fields = '', action } = page;
  const uri = typed?.uri ?? '';
  // Not our form: start again with a new secret.
  if (!/^otpauth:\/\/totp\/.{1,500}$/.test(uri))
    return context.redirect(onTheWay(context, context.req.path), 303);
  return show(context, {
    title: 'Set up an authenticator',
    problems,
    body: html`
      <p>${why}</p>
      ${form(
        context,
        html`${fields}
          <ol class="steps">
            <li>Open an authenticator app on your phone, and add an account to it.</li>
            <li>Scan this picture with the app. ${await secret(uri)}</li>
            <li>Enter the code that the app shows now.</li>
          </ol>
          <input type="hidden" name="uri" value="${uri}">
          ${codeField({ value: typed?.code, problems })}
          ${submit('Turn it on')}`,
        action === undefined ? {} : { action },
      )}`,
  });
}

async function secret(uri: string): Promise<Html> {
  const text = new URL(uri).searchParams.get('secret') ?? '';
  return html`
              <div class="qr" role="img" aria-label="QR code of the secret below">${raw(await qrCode(uri, 'svg'))}</div>
              <p>On this phone? <a href="${uri}">Open in authenticator</a></p>
              <p>Cannot scan it? Type this secret instead:</p>
              <p><code class="secret">${text.replace(/.{4}(?=.)/g, '$& ')}</code></p>`;
}
