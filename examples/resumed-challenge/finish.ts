import { readFile } from 'node:fs/promises';
import { Cognito, totpCode } from 'portcullis';
import { pool } from './settings.js';

const challenge = JSON.parse(await readFile(process.env.CHALLENGE_FILE ?? '', 'utf8'));
const cognito = new Cognito(pool);
const { username } = await cognito.respondToSoftwareTokenMfa(await totpCode(process.env.TOTP_SECRET ?? ''), {
  challenge,
});
console.log('the second process has signed in', username);
cognito.close();
