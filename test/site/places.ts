import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf } from './versions.js';

export const ROOT = join(import.meta.dirname, '../..');

/** What a static host serves. */
export const PUBLISHED = resolve(process.env.PUBLISH_TO ?? join(ROOT, '.site/published'));

/** The folder of this version in it. */
export const VERSION = folderOf(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
