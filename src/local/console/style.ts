/** An open gate. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2f7d8c" stroke-width="2.4" stroke-linecap="round"><path d="M4 21V10a8 8 0 0 1 16 0v11M9 21V8M15 21V8M4 14h16"/></svg>`;

export const STYLE = `:root {
  color-scheme: light dark;
  --paper: #f5f7f8; --card: #fff; --ink: #16232b; --quiet: #53636d; --line: #d8dfe3; --edge: #74838d;
  --accent: #0b5c6b; --on-accent: #fff; --wash: #e6f2f4;
  --good: #1c6b34; --good-wash: #e4f4e8; --bad: #a8231b; --bad-wash: #fdecea;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f171c; --card: #172229; --ink: #e8eef1; --quiet: #a3b3bd; --line: #2b3a43; --edge: #7d8f9a;
    --accent: #6fcbdb; --on-accent: #06282f; --wash: #14343b;
    --good: #86d89b; --good-wash: #15321e; --bad: #ff9d94; --bad-wash: #3a1d1b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code, pre, .code { font-family: var(--mono); font-size: .92em; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.2; }
h2 { margin: 1.75rem 0 .6rem; font-size: 1.05rem; }
p { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: .5rem; top: -4rem; padding: .5rem 1rem; background: var(--accent); color: var(--on-accent); z-index: 1; }
.skip:focus { top: .5rem; }
header, .pools { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; padding: .5rem max(1rem, calc((100% - 68rem) / 2));
  background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: flex; gap: .5rem; align-items: center; font-weight: 650; color: inherit; text-decoration: none; padding: .35rem 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .15rem; margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: .35rem .7rem; border-radius: 6px; color: inherit; text-decoration: none; }
nav a:hover { background: var(--wash); }
nav a[aria-current] { background: var(--wash); color: var(--accent); font-weight: 600; box-shadow: inset 0 -2px var(--accent); }
main { flex: 1; width: 100%; max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; color: var(--quiet); font-size: .87rem;
  padding: .6rem max(1rem, calc((100% - 68rem) / 2)); border-top: 1px solid var(--line); }
footer p { margin: 0; }
#status { min-height: 1.5em; color: var(--ink); }
button, input, select, textarea { font: inherit; color: inherit; }
input:not([type=checkbox]), select, textarea { padding: .4rem .6rem; border: 1px solid var(--edge); border-radius: 6px; background: var(--card); max-width: 100%; }
textarea { width: 100%; font-family: var(--mono); font-size: .87rem; }
input[type=number] { width: 7rem; }
button { padding: .4rem .9rem; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button:hover { filter: brightness(1.1); }
button.second { background: transparent; color: var(--accent); }
button.second:hover { background: var(--wash); filter: none; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; margin: 0 0 1.25rem; }
.stack { display: grid; gap: .5rem; justify-items: start; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 5px; background: var(--wash); font-size: .85rem; font-weight: 600; }
.badge.good { background: var(--good-wash); color: var(--good); }
.badge.bad { background: var(--bad-wash); color: var(--bad); }
.hidden { padding: 0 .45rem; border: 1px dashed var(--edge); border-radius: 4px; color: var(--quiet); font-size: .85rem; }
.notice { padding: .6rem .9rem; border-left: 4px solid var(--accent); background: var(--card); }
.facts { margin: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.facts:empty { display: none; }
.facts > div { display: grid; grid-template-columns: 17rem 1fr; gap: .15rem 1rem; padding: .45rem .9rem; }
.facts > div + div { border-top: 1px solid var(--line); }
.facts + form, .why + form { margin-top: .75rem; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
.facts .copyable button { padding: 0 .5rem; font-size: .85rem; }
.inline { display: flex; flex-wrap: wrap; gap: .1rem .8rem; margin: 0; padding: 0; list-style: none; }
pre { margin: 0; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); white-space: pre-wrap; max-height: 32rem; overflow: auto; }
table { width: 100%; border-collapse: separate; border-spacing: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
th, td { padding: .45rem .9rem; text-align: left; vertical-align: top; }
th { font-size: .85rem; color: var(--quiet); font-weight: 600; white-space: nowrap; }
td { border-top: 1px solid var(--line); }
.requests, .messages { margin: 0; padding: 0; list-style: none; }
.requests > li, .messages > li { padding: .55rem .9rem; border: 1px solid var(--line); border-bottom-width: 0; background: var(--card); }
.requests > li:first-child, .messages > li:first-child { border-radius: 8px 8px 0 0; }
.requests > li:last-child, .messages > li:last-child { border-bottom-width: 1px; border-radius: 0 0 8px 8px; }
.requests > li:only-child, .messages > li:only-child { border-radius: 8px; }
.requests > li { display: grid; grid-template-columns: 1fr auto 4.5rem; gap: 0 1rem; align-items: baseline; }
.requests > li > a { color: inherit; text-decoration: none; }
.requests > li > a b { color: var(--accent); }
.requests > li > a:hover b { text-decoration: underline; }
.ms { text-align: right; font-variant-numeric: tabular-nums; }
time { font-variant-numeric: tabular-nums; }
.why { grid-column: 1 / -1; margin: .35rem 0 .2rem; padding-left: .8rem; border-left: 3px solid var(--bad); }
.why p { margin: 0 0 .15rem; font-weight: 600; }
.why .facts { border: 0; background: transparent; }
.why .facts > div { grid-template-columns: 5.5rem 1fr; padding: 0; border: 0; }
.messages p { margin: 0 0 .25rem; }
.code { font-size: 1.25rem; }
.code button { font: .9rem system-ui, sans-serif; }
.text { white-space: pre-wrap; }
.empty:not(:has(+ ol:empty)) { display: none; }
@media (max-width: 44rem) {
  header { gap: 0; }
  nav a { padding: .35rem .5rem; }
  .facts > div { grid-template-columns: 1fr; }
  .why .facts > div { grid-template-columns: 4.5rem 1fr; }
  .requests > li { grid-template-columns: 1fr auto; }
  .requests > li > a { grid-column: 1 / -1; }
  .badge { white-space: normal; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr, td { display: block; }
  tr + tr { border-top: 1px solid var(--edge); }
  td { display: grid; grid-template-columns: 7rem 1fr; gap: .5rem; border: 0; padding: .25rem .9rem; }
  td::before { content: attr(data-column); color: var(--quiet); }
  td.none { display: none; }
}
`;
