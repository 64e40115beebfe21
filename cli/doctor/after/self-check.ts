import * as z from 'zod/mini';
import { SELF_CHECKS, selfCheckRequest } from '../../../contract/self-check';
import { CHECKS } from '../checks';
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
    const remedy = passed === false ? CHECKS[name].remedy : undefined;
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
    throw new Failure(`It ended with an error: ${message}`);
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
