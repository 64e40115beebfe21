import { compile } from '../launcher/compile';

// A package holds the present command only. What is compiled already stays, as somebody may be running it.
compile(undefined, 0);
