// A state: a shape and a word, then a colour.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const TONE = {
  held: ' is-held',
  open: '',
  wait: ' is-wait',
  needs: ' is-wait',
  stop: ' is-stop',
  ended: '',
  bound: '',
  loose: '',
} as const satisfies Partial<Record<IconName, string>>;

export type Mark = keyof typeof TONE;

export function Status({ mark, children }: { readonly mark: Mark; readonly children: ReactNode }) {
  return (
    <span className={`status${TONE[mark]}`}>
      <Icon name={mark} />
      {children}
    </span>
  );
}

export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
