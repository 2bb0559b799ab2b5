import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderConfigurationReference } from './reference.ts';
import { settingNames, settingOf } from './schema.ts';

const page = renderConfigurationReference();

describe('the configuration page', () => {
  it('is the one that the schema renders: run `npm run generate` when this fails', () => {
    expect(readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8')).toBe(page);
  });

  it('describes each setting once, with its default', () => {
    for (const name of settingNames) {
      const [, ...entries] = page.split(`### \`${name}\`\n`);
      expect(entries).toHaveLength(1);
      expect(entries[0]?.split('###')[0]).toContain(settingOf(name).description);
      expect(entries[0]?.split('###')[0]).toContain('default: ');
    }
  });

  it('marks what production needs and what is secret', () => {
    const entry = page.split('### `HOLDFAST_SMTP_URL`')[1]?.split('###')[0];
    expect(entry).toContain('**required in production**');
    expect(entry).toContain('secret');
  });
});
