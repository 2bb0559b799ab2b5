// Small numbers as words. Larger ones stay figures.

const numbers = {
  '0': 'no',
  '1': 'one',
  '2': 'two',
  '3': 'three',
  '4': 'four',
  '5': 'five',
  '6': 'six',
  '7': 'seven',
  '8': 'eight',
  '9': 'nine',
  '10': 'ten',
  '11': 'eleven',
  '12': 'twelve',
  and: ' and ',
  or: ' or ',
  comma: ', ',
} as const;

export default numbers;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    numbers: typeof numbers;
  }
}
