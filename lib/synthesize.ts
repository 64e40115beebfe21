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
  /** Absolute path of the output directory. */
  directory: string;
  /** Absolute path of the template. */
  templatePath: string;
  template: Record<string, unknown>;
  code: CodeZip;
}

export interface SynthesisOptions {
  /** Settings in the form of a CDK context. */
  context: Record<string, unknown>;
  /** Directory to write to. */
  outdir: string;
  /** @default - the code in this package; in a checkout, code built from the sources */
  code?: CodeZip;
}

/**
 * Writes the stack's template, its assets and their manifest in the form that the official CLI expects. The
 * same commit and settings give the same bytes. So there are no stack traces and no tree, which contain
 * directories of this machine.
 * @throws SettingsError, CodePackageError; TemplateCheckError when the services would refuse the template or
 * the template is unwise; the template is kept so that you can look at it
 */
export function synthesize({ context, outdir, ...options }: SynthesisOptions): Synthesis {
  const settings = parseSettings(context);
  const code = options.code ?? ownCodePackage();
  // With `autoSynth`, under the CLI, the app would write everything again when the process ends.
  const app = new App({ outdir, stackTraces: false, treeMetadata: false, autoSynth: false });
  const { codeFile } = new MediaMetadataStack(app, { settings, code });
  const assembly = app.synth();
  removeOld(assembly.directory, /^asset\.[0-9a-f]{64}\.zip$/, codeFile);
  const templatePath = join(assembly.directory, assembly.getStackByName(settings.stackName).templateFile);
  const template = JSON.parse(readFileSync(templatePath, 'utf8'));
  assertTemplate(template, { buckets: settings.otherBuckets });
  return { settings, directory: assembly.directory, templatePath, template, code };
}
