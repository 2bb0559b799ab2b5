// How far a browser has come that followed a recovery link, as the server says it.
import type { Answer } from '@holdfast/contract';

export type OpenedLink = Answer<'recovery-link.open'>;
