// Renders docs/problems.md: every code that an answer can carry.

import { type ProblemCode, type ProblemKind, problems } from '../../packages/contract/src/problems.ts';
import { problemNotes } from './problem-notes.ts';

const INTRODUCTION = `# Problems

<!-- Generated from packages/contract/src/problems.ts by \`npm run generate\`. -->

Every "no" is RFC 9457 JSON, \`application/problem+json\`: \`type\` (\`urn:holdfast:problem:\` and the code), \`title\`,
\`status\`, \`code\`, and the few members that help. Branch on \`code\`: it does not change. A title is for people who read
logs; the sentences of the pages are their own.

A refusal is an answer, and it is kept: its evidence and its counters stay. Where the status is 500 or 503 nothing was
changed.`;

const section = ([code, { status, title }]: [string, ProblemKind]): string => {
  const { when, remedy } = problemNotes[code as ProblemCode];
  return `## \`${code}\`\n\n**${status}** · ${title}\n\n- When: ${when}\n- What to do: ${remedy}`;
};

export const renderProblems = (): string =>
  `${[INTRODUCTION, ...Object.entries<ProblemKind>(problems).map(section)].join('\n\n')}\n`;
