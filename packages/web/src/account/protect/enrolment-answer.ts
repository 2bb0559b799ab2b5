// What the server says of an enrolment under way.
import type { Answer } from '@holdfast/contract';

export type Enrolment = Answer<'enrolment.read'>;

/** The slips, while they are on the page: they are in one answer and nowhere else. */
export type Made = Answer<'enrolment.make-recovery-keys'>;
