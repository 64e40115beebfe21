import * as fc from 'fast-check';
import { checkTemplate, formatFinding, RULES } from 'ros-template-check';
import { parseSettings, SettingsError } from '../../lib/settings';
import { IS_LONG_RUN } from '../setup/long-run';
import { synthesizeTemplate } from './support/synthesized';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = (pattern: RegExp) => optional(fc.stringMatching(pattern));

/**
 * Settings of every kind, most of them within their limits. Values outside the limits are tested elsewhere.
 */
const settings = fc
  .record({
    bucketName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    existingBucketName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    instanceName: text(/^[a-z][a-z0-9-]{1,14}[a-z0-9]$/),
    tableName: text(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/),
    logProjectName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    serviceName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/),
    failureServiceName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/),
    functionName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/),
    failureFunctionName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/),
    serviceRoleName: text(/^[A-Za-z0-9-]{1,64}$/),
    failureRoleName: text(/^[A-Za-z0-9-]{1,64}$/),
    triggerRoleName: text(/^[A-Za-z0-9-]{1,64}$/),
    otherBuckets: optional(
      fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/), { maxLength: 20 }),
    ),
    prefix: text(/^[^/*][^*]{0,99}$/),
    suffix: text(/^[^*]{0,99}$/),
    clusterType: optional(fc.constantFrom('SSD', 'HYBRID')),
    searchIndex: optional(fc.boolean()),
    functionCompute: optional(fc.constantFrom(2, 3)),
    functions: optional(fc.boolean()),
    memoryMB: optional(fc.integer({ min: 2, max: 512 }).map((steps) => steps * 64)),
    cpu: optional(fc.integer({ min: 1, max: 320 }).map((steps) => steps / 20)),
    diskSizeMB: optional(fc.constantFrom(512, 10_240)),
    timeoutSeconds: optional(fc.integer({ min: 2, max: 86_400 })),
    objectTimeoutSeconds: optional(fc.integer({ min: 1, max: 43_200 })),
    stalledCpuSeconds: optional(fc.integer({ min: 1, max: 43_200 })),
    reading: optional(fc.constantFrom('exact', 'fast')),
    objectTags: optional(fc.boolean()),
    newsBus: optional(fc.constantFrom('media-news', 'N1')),
    selfCheck: optional(fc.boolean()),
    sweep: optional(fc.constantFrom('off', 'daily', 'weekly')),
    asyncRetries: optional(fc.integer({ min: 0, max: 8 })),
    asyncMaxAgeSeconds: optional(fc.integer({ min: 60, max: 604_800 })),
    logRetentionDays: optional(fc.integer({ min: 1, max: 3_600 })),
    removal: optional(fc.constantFrom('safe', 'retain', 'purge')),
    description: optional(fc.string({ maxLength: 512 })),
    assetQualifier: text(/^[a-z0-9][a-z0-9-]{0,23}[a-z0-9]$/),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

/** Settings whose limits depend on another setting, which may be the given one. */
const PARTNERS: Record<string, string> = { cpu: 'memoryMB', objectTimeoutSeconds: 'timeoutSeconds' };

/** Removes settings that contradict each other, so that most cases reach the check of the template. */
function settled(given: Record<string, unknown>): Record<string, unknown> {
  try {
    parseSettings(given);
    return given;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const blamed = error.violations.map((violation) => /'(\w+)'/.exec(violation)![1]!);
    const named = blamed.flatMap((name) => (name in given ? [name] : [PARTNERS[name]]));
    return settled(Object.fromEntries(Object.entries(given).filter(([name]) => !named.includes(name))));
  }
}

it('finds nothing in the stack, whatever the settings', () => {
  fc.assert(
    fc.property(settings, (given) => {
      const context = settled(given);
      const buckets = context['otherBuckets'] as string[] | undefined;
      const findings = checkTemplate(synthesizeTemplate(context), RULES, { buckets });
      expect(findings.map(formatFinding)).toEqual([]);
    }),
    { numRuns: IS_LONG_RUN ? 40 : 10 },
  );
});
