// Lets a password store keep the address beside the password that is being set; nobody sees it.

export function KeptUsername({ email }: { readonly email: string }) {
  return <input className="sr" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden />;
}
