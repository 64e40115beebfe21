import { Option } from 'commander';
import type { OptionDeclaration } from './declaration';

/** Turns a declared option into an option of Commander. */
export function toOption(declared: OptionDeclaration): Option {
  const option = new Option(declared.flags, declared.summary);
  if (declared.parse) option.argParser(declared.parse);
  if (declared.default !== undefined) option.default(declared.default);
  if (declared.preset !== undefined) option.preset(declared.preset);
  if (declared.conflicts) option.conflicts(declared.conflicts);
  if (declared.group) option.helpGroup(declared.group);
  return option;
}
