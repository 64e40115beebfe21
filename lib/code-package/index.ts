export {
  buildCodePackage,
  type CodePackage,
  CodePackageError,
  type CodePackageOptions,
} from './build-code-package';
