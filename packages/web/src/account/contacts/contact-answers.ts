// What the server says of recovery contacts: a holder's own, and what others ask of this account.
import type { Answer } from '@holdfast/contract';

export type Arrangements = Answer<'contact.list'>;
export type Asked = Answer<'contact.cases'>;
