// Composes a mail: what happened, the facts, what to do, why it was sent.

import { authority } from '../../domain/authority.ts';
import { GEO_CREDIT } from '../../platform/geo.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { DISOWN_MS } from '../alert/disown-link.ts';
import { CODE_MS } from '../one-time-code.ts';
import { sayAddressChanged } from './address-words.ts';
import type { AlertWords, Told } from './alert-shape.ts';
import { sayButton } from './button-words.ts';
import { sayErased } from './erased-words.ts';
import type { Action, Fact, Letter } from './letter.ts';
import { sayLink, sayTakeBackLink } from './link-words.ts';
import { plain, quoted } from './plain.ts';
import { sayTime } from './say-time.ts';
import type { MailContent, QueuedMail } from './send-mail.ts';
import { isOperation, wordsOf } from './words-of.ts';

export interface LetterInput {
  readonly mail: QueuedMail;
  readonly platformName: string;
  readonly publicUrl: string;
  /** Behind “This wasn’t me”; null where there is nothing to disown. */
  readonly disownLink: string | null;
  /** Behind “This is not them”; null where the mail asks no contact about a recovery. */
  readonly notThemLink?: string | null;
  readonly countryName: (code: string) => string;
  readonly now: number;
}

const PRODUCT = 'Holdfast';

export function writeLetter(input: LetterInput): Letter {
  const { content } = input.mail;
  switch (content.kind) {
    case 'sign-up-code':
      return writeCode(input, content, {
        purpose: `to sign up for ${plain(input.platformName)}`,
        headline: 'Here is the code for your new account',
        unasked: 'If you did not ask for it, there is nothing to do: without the code, no account is made.',
      });
    case 'email-code':
      return writeCode(input, content, {
        purpose: `to use this address with your ${plain(input.platformName)} account`,
        headline: 'Here is the code for your new e-mail address',
        unasked: 'If you did not ask for it, there is nothing to do: without the code, no account takes this address.',
      });
    case 'contact-invitation':
      return writeInvitation(input, content);
    case 'recovery-link':
      return writeLink(input, content);
    case 'take-back-link':
      return writeTakeBack(input, content);
    case 'address-changed':
      return writeAddressChanged(input, content);
    case 'account-erased':
      return writeErased(input, content);
    case 'alert':
      return writeAlert(input, content);
  }
}

/** It holds no secret: only whoever signs in with this address, and with a key, can accept. */
function writeInvitation(
  input: LetterInput,
  { name, email, expiresAt }: { readonly name: string; readonly email: string; readonly expiresAt: number },
): Letter {
  const platform = plain(input.platformName);
  return {
    ...frame(input),
    subject: `You are asked to be a recovery contact on ${platform}`,
    preview: `By ${plain(email)}. Ask them before you accept.`,
    headline: `${quoted(name)} asks you to be a recovery contact.`,
    paragraphs: [
      'If they lose all their keys one day, you would be asked to say with a key of your own that it is really them. It gives you no way into their account, and them none into yours.',
      'Speak to them before you accept. Anybody can give themselves any name; the address below is the one of their account.',
      `Accept or decline with an account that has this address and is protected, until ${sayTime(expiresAt)}. If you do not know them, there is nothing to do.`,
    ],
    code: null,
    facts: [
      { label: 'Who asks', value: plain(email), note: `Calls themselves ${quoted(name)}` },
      { label: 'Accept until', value: sayTime(expiresAt) },
    ],
    actions: [{ label: 'Look at the invitation', href: `${input.publicUrl}/contacts`, loud: true }],
    footer: [
      `You get this message because somebody with an account at ${platform} typed your address.`,
      `Nobody from ${platform} will ever ask you for a code, a key or a recovery key.`,
      `Check the address before you act: what you are to open here is at ${new URL(input.publicUrl).host} and nowhere else. ${UNTRACKED}`,
    ],
  };
}

interface CodeWords {
  /** Ends the subject: 'Your code …'. */
  readonly purpose: string;
  readonly headline: string;
  readonly unasked: string;
}

/** The subject and the preview stay without the code: they show on locked screens. */
function writeCode(
  input: LetterInput,
  { code, expiresAt }: { readonly code: string; readonly expiresAt: number },
  { purpose, headline, unasked }: CodeWords,
): Letter {
  const minutes = CODE_MS / 60_000;
  const late = input.now >= expiresAt;
  const until = late
    ? `Its code was valid for ${minutes} minutes, until ${sayTime(expiresAt)}. Ask for another on the same page.`
    : `Type it on the page that asked for it. It works once, and is valid for ${minutes} minutes: until ${sayTime(expiresAt)}.`;
  return {
    ...frame(input),
    subject: late ? `Too late: your code ${purpose}` : `Your code ${purpose}`,
    preview: late ? 'It came too late.' : `Valid until ${sayTime(expiresAt)}.`,
    headline: late ? 'This mail came too late.' : `${headline}.`,
    paragraphs: [until, unasked],
    code: late ? null : code,
    facts: [],
    actions: [],
    footer: [
      'Nobody will ever ask you for this code: not by phone, not in a chat, not by mail.',
      `Type it at ${new URL(input.publicUrl).host} and nowhere else.`,
      UNTRACKED,
    ],
  };
}

/** The address itself stays out of the preview, as codes do. */
function writeLink(input: LetterInput, content: Extract<MailContent, { readonly kind: 'recovery-link' }>): Letter {
  const late = input.now >= content.expiresAt;
  const words = sayLink(content, plain(input.platformName), late);
  const href = `${input.publicUrl}/recover/link#${content.link}`;
  return {
    ...frame(input),
    ...words,
    code: null,
    facts: [],
    actions: late ? [] : [{ label: 'Go on with the recovery', href, loud: true }],
    footer: linkFooter(input),
  };
}

/** Opens in any browser: a factor of before is asked for besides. */
function writeTakeBack(
  input: LetterInput,
  { link, expiresAt }: Extract<MailContent, { kind: 'take-back-link' }>,
): Letter {
  const late = input.now >= expiresAt;
  return {
    ...frame(input),
    ...sayTakeBackLink(plain(input.platformName), expiresAt, late),
    code: null,
    facts: [],
    actions: late ? [] : [{ label: 'Take protection back', href: `${input.publicUrl}/take-back#${link}`, loud: true }],
    footer: linkFooter(input),
  };
}

/** Goes to the mailbox that the account no longer has. */
function writeAddressChanged(input: LetterInput, content: Extract<MailContent, { kind: 'address-changed' }>): Letter {
  const { link, until } = content;
  const late = input.now >= until;
  const note = 'Opens a page that needs no sign-in. Opening it changes nothing. Its button works once.';
  return {
    ...frame(input),
    ...sayAddressChanged(plain(input.platformName), content, late),
    code: null,
    facts: [],
    actions: late
      ? []
      : [{ label: 'Contest this change', href: `${input.publicUrl}/contest#${link}`, note, loud: true }],
    footer: linkFooter(input),
  };
}

const linkFooter = (input: LetterInput): string[] => [
  'Nobody will ever ask you to pass this link on: not by phone, not in a chat, not by mail.',
  `It opens a page at ${new URL(input.publicUrl).host} and nowhere else.`,
  UNTRACKED,
];

/** The last one: there is nothing left to sign in to, and nothing left to stop. */
function writeErased(input: LetterInput, { at }: { readonly at: number }): Letter {
  const platform = plain(input.platformName);
  return {
    ...frame(input),
    ...sayErased(platform),
    code: null,
    facts: [{ label: 'When', value: sayTime(at) }],
    actions: [],
    footer: [
      'You get this message because the account had this address. Nothing more comes to it about this account.',
      `Nobody from ${platform} will ever ask you for a code, a key or a recovery key.`,
      UNTRACKED,
    ],
  };
}

const UNTRACKED = 'This message has no images and does not report that you read it.';

function frame({ platformName }: LetterInput): Pick<Letter, 'sender' | 'credit'> {
  const name = plain(platformName);
  return { sender: name === PRODUCT ? '' : `for ${name}`, credit: null };
}

function frameOfAccount(input: LetterInput, words: AlertWords, why: string) {
  return {
    ...frame(input),
    subject: words.fact(`your ${plain(input.platformName)} account`),
    headline: `${words.fact('your account')}.`,
    paragraphs: words.follows,
    code: null,
    footer: [
      why,
      `Nobody from ${plain(input.platformName)} will ever ask you for a code, a key or a recovery key.`,
      `Check the address before you act: what you are to open here is at ${new URL(input.publicUrl).host} and nowhere else. ${UNTRACKED}`,
    ],
  };
}

function writeAlert(input: LetterInput, told: Told): Letter {
  const { event } = told;
  const words = wordsOf(told);
  const facts = factsOf(input, told, words);
  const place = event.country_code;
  const preview = facts
    .filter(({ label }) => ['Device', 'Key used', 'Where'].includes(label))
    .map(({ value }) => value);
  return {
    ...frameOfAccount(input, words, whySent(told)),
    preview: preview.length > 0 ? `${preview.join(', ')}.` : (words.follows[0] ?? ''),
    facts,
    actions: actionsOf(input, event, words),
    credit: place === null ? null : GEO_CREDIT,
  };
}

function factsOf(input: LetterInput, told: Told, words: AlertWords): Fact[] {
  const { event } = told;
  const key = event.key_name === null ? (words.key ?? keyUnnamed(event)) : quoted(event.key_name);
  const here: Fact[] = event.actor === 'system' ? [] : [placeFact(input, event), deviceFact(told)];
  return [
    { label: 'When', value: sayTime(event.at) },
    ...(words.facts ?? []),
    ...here,
    ...(key === null ? [] : [{ label: (event.key_name !== null && words.keyIs) || 'Key used', value: key }]),
    { label: 'Account', value: plain(input.mail.to) },
  ];
}

/** A change that was made names its key where one was used; a refusal leaves none on record. */
const keyUnnamed = (event: AuditEventRow): string | null =>
  event.actor === 'system' || event.outcome === 'refused' ? null : 'None';

function placeFact({ countryName }: LetterInput, event: AuditEventRow): Fact {
  if (event.country_code === null)
    return { label: 'Where', value: 'Unknown', note: 'The network address does not tell' };
  return {
    label: 'Where',
    value: plain(countryName(event.country_code)),
    note: 'Judged from the network address, so roughly',
  };
}

function deviceFact({ event, protectedAccount }: Told): Fact {
  const fact = { label: 'Device', value: plain(event.device ?? 'Unknown browser', 80) };
  return !protectedAccount && ruleOf(event) === 'protected-or-new-device'
    ? { ...fact, note: 'New to your account' }
    : fact;
}

const ruleOf = ({ operation, outcome }: AuditEventRow) =>
  isOperation(operation) ? authority[operation].alert[outcome] : null;

function whySent({ event, protectedAccount }: Told): string {
  switch (ruleOf(event)) {
    case 'protected':
      return 'You get this message because protection is on. It cannot be switched off.';
    case 'protected-or-new-device':
      return protectedAccount
        ? 'You get this message on every sign-in, because protection is on. It cannot be switched off.'
        : 'You get this message because a device that is new to your account signed in.';
    default:
      return 'You get this message every time this happens to your account.';
  }
}

function actionsOf(input: LetterInput, event: AuditEventRow, words: AlertWords): Action[] {
  if (input.notThemLink) return actionsOfAsk(input.publicUrl, input.notThemLink);
  const sessions = { label: 'See everything that is signed in', href: `${input.publicUrl}/sessions`, loud: false };
  const { action } = words;
  const further = action
    ? [{ label: action.label, href: `${input.publicUrl}${action.path}`, note: action.note, loud: false }]
    : [];
  const until = event.at + DISOWN_MS;
  if (input.disownLink === null || input.now >= until) return [...further, sessions];
  const days = DISOWN_MS / 86_400_000;
  const note = `Opens a page that needs no sign-in. Opening it changes nothing. ${sayButton(event)} It works once, and is good for ${days} days, until ${sayTime(until)}.`;
  const stop = { href: input.disownLink, note };
  return words.calm
    ? [...further, sessions, { ...stop, label: 'This wasn’t me', loud: false }]
    : [{ ...stop, label: 'This wasn’t me', loud: true }, ...further, sessions];
}

/** A contact answers for somebody else's recovery. Nothing here touches the contact's own account. */
const actionsOfAsk = (publicUrl: string, notThem: string): Action[] => [
  { label: 'Approve, once you have spoken to them', href: `${publicUrl}/contacts`, loud: true },
  {
    label: 'This is not them',
    href: notThem,
    note: 'Opens a page that needs no sign-in. Opening it changes nothing. Its button tells the holder, and holds this one recovery up for a month longer.',
    loud: false,
  },
];
