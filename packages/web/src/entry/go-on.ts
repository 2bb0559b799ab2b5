// Where somebody goes once they are in.
import type { Answer } from '@holdfast/contract';

export const goOn = (next: Answer<'sign-in.key'>['next'], back = '/'): string =>
  next === 'enrolment' ? '/protect' : back;
