// Puts focus on the page's statement, where what had it is gone.

export const focusHeading = (): void => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
