import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '@alicloud/ros-cdk-core';
import { assertTemplate } from 'ros-template-check';
import type { CodeZip } from './code-package/code-zip';
import { ownCodePackage } from './code-package/own-code-package';
import { removeOld } from './code-package/remove-old';
import { parseSettings, type Settings } from './settings';
import { MediaMetadataStack } from './stack';

export interface Synthesis {
  settings: Settings;
  /** Absolute path of the directory that was written. */
  directory: string;
  /** Absolute path of the template. */
  templatePath: string;
  template: Record<string, unknown>;
  code: CodeZip;
}

export interface SynthesisOptions {
  /** Settings as a CDK context. */
  context: Record<string, unknown>;
  /** Directory to write to. */
  outdir: string;
  /** @default - that of this package, in a checkout built from its sources */
  code?: CodeZip;
}

/**
 * Writes the stack's template, its assets and their manifest, as the official CLI expects them. The same commit and
 * settings give the same bytes: no stack traces and no tree, which name directories of the machine.
 * @throws SettingsError, CodePackageError; TemplateCheckError when the services would refuse the template, or it is
 * unwise; it is left for a look
 */
export function synthesize({ context, outdir, ...options }: SynthesisOptions): Synthesis {
  const settings = parseSettings(context);
  const code = options.code ?? ownCodePackage();
  // `autoSynth: false`: under the CLI the app would write everything a second time when the process ends.
  const app = new App({ outdir, stackTraces: false, treeMetadata: false, autoSynth: false });
  const { codeFile } = new MediaMetadataStack(app, { settings, code });
  const assembly = app.synth();
  removeOld(assembly.directory, /^asset\.[0-9a-f]{64}\.zip$/, codeFile);
  const templatePath = join(assembly.directory, assembly.getStackByName(settings.stackName).templateFile);
  const template = JSON.parse(readFileSync(templatePath, 'utf8'));
  assertTemplate(template, { buckets: settings.otherBuckets });
  return { settings, directory: assembly.directory, templatePath, template, code };
}
