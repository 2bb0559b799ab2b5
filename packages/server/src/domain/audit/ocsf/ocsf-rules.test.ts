// The table of operations in OCSF.

import { describe, expect, it } from 'vitest';
import { authority, type Operation } from '../../authority.ts';
import { OTHER_ACTIVITY } from './ocsf-classes.ts';
import { OCSF_RULES, ocsfRuleOf } from './ocsf-rules.ts';

const operations = Object.keys(authority) as Operation[];

describe('the table', () => {
  it('has a row for each operation of the authority table, and no other', () => {
    expect(Object.keys(OCSF_RULES).sort()).toEqual([...operations].sort());
  });

  it('finds nothing less grave where it was refused, unless what was done is itself the news', () => {
    const milder = operations.filter((name) => {
      const { done, refused } = OCSF_RULES[name].severity;
      return refused < done && done < 3;
    });
    expect(milder).toEqual([]);
  });

  it('tells what an older version recorded as a change that no activity fits', () => {
    for (const name of ['agent.stop', 'constructor']) {
      expect(ocsfRuleOf(name)).toMatchObject({ of: 'account', activity: OTHER_ACTIVITY });
    }
  });
});
