/** Runs a deletion. It is no error when the resource does not exist any more, as in ROS. */
export async function unlessMissing(
  codes: readonly string[],
  act: () => void | Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (typeof code !== 'string' || !codes.includes(code)) throw error;
  }
}
