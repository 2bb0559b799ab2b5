// The formats of an export: one JSON object a line, a table for spreadsheets, or OCSF.

import { toOcsf } from './ocsf/to-ocsf.ts';
import { TOLD, type ToldEvent } from './told-event.ts';

export const EVENT_FORMATS = ['ndjson', 'csv', 'ocsf'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** UTF-8 all three. A byte order mark opens the table, because spreadsheets take it for another encoding without. */
const BYTE_ORDER_MARK = '\ufeff';
const END_OF_ROW = '\r\n';

/**
 * What a spreadsheet would run as a formula, were it not kept from it (OWASP, "CSV Injection"): where a cell begins, and
 * behind what some spreadsheets take for the end of one, whatever quotes say. Signs of full width are read as the others.
 */
const SIGN = '=+\\-@\\uff1d\\uff0b\\uff0d\\uff20';
const FORMULA = new RegExp(`^(?=[${SIGN}\\t\\r\\n])`);
const FORMULA_WITHIN = new RegExp(`(?<=[;|\\t\\r\\n])(?=[${SIGN}])`, 'g');

/** Every cell in quotes (RFC 4180); an apostrophe before what would be a formula. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return `"${value.replace(FORMULA_WITHIN, "'").replace(FORMULA, "'").replaceAll('"', '""')}"`;
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Moments as people and programs read them alike: `2026-06-01T12:00:00.000Z`. */
export const plainEvent = (event: ToldEvent): Readonly<Record<string, string | number | null>> =>
  Object.fromEntries(
    TOLD.map((name) => [name, name === 'at' || name === 'effectiveAt' ? iso(event[name]) : event[name]]),
  );

/** What opens a file of this format. */
export const formatEventsHead = (format: EventFormat): string =>
  format === 'csv' ? `${BYTE_ORDER_MARK}${TOLD.join(',')}${END_OF_ROW}` : '';

/** One event, with the end of its line. `origin` is the log's name. */
export function formatEvent(format: EventFormat, event: ToldEvent, origin: string): string {
  if (format === 'ocsf') return `${JSON.stringify(toOcsf(event, origin))}\n`;
  const plain = plainEvent(event);
  if (format === 'ndjson') return `${JSON.stringify(plain)}\n`;
  return `${TOLD.map((name) => cell(plain[name] ?? null)).join(',')}${END_OF_ROW}`;
}
