/**
 * A request that is repeated with its token is not carried out again and gets the first answer: whoever lost the answer
 * can ask again without making two stacks.
 */
export class ClientTokens {
  readonly #answers = new Map<string, Promise<object>>();

  /** @param token none for a request that is carried out each time */
  async once(
    action: string,
    token: string | undefined,
    run: () => object | Promise<object>,
  ): Promise<object> {
    if (token === undefined) return run();
    const key = `${action} ${token}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = (async () => run())();
    this.#answers.set(key, answer);
    try {
      return await answer;
    } catch (error) {
      // What was refused may be asked again.
      this.#answers.delete(key);
      throw error;
    }
  }
}
