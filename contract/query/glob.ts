/**
 * True when the whole text fits the pattern: `*` stands for any characters, `?` for one. Takes time in proportion to
 * both lengths, whatever a file wrote into the text; a regular expression would not.
 */
export function fitsPattern(text: string, pattern: string): boolean {
  const characters = [...text];
  const signs = [...pattern];
  let [at, sign] = [0, 0];
  // Where to go on when what follows the last `*` does not fit: it then takes one character more.
  let [star, taken] = [-1, 0];
  while (at < characters.length) {
    if (signs[sign] === '*') {
      [star, taken] = [sign, at];
      sign += 1;
    } else if (sign < signs.length && (signs[sign] === '?' || signs[sign] === characters[at])) {
      at += 1;
      sign += 1;
    } else if (star >= 0) {
      taken += 1;
      [at, sign] = [taken, star + 1];
    } else {
      return false;
    }
  }
  return signs.slice(sign).every((left) => left === '*');
}
