// No answer came at all: the device is offline, the server is down, or it took too long.

export class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super('The server did not answer.', options);
    this.name = 'Unreachable';
  }
}
