import { writeFile } from 'node:fs/promises';
import { Cognito } from 'portcullis';
import { SoftwareTokenMfaRequiredError } from 'portcullis/errors';
import { pool } from './settings.js';

const cognito = new Cognito({ ...pool, username: 'ada' });
try {
  await cognito.authenticate('Correct-Horse-9');
} catch (error) {
  if (!(error instanceof SoftwareTokenMfaRequiredError)) throw error;
  // Plain JSON, good for some minutes. It is a secret: whoever has it and the code is signed in.
  await writeFile(process.env.CHALLENGE_FILE ?? '', JSON.stringify(error.challenge), { mode: 0o600 });
  console.log('the first process stops at a', error.challenge.name);
}
cognito.close();
