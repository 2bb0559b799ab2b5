// The plain-text part of a mail: complete in itself, every address on a line of its own.

import type { Letter } from './letter.ts';

export function letterToText(letter: Letter): string {
  const blocks = [
    letter.headline,
    letter.code === null ? '' : `    ${letter.code}`,
    ...letter.paragraphs,
    letter.facts
      .map(
        ({ label, value, note }) =>
          `${label}: ${value}${note === undefined ? '' : ` (${note.charAt(0).toLowerCase()}${note.slice(1)})`}`,
      )
      .join('\n'),
    ...letter.actions.map(({ label, href, note }) => [label, href, ...(note ? [note] : [])].join('\n')),
    `Holdfast ${letter.sender}`.trim(),
    ...letter.footer,
    letter.credit === null ? '' : `${letter.credit.text}: ${letter.credit.url}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
