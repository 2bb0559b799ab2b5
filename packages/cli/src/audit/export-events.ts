// `holdfast audit export --format …`: events of the whole log by time, actor and operation, in forms that other programs read.

import {
  EVENT_FORMATS,
  type EventFormat,
  type EventsAsked,
  formatEventsHead,
  type Operator,
} from '@holdfast/server/operator';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';
import { showProgress } from '../progress.ts';
import { withOperator } from '../with-operator.ts';
import { ResumableFile } from './resumable-file.ts';

export interface EventOptions extends AnswerOptions {
  readonly out: string;
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly operation?: readonly string[];
  readonly resume?: boolean;
}

/** Whether what is asked for is another form than the log itself. */
export const asksForEvents = ({ format, from, to, actor, operation, resume }: EventOptions): boolean =>
  [format, from, to, actor, operation, resume].some((option) => option !== undefined);

/** `2026-06-01`, `2026-06-01T12:00Z`, `2026-06-01T12:00:00.000+02:00`. A day alone is its first moment in UTC. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const OPERATION = /^[a-z-]+(?:\.[a-z-]+)*(?:\.\*)?$/;
const ACTOR = /^(?:holder|stranger|system|client|staff|acct_[0-9a-hjkmnp-tv-z]{26})$/;

function readMoment(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (!(at >= 0)) {
    throw new CommandFailure(`${name} is no moment: it looks like 2026-06-01 or 2026-06-01T12:00Z.`, EXIT.usage);
  }
  return at;
}

function readFormat(text: string | undefined): EventFormat {
  const format = EVENT_FORMATS.find((known) => known === (text ?? 'ndjson'));
  if (!format) throw new CommandFailure(`--format is one of ${EVENT_FORMATS.join(', ')}.`, EXIT.usage);
  return format;
}

async function readActor(operator: Operator, text: string | undefined): Promise<string | null> {
  if (text === undefined || ACTOR.test(text)) return text ?? null;
  if (!text.includes('@')) {
    throw new CommandFailure(
      '--actor is an address, an account (acct_…), or one of holder, stranger, system, client, staff.',
      EXIT.usage,
    );
  }
  const account = await operator.findAccountId(text);
  if (account === null) throw new CommandFailure(`No account has the address ${text}.`);
  return account;
}

function readOperations(names: readonly string[] = []): readonly string[] {
  const wrong = names.find((name) => !OPERATION.test(name));
  if (wrong !== undefined) {
    throw new CommandFailure(`--operation ${wrong} is none: it looks like credential.add or credential.*`, EXIT.usage);
  }
  return [...names].sort();
}

interface State {
  readonly size: number;
  readonly after: string | null;
  readonly events: number;
}

/** Marks are synced to the disk: seldom enough to cost nothing, often enough to lose little. */
const STRETCHES_A_MARK = 20;

export async function exportEvents(options: EventOptions): Promise<void> {
  const { out } = options;
  const [from, until] = [readMoment('--from', options.from), readMoment('--to', options.to)];
  const format = readFormat(options.format);
  const operations = readOperations(options.operation);
  const events = await withOperator(async (operator) => {
    const asked: EventsAsked = { format, from, until, operations, actor: await readActor(operator, options.actor) };
    const log = await operator.readLog();
    if (!log) throw new CommandFailure('Nothing has been sealed yet.');
    const spelling = JSON.stringify({ origin: log.origin, ...asked });
    const file = options.resume
      ? await ResumableFile.resume<State>(out, spelling)
      : await ResumableFile.begin<State>(out, spelling, { size: log.size, after: null, events: 0 });
    try {
      if (!options.resume) {
        await file.write(formatEventsHead(format));
        await file.mark(file.state);
      }
      return await write(operator, file, asked, log.origin);
    } catch (error) {
      await file.abandon();
      const { syscall, message } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      throw new CommandFailure(
        `${out} was not written to its end: ${message}. When that is mended, go on with --resume.`,
      );
    }
  });
  const counted = `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
  const limit =
    'They are copies in another form: to verify the log, export it without --format, --from, --to, --actor and --operation.';
  answer(options, `Wrote ${counted} to ${out}. ${limit}`, { file: out, format, events, verifiable: false });
}

async function write(
  operator: Operator,
  file: ResumableFile<State>,
  asked: EventsAsked,
  origin: string,
): Promise<number> {
  const progress = showProgress('Exporting');
  const { size, after } = file.state;
  let { events } = file.state;
  try {
    let stretches = 0;
    for await (const stretch of operator.exportEvents(asked, { origin, size }, after)) {
      await file.write(stretch.text);
      events += stretch.count;
      progress.at(events);
      if (++stretches % STRETCHES_A_MARK === 0) await file.mark({ size, after: stretch.after, events });
    }
    await file.finish();
    return events;
  } finally {
    progress.end();
  }
}
