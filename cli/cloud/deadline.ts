/** No answer came in time. */
class DeadlineError extends Error {
  override name = 'TimeoutError';
  readonly code = 'Timeout';
}

/** What `answer` resolves with, if it does so in time; it goes on otherwise, and nobody waits for it. @throws DeadlineError */
export async function withDeadline<T>(answer: Promise<T> | T, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`No answer in ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
