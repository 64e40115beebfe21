import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from '@alicloud/ros-cdk-core';
import type { MediaMetadataProps } from '../../../lib';
import { codeFixture, type Template, withDirectory } from './synthesized';

/** The template of an app with one stack. `build` adds resources to it. */
export function synthesizeApp(
  build: (stack: Stack, code: Pick<MediaMetadataProps, 'code'>) => void,
): Template {
  return withDirectory((directory) => {
    const outdir = join(directory, 'cdk.out');
    const app = new App({ outdir, stackTraces: false, treeMetadata: false, autoSynth: false });
    const stack = new Stack(app, 'theirs', {
      synthesizer: new DefaultStackSynthesizer({ qualifier: 'theirs' }),
    });
    build(stack, { code: codeFixture(directory) });
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'theirs.template.json'), 'utf8'));
  });
}
