export { buildCodePackage, type CodePackage, type CodePackageOptions } from './build-code-package';
export { CodePackageError } from './code-package-error';
export { removeOld } from './remove-old';
