// docs/cli.md: every command's own help, as the program prints it.

import { doers } from '../../packages/cli/src/manual.ts';
import { createProgram } from '../../packages/cli/src/program.ts';

type Command = ReturnType<typeof createProgram>;

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 96,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

const INTRODUCTION = `# The command line

<!-- Generated from packages/cli/src by \`npm run generate\`. -->

\`npx holdfast …\` from a clone, at the machine of the server and as its user: the commands open the same settings and the same
database, whether a server runs or not. Nothing secret is ever an argument: secrets come from files, from the environment or
from standard input. Long work says how far it is on standard error where somebody looks. With \`--json\` the answer is one JSON
object. The exit status is 0 only when what was asked is true or done.`;

/** The whole page, in Markdown. */
export function renderCommandLine(): string {
  const program = createProgram();
  const parts = [...doers(program)].map(
    ([words, command]) => `## \`holdfast ${words}\`\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``,
  );
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}
