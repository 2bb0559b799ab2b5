// The sentences of alerts about keys: added, renamed, shut out, brought back, vouched for, and what was typed beside one.

import type { Operation } from '../../domain/authority.ts';
import type { AlertWords, Say } from './alert-shape.ts';
import { sayHoldAsked } from './hold-words.ts';
import { quoted } from './plain.ts';
import { sayRefused } from './refusal-words.ts';
import { sayTime } from './say-time.ts';
import { triedInside } from './tried-inside.ts';

const WAS_YOU_INSIDE =
  'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.';

const atStart = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const named = (name: string | null): string => (name === null ? 'a key' : `the key ${quoted(name)}`);
const change = (fact: AlertWords['fact'], ...effects: string[]): AlertWords => ({
  fact,
  follows: [...effects, WAS_YOU_INSIDE],
});

const added: Say = ({ event, protectedAccount }) => {
  const { effective_at: trustedAt } = event;
  const cannot = protectedAccount ? 'change the account or touch another key' : 'touch another key';
  return change(
    (account) => `Somebody added ${named(event.subject)} to ${account}`,
    trustedAt !== null && trustedAt > event.at
      ? `It is new: it signs in from now on, but cannot yet ${cannot}. It is trusted on ${sayTime(trustedAt)} at the latest.`
      : 'It signs in from now on, and is trusted.',
  );
};

const removed: Say = (told) => {
  const { facts, follows } = sayHoldAsked(
    'credential.remove',
    'It is shut out from this moment, with every session that it had opened. It is not gone for good yet.',
  )(told);
  const words = change(
    (account) => `Somebody asked to remove ${named(told.event.subject)} from ${account}`,
    ...follows,
  );
  return facts ? { ...words, facts } : words;
};

/** What stood beside the suspended key, by the word in the evidence. */
const BESIDE: Readonly<Record<string, string>> = {
  'recovery-key': 'A recovery key was typed beside it, so it is trusted from now on.',
  key: 'Another suspended key was used beside it, and came back too.',
  link: 'A recovery link to this mailbox was followed, and the key was used behind it.',
  nothing: 'A link, or the key itself, had suspended it, and for a week no other trusted key was used.',
};

const cameBack: Say = ({ event }) => ({
  fact: (account) => `${atStart(named(event.key_name))} came back and signed in to ${account}`,
  follows: [
    BESIDE[event.subject ?? ''] ?? 'It opens the account again.',
    event.subject === 'nothing' || event.subject === 'link'
      ? 'If it is trusted, no link suspends it for 30 days.'
      : 'If a key had suspended it, that key is suspended now. For 30 days no link suspends one that came back.',
    'If it was you, there is nothing to do. If it was not, sign in with another key and suspend it.',
  ],
  key: 'A key of this account',
});

const triedToComeBack: Say = ({ event }) => ({
  fact: (account) => `Somebody tried to bring a suspended key of ${account} back`,
  follows: [
    `${sayRefused(event.reason)} It stays suspended, and nobody got in.`,
    'If it was you, try again. If it was not, and the key signed, somebody else has it: remove it.',
  ],
  key: 'A key of this account',
  calm: true,
});

export const keyWords: Readonly<Partial<Record<Operation, { readonly done?: Say; readonly refused?: Say }>>> = {
  'step-up.second-key': { refused: triedInside((account) => `Somebody tried to show a second key for ${account}`) },
  'step-up.recovery-key': {
    done: ({ event }) =>
      change(
        (account) => `Somebody typed a recovery key of ${account}`,
        event.subject === 'trusted'
          ? `It was typed beside ${named(event.key_name)}, which is trusted from now on. The recovery key is not used up.`
          : 'It stands as a second proof for one change. The recovery key is not used up.',
      ),
    refused: triedInside((account) => `Somebody tried to type a recovery key of ${account}`),
  },
  'credential.add': {
    done: added,
    refused: triedInside((account) => `Somebody tried to add a key to ${account}`),
  },
  'credential.rename': {
    done: ({ event, particulars }) => {
      const was = particulars?.formerName;
      const it = was === undefined ? 'It' : `The key ${quoted(was)}`;
      return change(
        (account) => `Somebody renamed a key of ${account}`,
        event.subject === null
          ? 'It works as before.'
          : `${it} is now called ${quoted(event.subject)}, and works as before.`,
      );
    },
    refused: triedInside((account) => `Somebody tried to rename a key of ${account}`),
  },
  'credential.remove': {
    done: removed,
    refused: triedInside((account) => `Somebody tried to remove a key from ${account}`),
  },
  'credential.suspend': {
    done: ({ event, protectedAccount }) =>
      change(
        (account) => `Somebody suspended ${named(event.subject)} of ${account}`,
        'It opens nothing, and every session that it had opened has ended. What it alone had begun is stopped.',
        protectedAccount
          ? 'It comes back by another trusted key, or at sign-in with a recovery key.'
          : 'It comes back by another trusted key, or, where there is none, by the password and second factor; and, if it was trusted, behind a recovery link to this mailbox.',
        'Two suspended keys that were trusted also come back together, at sign-in.',
      ),
    refused: triedInside((account) => `Somebody tried to suspend a key of ${account}`),
  },
  'credential.bring-back': {
    done: ({ event }) =>
      change(
        (account) => `Somebody brought ${named(event.subject)} of ${account} back`,
        'It opens the account again. For 30 days no link suspends it.',
      ),
    refused: triedInside((account) => `Somebody tried to bring a suspended key of ${account} back`),
  },
  'credential.confirm': {
    done: ({ event }) =>
      change(
        (account) => `Somebody said that ${named(event.subject)} of ${account} is theirs`,
        'For 30 days no link suspends it. It does what it did before, and nothing more.',
      ),
    refused: triedInside((account) => `Somebody tried to vouch for a key of ${account}`),
  },
  'credential.come-back': { done: cameBack, refused: triedToComeBack },
  'credential.counter-regressed': {
    done: ({ event }) => ({
      fact: (account) => `${atStart(named(event.subject))} of ${account} may have been copied`,
      follows: [
        'A key like this counts its uses, and the count went back. That alone does not refuse it: some keys miscount.',
        'If you are not sure that no copy exists, sign in with another key, suspend this one and add a new one.',
      ],
      key: event.subject === null ? 'A key of this account' : quoted(event.subject),
    }),
  },
};
