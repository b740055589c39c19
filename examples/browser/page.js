import { PortcullisError } from 'portcullis/errors';
import { Cognito, UserPool, WebStore } from 'portcullis/web';

// Written into the page by the server: the pool and the app client, which are no secrets.
const { username: last, ...settings } = { ...globalThis.settings, username: localStorage.getItem('last') };
const pool = new UserPool({ ...settings, store: new WebStore() });

const form = document.querySelector('form');
const output = document.querySelector('output');
const welcome = cognito => {
  form.hidden = true;
  output.value = `Good morning, ${cognito.username}`;
};

// The session of an earlier visit, which any tab of this site may have renewed.
const restored = last && (await Cognito.restore({ pool, username: last }));
if (restored) welcome(restored);

form.addEventListener('submit', async event => {
  event.preventDefault();
  const { username, password } = Object.fromEntries(new FormData(form));
  try {
    const cognito = new Cognito({ pool, username });
    await cognito.authenticate(password);
    localStorage.setItem('last', username);
    welcome(cognito);
  } catch (error) {
    output.value = error instanceof PortcullisError ? `That did not work: ${error.code}` : 'Try again later';
  }
});
