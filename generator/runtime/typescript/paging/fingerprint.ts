/** Returns a fingerprint of a text that is too long to be kept: its length and two hashes of 32 bits. */
export function fingerprint(text: string): string {
  let one = 0;
  let other = 1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = (Math.imul(one, 31) + code) | 0;
    other = Math.imul(other ^ code, 0x1000193);
  }
  return [text.length, one, other].join();
}
