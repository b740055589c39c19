/**
 * The folder that a static host serves: a folder for each version, which is built once and stays as it is; the list of
 * them, which the menu of every version reads; and two pages that lead to the newest, for addresses without a version.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `v0.1` of 0.1.0: a patch documents what its minor version does. */
export const folderOf = (version: string): string => `v${version.split('.').slice(0, 2).join('.')}`;

const numbersOf = (folder: string): number[] => folder.slice(1).split('.').map(Number);

function newestFirst(one: string, other: string): number {
  const [major = 0, minor = 0] = numbersOf(one);
  const [otherMajor = 0, otherMinor = 0] = numbersOf(other);
  return otherMajor - major || otherMinor - minor;
}

/** Lists the versions that are there. */
export function listVersions(published: string): void {
  const versions = readdirSync(published)
    .filter(name => /^v\d+\.\d+$/.test(name))
    .sort(newestFirst);
  const [newest = ''] = versions;
  writeFileSync(join(published, 'versions.json'), `${JSON.stringify(versions)}\n`);
  writeFileSync(join(published, 'index.html'), leadingTo(`'/${newest}/'`, newest));
  // Hosts answer with this page what they do not have, such as /docs/signing-in.
  const elsewhere = `location.pathname.startsWith('/${newest}/') ? '/${newest}/' : '/${newest}' + location.pathname`;
  writeFileSync(join(published, '404.html'), leadingTo(elsewhere, newest));
}

const leadingTo = (address: string, newest: string): string => `<!doctype html>
<meta charset="utf-8"><title>Portcullis</title>
<script>location.replace((${address}) + location.hash)</script>
<p><a href="/${newest}/">The documentation of Portcullis</a></p>
`;
