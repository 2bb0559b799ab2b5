// Cookies: read one by name, write one with the attributes that every cookie of ours has.

import { stringifySetCookie } from 'cookie';

/**
 * `__Host-` binds a cookie to exactly this host over TLS (RFC 6265bis §4.1.3.2). Plain http exists in development only,
 * where some browsers would not keep such a cookie.
 */
export class CookieJar {
  readonly #secure: boolean;

  constructor(publicUrl: string) {
    this.#secure = publicUrl.startsWith('https:');
  }

  nameOf(name: string): string {
    return this.#secure ? `__Host-${name}` : name;
  }

  /** The value of a cookie in a Cookie header; the first one counts, as browsers send the most specific first. */
  read(header: string | undefined, name: string): string | null {
    if (header === undefined) return null;
    const wanted = `${this.nameOf(name)}=`;
    let from = 0;
    while (from < header.length) {
      const end = header.indexOf(';', from);
      const stop = end < 0 ? header.length : end;
      let start = from;
      while (header.charCodeAt(start) === 32) start++;
      if (header.startsWith(wanted, start)) return header.slice(start + wanted.length, stop);
      from = stop + 1;
    }
    return null;
  }

  /** A Set-Cookie value: HttpOnly, SameSite=Lax, whole site. `secondsMax` null makes it end with the browser. */
  write(name: string, value: string, secondsMax: number | null): string {
    return stringifySetCookie({
      name: this.nameOf(name),
      value,
      httpOnly: true,
      secure: this.#secure,
      sameSite: 'lax',
      path: '/',
      ...(secondsMax === null ? {} : { maxAge: secondsMax }),
    });
  }

  clear(name: string): string {
    return this.write(name, '', 0);
  }
}
