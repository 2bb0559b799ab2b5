// Hands over a text as a file, without it ever leaving this device.

/** `name`: what the file is called, such as `recovery-keys.txt`. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
