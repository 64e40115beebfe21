import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { MediaMetadataProps } from '../../../lib';
import { PROPS, type Props, parseSettings, SETTINGS } from '../../../lib/settings';
import { CONSTRUCT_PROPS } from '../../../lib/settings/construct-props';
import { PROPS_INTERFACE, renderPropsInterface } from '../../../lib/settings/props-interface';
import { STACK_SETTINGS } from '../../../lib/settings/stack-settings';
import { typeOf } from '../../../lib/settings/type-of';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

describe('the interface of the props', () => {
  it('is what the schema says (npm run docs brings it up to date)', () => {
    expect(readFileSync(PROPS_INTERFACE, 'utf8')).toBe(renderPropsInterface());
  });

  it('has the types of the schema', () => {
    // This is checked by the compiler.
    const same: Same<Required<MediaMetadataProps>, Readonly<Required<Props>>> = true;

    expect(same).toBe(true);
  });

  it('has every setting but those of the stack, and nothing else but what only code can give', () => {
    expect(Object.keys(PROPS.shape).sort()).toEqual(
      [...Object.keys(SETTINGS.shape), ...Object.keys(CONSTRUCT_PROPS)]
        .filter((name) => !Object.hasOwn(STACK_SETTINGS, name))
        .sort(),
    );
  });

  it('says limits, reasons and defaults', () => {
    expect(renderPropsInterface()).toContain(
      "   * @default 'SSD'\n   */\n  readonly clusterType?: 'SSD' | 'HYBRID';",
    );
    const { cpu } = parseSettings({});
    expect(renderPropsInterface()).toContain(`   * @default ${cpu}\n   */\n  readonly cpu?: number;`);
    expect(renderPropsInterface()).toContain('   * Limits: 128–32,768, a multiple of 64. Half of it');
  });

  it('cannot have a type that nobody can write', () => {
    expect(() => typeOf(z.date())).toThrow("must not be of the kind 'date'");
  });
});
