import { InvalidArgumentError, Option } from 'commander';

function addAttribute(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name = '', value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (value === undefined) throw new InvalidArgumentError('It is written like email=ada@example.com.');
  return { ...before, [name]: value };
}

export const attributeOption = () =>
  new Option('--attribute <name=value>', 'such as email=ada@example.com; may be repeated').argParser(
    addAttribute,
  );

export const limitOption = () =>
  new Option('--limit <number>', 'at most so many').argParser(text => {
    if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It is a whole number, at least 1.');
    return Number(text);
  });
