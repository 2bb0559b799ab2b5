// A secret that came in the address's fragment: taken once, then removed, so that it stays out of the history and of sight.
import { useEffect, useState } from 'react';

const fragment = () => location.hash.slice(1);

/** The token, or an empty text where the address had none. A link pasted later into the same window counts too. */
export function useLinkToken(): string {
  const [token, setToken] = useState(fragment);
  useEffect(() => {
    const take = () => {
      const found = fragment();
      if (found === '') return;
      setToken(found);
      history.replaceState(history.state, '', location.pathname);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
