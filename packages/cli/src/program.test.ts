// Every command has a manual that says all there is to know, an answer for programs, and no secret among its arguments.

import { describe, expect, it } from 'vitest';
import { doers, formatManual } from './manual.ts';
import { manuals } from './manuals.ts';
import { createProgram } from './program.ts';

const commands = [...doers(createProgram())];

describe.each(commands)('holdfast %s', (words, command) => {
  it('has a manual with each exit status and an example of itself', () => {
    const manual = manuals[words];
    expect(manual?.exit[0]).toBeTruthy();
    expect(manual?.examples.some(([line]) => line.includes(`holdfast ${words}`))).toBe(true);
  });

  it('says what it is for', () => {
    expect(command.description().length).toBeGreaterThan(20);
  });

  it('answers with JSON where a program asks', () => {
    const prints = words === 'audit prove' || command.options.some(({ long }) => long === '--json');
    expect(prints).toBe(true);
  });

  it('takes no secret from the command line, where everybody on the machine can read it', () => {
    const taken = [...command.registeredArguments.map((argument) => argument.name())];
    for (const option of command.options) if (option.required || option.optional) taken.push(option.attributeName());
    expect(taken.filter((name) => /secret|token|password|passphrase|private|seed/i.test(name))).toEqual([]);
  });
});

it('there is no manual of a command that is not there', () => {
  const known = commands.map(([words]) => words);
  expect(Object.keys(manuals).filter((words) => !known.includes(words))).toEqual([]);
});

it('a manual has what every command shares, in the order of the numbers', () => {
  const text = formatManual({ exit: { 0: 'done', 1: 'not done' }, examples: [['holdfast x', 'does x']] });
  expect([...text.matchAll(/^ {2}(\d+)/gm)].map(([, status]) => status)).toEqual(['0', '1', '2', '78']);
  expect(text).toContain('holdfast x\n      does x');
});
