// Every command's manual beyond its options. A command without one fails a test.

import type { Manual } from './manual.ts';

const DATA: readonly [string, string] = ['HOLDFAST_DATA_DIR', 'the server’s data folder; ./data by default'];
const DATABASE: readonly [string, string] = [
  'HOLDFAST_DATABASE_URL',
  'PostgreSQL instead of the file in the data folder',
];
const SECRETS: readonly [string, string] = [
  'HOLDFAST_SECRETS_FILE',
  'the server’s secrets; in development secrets.json in the data folder',
];
const WHERE = [DATA, DATABASE] as const;

export const manuals: Readonly<Record<string, Manual>> = {
  'audit export': {
    exit: {
      0: 'the file is whole',
      1: 'nothing was sealed yet, no account has the address, or the file cannot be written',
    },
    examples: [
      ['npx holdfast audit export --out log.ndjson', 'writes the whole log, while the server runs'],
      [
        'npx holdfast audit export --out june.ocsf --format ocsf --from 2026-06-01 --to 2026-07-01',
        'writes a month of events in a form that SIEMs read',
      ],
    ],
    environment: WHERE,
    see: 'docs/activity-export.md',
  },
  'audit prove': {
    exit: { 0: 'the proof was printed', 1: 'there is no such event, or it is not sealed yet' },
    examples: [
      ['npx holdfast audit prove evnt_01jd0000000000000000000000', 'prints entry, proof, signed head and opening'],
    ],
    environment: WHERE,
    see: 'docs/sealed-log.md',
  },
  'audit verify': {
    exit: { 0: 'the log is as it was sealed', 1: 'it is not; the first bad place is named' },
    examples: [
      [
        "npx holdfast audit verify log.ndjson --key 'example.com/log+…'",
        'verifies an export anywhere, without the server',
      ],
      [
        'npx holdfast audit verify --since kept.note',
        'verifies the database, and that it grew out of a head that was kept',
      ],
      [
        "npx holdfast audit verify log.ndjson --witness 'one.example/w+…' --witness 'two.example/w+…' --quorum 2",
        'verifies that both witnesses saw this very log',
      ],
      [
        'npx holdfast audit verify --url https://account.example.com --keep head.note',
        'verifies what is served and that it grew since last time, and keeps its head for the next',
      ],
    ],
    environment: WHERE,
    see: 'docs/sealed-log.md',
  },
  backup: {
    exit: { 0: 'the file is whole', 1: 'it was not written; nothing of it is left' },
    examples: [
      ['npx holdfast backup --out 2026-11-21.backup', 'writes one file, for its owner alone'],
      ['npx holdfast backup --out - | age -r age1… > 2026-11-21.backup.age', 'encrypts it on the way'],
    ],
    files: [['FILE.part', 'where it is written before it is whole; a file named FILE is whole']],
    environment: WHERE,
    see: 'docs/backup.md, which says what else to keep',
  },
  retention: {
    exit: { 0: 'done; with --dry-run: said' },
    examples: [
      ['npx holdfast retention --dry-run', 'says how much would go, and changes nothing'],
      ['npx holdfast retention', 'does now what the server does once a day'],
    ],
    environment: [...WHERE, SECRETS],
    see: 'docs/data-rights.md',
  },
  'training verify': {
    exit: { 0: 'the receipt is what the ledger signed', 1: 'it is not; the output says why' },
    examples: [
      [
        'npx holdfast training verify receipt.jws --keys keys.json --answers answer.json',
        'verifies a receipt and what it is about, with the server switched off',
      ],
      [
        "npx holdfast training verify receipt.jws --keys keys.json --answers answer.json --item 'conversation 7' --account acct_01jd0000000000000000000000 --made-at 1763700000000",
        'verifies whose content it was, too',
      ],
    ],
    see: 'docs/training-ledger.md',
  },
  'client add': {
    exit: { 0: 'the program is in; its token was printed, once' },
    examples: [
      [
        "npx holdfast client add 'Nightly pipeline' > token",
        'the token goes to standard output, the rest is said beside it',
      ],
    ],
    environment: [...WHERE, SECRETS],
    see: 'docs/training-ledger.md',
  },
  'client end': {
    exit: { 0: 'the program is out', 1: 'there is no such live program' },
    examples: [['npx holdfast client end clnt_01jd0000000000000000000000', 'its token opens nothing from now on']],
    environment: WHERE,
    see: 'docs/training-ledger.md',
  },
  'client list': {
    exit: { 0: 'the list was printed' },
    examples: [['npx holdfast client list --json', 'one JSON object']],
    environment: WHERE,
    see: 'docs/training-ledger.md',
  },
  doctor: {
    exit: { 0: 'nothing fails; there may be warnings', 1: 'at least one thing fails' },
    examples: [
      ['npx holdfast doctor', 'one line for each check, and what to do'],
      ['npx holdfast doctor --json', 'one JSON object, for monitoring'],
    ],
    environment: [['every HOLDFAST_ setting', 'give it the server’s own']],
    see: 'docs/configuration.md',
  },
  'keys rotate': {
    exit: { 0: 'there is a new version, and it is on record', 1: 'the file or the database cannot be written' },
    examples: [
      ['npx holdfast keys rotate', 'puts a new version in front of the file’s'],
      ['npx holdfast keys rotate --print | secret-store write holdfast', 'for secrets that are kept elsewhere'],
    ],
    files: [['secrets.json', 'in the data folder: development’s secrets']],
    environment: [SECRETS, ...WHERE],
    see: 'docs/operating.md',
  },
  migrate: {
    exit: { 0: 'the schema is this program’s', 1: 'with --dry-run: there are steps to apply' },
    examples: [
      ['npx holdfast migrate --dry-run', 'lists what would be applied, and changes nothing'],
      ['npx holdfast backup --out before.backup && npx holdfast migrate', 'there is no way back but a backup'],
    ],
    environment: WHERE,
    see: 'docs/operating.md',
  },
  restore: {
    exit: {
      0: 'the backup is in its place; with --check: the file is whole',
      1: 'the file is damaged, the database is not empty, or somebody has it open; nothing was changed',
    },
    examples: [
      ['npx holdfast restore 2026-11-21.backup --check', 'reads the file through, and touches nothing'],
      ['npx holdfast restore 2026-11-21.backup', 'into an empty database; every server stopped'],
      ['age -d 2026-11-21.backup.age | npx holdfast restore -', 'from an encrypted file; checked as it is loaded'],
    ],
    files: [['holdfast.db.before-…', 'the SQLite file that was replaced']],
    environment: [...WHERE, SECRETS],
    see: 'docs/backup.md',
  },
  'restore decide': {
    exit: { 0: 'decided, and on record', 1: 'no restore waits for a decision' },
    examples: [
      ['npx holdfast restore decide --resume-holds --keep-codes', 'as the copy had it, with every wait from its start'],
    ],
    environment: [...WHERE, SECRETS],
    see: 'docs/backup.md',
  },
  'restore tell': {
    exit: { 0: 'every holder was told, now or before', 1: 'nothing was put back, or it was not confirmed' },
    examples: [['npx holdfast restore tell', 'after a restore; the running server sends the mail']],
    environment: [...WHERE, SECRETS],
    see: 'docs/backup.md',
  },
  serve: {
    exit: { 0: 'it was asked to stop, and drained', 1: 'it could not start, or a fault stopped it' },
    examples: [
      ['npx holdfast serve', 'in the foreground; nothing has to be set on localhost'],
      ['HOLDFAST_CONFIG_FILE=/etc/holdfast.json npx holdfast serve', 'with settings from a file'],
    ],
    environment: [['every HOLDFAST_ setting', 'see docs/configuration.md']],
    see: 'docs/operating.md',
  },
  setup: {
    exit: { 0: 'the link was printed', 1: 'the server is set up; with --again: not confirmed' },
    examples: [
      ['npx holdfast setup', 'prints a new one-time link; earlier ones stop working'],
      [
        'npx holdfast setup --again',
        'for one more operator, when none can sign in; on record, and every operator is told',
      ],
    ],
    environment: [...WHERE, SECRETS, ['HOLDFAST_PUBLIC_URL', 'where the link leads']],
    see: 'docs/operating.md',
  },
  witness: {
    exit: {
      0: 'it was stopped',
      1: 'it cannot run: another process runs it, or what it cosigned is no longer known',
    },
    examples: [
      [
        "npx holdfast witness --data ./witness --name witness.example.org/w1 --log 'example.com/log+…'",
        'makes its keys, prints them, and cosigns that log at 127.0.0.1:8410',
      ],
    ],
    files: [
      ['key.json', 'its keys, readable by one user'],
      ['state.json', 'the newest tree of each log that it cosigned; without it, it does not start'],
      ['lock', 'which process runs it'],
    ],
    see: 'docs/witnesses.md',
  },
};
