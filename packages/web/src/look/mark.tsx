// The mark: kelp gripping a stone.

export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M16 2.2v8" strokeWidth="2.5" />
      <path
        d="M16 8.4c-1.1 3.5-9.7 2.3-12.3 11.4-.7 2.5-.6 4.8-.1 6.8M16 8.4c1.1 3.5 9.7 2.3 12.3 11.4.7 2.5.6 4.8.1 6.8M16 9.8c-.7 3.4-5.9 4.7-6.9 11.2-.4 2.7-.2 5 .4 7.3M16 9.8c.7 3.4 5.9 4.7 6.9 11.2.4 2.7.2 5-.4 7.3"
        strokeWidth="2.2"
      />
      <circle cx="16" cy="23" r="4" fill="currentColor" stroke="none" />
    </svg>
  );
}
