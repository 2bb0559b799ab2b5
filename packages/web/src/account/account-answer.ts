// What the server says of the account as a whole; several pages draw it.
import type { Answer } from '@holdfast/contract';

export type Account = Answer<'account.read'>;
