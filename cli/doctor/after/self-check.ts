import * as z from 'zod/mini';
import { SELF_CHECKS, type SelfCheckName, selfCheckRequest } from '../../../contract/self-check';
import type { Checkup } from '../checkup';
import { Failure } from '../finding';
import type { Pipeline } from './pipeline';
import type { TrialKeys } from './trial-keys';

const ANSWER = z.looseObject({
  selfCheck: z.enum(['done', 'refused']),
  checks: z.array(
    z.looseObject({
      name: z.enum(SELF_CHECKS),
      passed: z.optional(z.boolean()),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      reason: z.optional(z.string()),
      milliseconds: z.number(),
    }),
  ),
});

type Answer = z.infer<typeof ANSWER>;

/** What to do about what the function found. */
const REMEDIES: Partial<Record<SelfCheckName, string>> = {
  kernel: 'MediaInfo and what shuts it in are built for that. Report this, please: it was never seen.',
  user: "The zip may have lost the modes of its files: deploy with 'media deploy' from Linux.",
  'temporary directory': 'Set diskSizeMB higher, or report this, please.',
  'sparse file': 'Nothing in the pipeline needs it today; report this, please.',
  mediainfo: "'media logs' shows more. Report this with the output of --json, please.",
  'system call filter':
    'The function works, but a file that takes mediainfo over could do more: docs/confinement.md says what is left.',
  DNS: 'Look at the VPC of the function, if it was given one.',
  'Tablestore endpoint':
    'While the other endpoint passes, the function uses that one, and loses some time at each cold start. The parameter TablestoreEndpoint of the template names one for good.',
  'other Tablestore endpoint':
    'The function needs it only where the first endpoint fails. tableNetworks (docs/settings.md) says which networks the instance lets in.',
  'missing object':
    'Rows of deleted objects stay until OSS says 404. Look for a policy of the bucket that denies, and report this, please.',
};

/** Has the function check itself. @returns whether it may also fail when it is asked to */
export async function checkInside(checkup: Checkup, pipeline: Pipeline, keys: TrialKeys): Promise<boolean> {
  let answer: Answer | undefined;
  await checkup.check(
    'function answers',
    async () => {
      const began = performance.now();
      answer = await ask(pipeline, keys.of('missing object'));
      const ms = Math.round(performance.now() - began);
      if (answer.selfCheck === 'refused') {
        return { detail: 'It answers, and may not check itself.', facts: { answerMs: ms } };
      }
      return { detail: `It answered after ${ms / 1000} s.`, facts: { answerMs: ms } };
    },
    { type: 'ALIYUN::FC::Function' },
  );
  for (const name of SELF_CHECKS) {
    const found = answer?.checks.find((one) => one.name === name);
    if (!found) {
      const why =
        answer?.selfCheck === 'refused'
          ? 'The setting selfCheck forbids it.'
          : 'It needs what "The function answers" looks at.';
      checkup.leaveOut(name, why);
      continue;
    }
    const { passed, reason = '', facts, milliseconds } = found;
    const remedy = passed === false ? REMEDIES[name] : undefined;
    checkup.add({
      check: name,
      outcome: passed === undefined ? 'not checked' : passed ? 'passed' : 'failed',
      detail: reason || wordsOf(facts),
      ...(remedy ? { remedy } : {}),
      facts,
      milliseconds,
    });
  }
  return answer?.selfCheck !== 'refused';
}

async function ask({ session }: Pipeline, missingKey: string): Promise<Answer> {
  const { call } = await session.functionCompute();
  const { text, functionError } = await call(Buffer.from(selfCheckRequest(missingKey)));
  if (functionError) {
    const message = /"errorMessage":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? functionError;
    throw new Failure(`It ended with an error: ${message}`, "'media logs --errors' shows more.");
  }
  const answer = ANSWER.safeParse(parsed(text));
  if (answer.success) return answer.data;
  throw new Failure(
    'It answers something else: it is of another release than this command.',
    "Run 'media deploy' of the same release, and try again.",
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const wordsOf = (facts: Answer['checks'][number]['facts']): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
