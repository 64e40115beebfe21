import { compile } from '../launcher/compile';

// A package contains only the present command, so older versions are deleted. The present one is not compiled
// again, because somebody may be running it.
compile(undefined, 0);
