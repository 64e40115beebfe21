export { buildCodePackage, type CodePackage, type CodePackageOptions } from './build-code-package';
export { CodePackageError } from './code-package-error';
export type { CodeZip } from './code-zip';
export { ownCodePackage } from './own-code-package';
export { removeOld } from './remove-old';
