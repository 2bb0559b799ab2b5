// A mail in words, before it becomes text and HTML. Every string is plain, on one line, and not yet escaped.

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

export interface Action {
  readonly label: string;
  readonly href: string;
  /** What following it does, and until when it works. */
  readonly note?: string;
  /** Loud: the one button of the mail. */
  readonly loud: boolean;
}

export interface Letter {
  readonly subject: string;
  /** What a list of mails shows beside the subject. Never a code: lists show on locked screens. */
  readonly preview: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  readonly code: string | null;
  readonly facts: readonly Fact[];
  readonly actions: readonly Action[];
  /** 'for Skerry', after the product’s name; empty where the platform has no name of its own. */
  readonly sender: string;
  readonly footer: readonly string[];
  /** CC BY 4.0 asks for it in a mail that names a country. */
  readonly credit: { readonly text: string; readonly url: string } | null;
}
