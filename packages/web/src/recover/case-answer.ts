// What the server says of a case to the bearer of its secret.
import type { Answer } from '@holdfast/contract';

export type Case = Answer<'recovery.read'>;
