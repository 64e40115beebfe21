import { CodePackageError } from '../lib/code-package/code-package-error';
import { ownCodePackage } from '../lib/code-package/own-code-package';

// Prints the path of the zip of the functions. A process of its own: in a checkout it loads the bundler.
try {
  process.stdout.write(ownCodePackage().path);
} catch (error) {
  if (!(error instanceof CodePackageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
