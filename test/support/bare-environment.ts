// What a program started by a test has around it: where its tools are, and nothing that whoever runs the tests has set.

/** NODE_COMPILE_CACHE holds what Node made of our sources, so that the hundreds of programs of a run start in half the time. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}) };
}
