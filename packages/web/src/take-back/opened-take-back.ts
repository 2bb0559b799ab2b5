// How far a browser has come that followed the link to take protection back, as the server says it.
import type { Answer } from '@holdfast/contract';

export type OpenedTakeBack = Answer<'take-back.open'>;
