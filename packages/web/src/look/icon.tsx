// Every icon of the pages: a 20 px grid, a 1.5 px line. Icons never speak alone, so they are hidden from screen readers.
import type { ReactNode } from 'react';

const drawings = {
  lock: (
    <>
      <rect x="3.9" y="8.8" width="12.2" height="8.8" rx="1.8" />
      <path d="M6.7 8.6V6.2a3.3 3.3 0 0 1 6.6 0v2.4" />
    </>
  ),
  held: (
    <>
      <circle cx="10" cy="10" r="8" fill="currentColor" stroke="none" />
      <path d="M6.5 10.3l2.4 2.4 4.7-5" stroke="var(--paper)" strokeWidth="1.75" />
    </>
  ),
  open: <circle cx="10" cy="10" r="7.25" />,
  wait: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M10 10V4.6A5.4 5.4 0 0 1 15.4 10z" fill="currentColor" stroke="none" />
    </>
  ),
  needs: (
    <>
      <path d="M10 1.9 18.1 10 10 18.1 1.9 10z" />
      <path d="M10 6.2v4.6M10 13.3v.2" strokeWidth="1.75" />
    </>
  ),
  stop: (
    <>
      <path d="M6.6 1.8h6.8l4.8 4.8v6.8l-4.8 4.8H6.6l-4.8-4.8V6.6z" fill="currentColor" stroke="none" />
      <path d="M6.2 10h7.6" stroke="var(--paper)" strokeWidth="2" />
    </>
  ),
  ended: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M5 15 15 5" />
    </>
  ),
  bound: (
    <>
      <circle cx="10" cy="12.6" r="2.9" fill="currentColor" stroke="none" />
      <path d="M10 2v3.2M10 5C6 5.2 4 8.2 4.1 12c.1 2.6 1 4.3 2.5 5.4M10 5c4 .2 6 3.2 5.9 7-.1 2.6-1 4.3-2.5 5.4" />
    </>
  ),
  loose: (
    <>
      <circle cx="10" cy="10" r="2.9" fill="currentColor" stroke="none" />
      <circle cx="10" cy="10" r="7.25" strokeDasharray="3.1 3.22" />
    </>
  ),
  proof: (
    <>
      <circle cx="10" cy="3.9" r="1.9" fill="currentColor" stroke="none" />
      <circle cx="4.4" cy="15.6" r="1.9" />
      <circle cx="15.6" cy="15.6" r="1.9" fill="currentColor" stroke="none" />
      <path d="M9.1 5.7 5.2 13.9M10.9 5.7l3.9 8.2" />
    </>
  ),
  key: (
    <>
      <circle cx="6.5" cy="10" r="3.75" />
      <path d="M10.25 10H18v3.2M14.7 10v2.4" />
    </>
  ),
  'security-key': (
    <>
      <rect x="1.9" y="6.4" width="11.6" height="7.2" rx="2.2" />
      <path d="M13.5 7.9h4.6v4.2h-4.6" />
      <circle cx="6.3" cy="10" r="1.35" />
    </>
  ),
  synced: (
    <>
      <rect x="1.9" y="4" width="9.7" height="7.8" rx="1.5" />
      <path d="M1.9 14.6h7" />
      <rect x="11.6" y="7.4" width="6.5" height="9.6" rx="1.5" fill="var(--paper)" />
      <path d="M14.2 14.7h1.3" />
    </>
  ),
  laptop: (
    <>
      <rect x="3.4" y="3.9" width="13.2" height="9" rx="1.5" />
      <path d="M1.5 16h17" />
    </>
  ),
  phone: (
    <>
      <rect x="5.7" y="1.9" width="8.6" height="16.2" rx="2" />
      <path d="M9 15.6h2" />
    </>
  ),
  browser: (
    <>
      <rect x="1.9" y="3.4" width="16.2" height="13.2" rx="2" />
      <path d="M1.9 7.3h16.2M4.6 5.4h.1M6.9 5.4h.1" />
    </>
  ),
  terminal: (
    <>
      <rect x="1.9" y="3.4" width="16.2" height="13.2" rx="2" />
      <path d="M5.4 7.7 8 10l-2.6 2.3M10.2 12.6h4" />
    </>
  ),
  agent: (
    <>
      <path d="M10 2.2 16.75 6.1v7.8L10 17.8 3.25 13.9V6.1z" />
      <circle cx="10" cy="10" r="2.25" fill="currentColor" stroke="none" />
    </>
  ),
  program: (
    <path d="M7 3.4C4.9 3.4 5.3 5 5.3 7.2 5.3 9 4.6 10 3 10c1.6 0 2.3 1 2.3 2.8 0 2.2-.4 3.8 1.7 3.8M13 3.4c2.1 0 1.7 1.6 1.7 3.8 0 1.8.7 2.8 2.3 2.8-1.6 0-2.3 1-2.3 2.8 0 2.2.4 3.8-1.7 3.8M10 10h.1" />
  ),
  paper: (
    <>
      <path d="M4.4 1.9h7.9l3.3 3.3v12.9H4.4z" />
      <path d="M7.2 8.2h5.6M7.2 11.2h5.6M7.2 14.2h3" />
    </>
  ),
  eye: (
    <>
      <path d="M1.7 10S4.7 4.3 10 4.3 18.3 10 18.3 10 15.3 15.7 10 15.7 1.7 10 1.7 10z" />
      <circle cx="10" cy="10" r="2.5" />
    </>
  ),
  mail: (
    <>
      <rect x="1.9" y="4" width="16.2" height="12" rx="1.8" />
      <path d="m2.4 5.6 7.6 5.7 7.6-5.7" />
    </>
  ),
  printer: (
    <>
      <path d="M5.4 7.4V2.4h9.2v5M5.4 14.2h-3V8.9a1.5 1.5 0 0 1 1.5-1.5h12.2a1.5 1.5 0 0 1 1.5 1.5v5.3h-3" />
      <path d="M5.4 11.8h9.2v5.8H5.4z" />
    </>
  ),
  download: <path d="M10 2.8v10M5.8 8.8 10 13l4.2-4.2M3.4 16.8h13.2" />,
  plus: <path d="M10 3.5v13M3.5 10h13" strokeWidth="1.75" />,
  chevron: <path d="m7.5 4.5 5.5 5.5-5.5 5.5" strokeWidth="1.75" />,
  info: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M10 9v4.6M10 6.3v.2" strokeWidth="1.75" />
    </>
  ),
  now: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <circle cx="10" cy="10" r="3.5" fill="currentColor" stroke="none" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

interface IconProps {
  readonly name: IconName;
  /** Pixels; the style sheet may set another size by where the icon stands. */
  readonly size?: number;
  readonly className?: string | undefined;
}

export function Icon({ name, size = 20, className }: IconProps) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
