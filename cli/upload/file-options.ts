import type { OptionDeclaration } from '../program/declaration';

/** How files are named. */
export const FILE_OPTIONS: readonly OptionDeclaration[] = [
  { flags: '-r, --recursive', summary: 'take everything below a folder' },
  { flags: '-0, --null', summary: "with '-': names on standard input end with NUL, not with a line break" },
];

/** What the help says about names of files. */
export const FILES_HELP = `
FILES are files, folders (with -r), quoted patterns such as 'films/**/*.mp4', or - for names on standard input, one a
line. A file's key is its name. Below a folder it is the folder's name and the path from there ('-r films' gives
films/2026/a.mp4, '-r films/.' gives 2026/a.mp4). Files that would share a key keep their path.
A name that is no UTF-8 gets a key in which each byte that is none is written as %XX.`;
