// What the tour keeps: numbered pictures, and a transcript of what was done, seen and answered, and which mails were sent.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settled } from '../../test/browser/settled.ts';
import { DESK, PHONE, type Visitor } from '../../test/browser/visitor.ts';
import { readMailbox } from '../../test/support/mailbox.ts';

export interface Stop {
  /** Names the picture: `sign-up` becomes `01-sign-up.png`. */
  readonly name: string;
  /** What was done to come here, in one sentence. */
  readonly did: string;
  readonly visitor: Visitor;
  /** A second picture, on a phone and dark. */
  readonly onPhoneToo?: boolean;
}

/** A stop where there is no page: at a terminal, or between two programs. */
export interface Exchange extends Pick<Stop, 'name' | 'did'> {
  /** What was typed or sent, and what came back. */
  readonly text: string;
}

/** A post-quantum key or signature: nobody reads it, and it is in the files that were kept. */
const shorten = (text: string): string => text.replace(/[\w+/=-]{200,}/g, (long) => `${long.slice(0, 48)}…`);

export class Diary {
  readonly #folder: string;
  readonly #lines: string[] = ['# The tour', ''];
  readonly #mailsSeen = new Set<string>();
  stops = 0;
  pictures = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get mails(): number {
    return this.#mailsSeen.size;
  }

  /** Stands still and looks: writes down the page's statement and takes its picture. */
  async look({ name, did, visitor, onPhoneToo = false }: Stop): Promise<void> {
    const { page } = visitor;
    const number = this.#nextNumber();
    await settled(page);
    const said = await page.getByRole('heading', { level: 1 }).innerText();
    const asked = await page.getByRole('dialog').getByRole('heading', { level: 2 }).allInnerTexts();
    const told = await page.getByRole('status').filter({ visible: true }).allInnerTexts();
    const pictures = [await this.#picture(visitor, `${number}-${name}`)];
    if (onPhoneToo) {
      const viewport = page.viewportSize() ?? DESK;
      await page.setViewportSize(PHONE);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      pictures.push(await this.#picture(visitor, `${number}-${name}-${PHONE.width}-dark`));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(viewport);
    }
    const heard = told
      .map((line) => line.replace(/\s*\n\s*/g, ' ').replace(/ Close$/, ''))
      .filter((line) => line !== '');
    this.#lines.push(
      `## ${number} ${name.replaceAll('-', ' ')}`,
      '',
      `- Done: ${did}`,
      `- Seen at \`${new URL(page.url()).pathname}\`: “${said}”`,
      ...asked.map((question) => `- Asked: “${question}”`),
      ...heard.map((sentence) => `- Told: “${sentence}”`),
      ...(await this.#newMails(new URL(page.url()).origin)),
      ...pictures.map((picture) => `- Picture: [${picture}](${picture})`),
      '',
    );
  }

  /** Writes down what was said, word for word. */
  tell({ name, did, text }: Exchange): void {
    const title = `## ${this.#nextNumber()} ${name.replaceAll('-', ' ')}`;
    this.#lines.push(title, '', `- Done: ${did}`, '', '```text', shorten(text.trimEnd()), '```', '');
  }

  note(sentence: string): void {
    this.#lines.push(sentence, '');
  }

  write(): string {
    const path = join(this.#folder, 'transcript.md');
    writeFileSync(path, this.#lines.join('\n'));
    return path;
  }

  #nextNumber(): string {
    this.stops += 1;
    return String(this.stops).padStart(2, '0');
  }

  async #picture({ page }: Visitor, name: string): Promise<string> {
    this.pictures += 1;
    const fullPage = (await page.getByRole('dialog').count()) === 0;
    await page.screenshot({ path: join(this.#folder, `${name}.png`), fullPage });
    return `${name}.png`;
  }

  /** Of the platform whose page was looked at. */
  async #newMails(url: string): Promise<string[]> {
    const fresh = (await readMailbox(url).mails()).filter(({ id }) => !this.#mailsSeen.has(id)).reverse();
    for (const { id } of fresh) this.#mailsSeen.add(id);
    return fresh.map(({ to, subject }) => `- Mail to ${to}: “${subject}”`);
  }
}
