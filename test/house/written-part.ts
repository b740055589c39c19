/** What `npm run docs` writes into a page: the source that it is made from, and the text. */
export interface WrittenPart {
  readonly source: string;
  readonly text: string;
}

const END = '<!-- Here ends what is written by `npm run docs`. -->';

/** The page with this part as the code has it. @throws where the page has no place for it. */
export function withPart(page: string, { source, text }: WrittenPart): string {
  const begin = `<!-- Written by \`npm run docs\` from ${source}. -->`;
  const [before, rest] = page.split(begin);
  const after = rest?.split(END).slice(1).join(END);
  if (!rest?.includes(END)) throw new Error(`the page needs the lines ${begin} and ${END}`);
  return `${before}${begin}\n\n${text}\n\n${END}${after}`;
}
