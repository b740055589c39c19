import { readdirSync, readFileSync } from 'node:fs';

const site = new URL('../', import.meta.url);
const titleOf = path =>
  /^# (.*)$/m.exec(readFileSync(new URL(path, site), 'utf8'))?.[1]?.replaceAll('`', '') ?? path;
const linksTo = (folder, names) =>
  names.map(name => ({
    text: titleOf(`${folder}/${name}.md`),
    link: `/${folder}/${name.replace(/index$/, '')}`,
  }));
const pagesIn = folder =>
  readdirSync(new URL(`${folder}/`, site))
    .filter(name => name.endsWith('.md') && name !== 'index.md')
    .map(name => name.slice(0, -3));

const GUIDES = {
  'Signing people in': ['signing-in', 'mfa', 'devices', 'accounts', 'browsers', 'connecting', 'calling-apis'],
  'Keeping sessions': ['sessions-and-stores', 'own-store', 'pages', 'nextjs'],
  'Protecting APIs': ['guarding', 'verifying', 'serverless', 'runtimes'],
  Administering: ['users', 'groups', 'bulk', 'provisioning', 'gates', 'command'],
  Testing: ['testing', 'local-pool', 'local-pool-triggers', 'local-pool-serves'],
};
const BACKGROUND = ['production', 'security', 'faults', 'speed', 'what-users-ask', 'house'];
const named = new Set([...Object.values(GUIDES).flat(), ...BACKGROUND, 'how-to', 'errors']);
const others = pagesIn('docs').filter(name => !named.has(name));

const MENU = `
  .versions { appearance: auto; margin-left: 12px; padding: 2px 4px; font-size: 14px; border-radius: 4px;
    border: 1px solid var(--vp-c-divider); background: var(--vp-c-bg) }
  .VPNavBar .versions { display: none }
  @media (min-width: 768px) { .VPNavBar .versions { display: block } }
`;

/** Not imported from VitePress, which npm keeps outside the project. */
export default {
  title: 'Portcullis',
  description: 'A stateful Amazon Cognito client SDK for Node, in TypeScript',
  base: process.env.SITE_BASE,
  outDir: process.env.SITE_OUT,
  head: [
    ['link', { rel: 'icon', href: 'data:,' }],
    ['style', {}, MENU],
  ],
  cleanUrls: true,
  lastUpdated: false,
  markdown: { html: false },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guides', link: '/docs/how-to' },
      { text: 'Reference', link: '/reference/' },
      { text: 'Errors', link: '/docs/errors' },
      { text: 'Changelog', link: '/CHANGELOG' },
    ],
    sidebar: [
      { text: 'Portcullis', link: '/' },
      { text: 'How do I …', link: '/docs/how-to' },
      ...Object.entries(GUIDES).map(([text, names]) => ({ text, items: linksTo('docs', names) })),
      {
        text: 'Coming from',
        collapsed: true,
        items: linksTo('docs/coming-from', pagesIn('docs/coming-from')),
      },
      {
        text: 'Examples',
        collapsed: true,
        items: linksTo(
          'examples',
          readdirSync(new URL('examples/', site)).map(name => `${name}/index`),
        ),
      },
      ...(others.length > 0 ? [{ text: 'More', items: linksTo('docs', others) }] : []),
      {
        text: 'Background',
        items: [
          ...linksTo('docs', BACKGROUND),
          { text: 'Contributing', link: '/CONTRIBUTING' },
          { text: 'Changelog', link: '/CHANGELOG' },
        ],
      },
      { text: 'Error codes', collapsed: true, items: linksTo('errors', pagesIn('errors')) },
      { text: 'Reference', link: '/reference/' },
    ],
  },
};
