// Which part of the activity is looked at, as the page's address has it and as the server is asked for it.
import type { Query } from '@holdfast/contract';
import { toldWith } from './told-with.ts';

export const SHOWN = ['everything', 'sign-ins', 'refused', 'changes', 'staff'] as const;
export type Shown = (typeof SHOWN)[number];

export interface View {
  readonly show: Shown;
  readonly text: string;
  /** Days as `2026-11-20`, both included; empty where there is no bound. */
  readonly from: string;
  readonly to: string;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The first moment of a day here, `after` days later; null where it is no day. */
function startOf(day: string, after = 0): number | null {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined) return null;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + after).getTime();
  return start >= 0 ? start : null;
}

/** Whatever an address says that is no view is as if it were not there. */
export function readView(search: URLSearchParams): View {
  const show = SHOWN.find((kind) => kind === search.get('show')) ?? 'everything';
  const day = (name: string) => {
    const value = search.get(name) ?? '';
    return startOf(value) === null ? '' : value;
  };
  return { show, text: (search.get('text') ?? '').slice(0, 100), from: day('from'), to: day('to') };
}

/** Leaves out what is as it is anyway, so that the page's own address means everything. */
export function writeView({ show, text, from, to }: View): Record<string, string> {
  const parts = { show: show === 'everything' ? '' : show, text: text.trim(), from, to };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
}

export const isNarrowed = ({ text, from, to }: View): boolean => text.trim() !== '' || from !== '' || to !== '';

/** The days bound whole days of the viewer's own zone. */
export function queryOf({ show, text, from, to }: View): Query<'activity.list'> {
  const words = text.trim();
  const [start, end] = [startOf(from), startOf(to, 1)];
  return {
    show,
    ...(words === '' ? {} : { text: words, told: toldWith(words) }),
    ...(start === null ? {} : { from: String(start) }),
    ...(end === null ? {} : { until: String(end) }),
  };
}
