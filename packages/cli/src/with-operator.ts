// Opens the server's database for one command, and closes it whatever the outcome.

import { type Operator, openOperator } from '@holdfast/server/operator';

export async function withOperator<T>(work: (operator: Operator) => Promise<T>): Promise<T> {
  const operator = await openOperator();
  try {
    return await work(operator);
  } finally {
    await operator.close();
  }
}
