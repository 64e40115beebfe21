/** The parts of the official client that this project uses; it ships no types. */
declare module '@alicloud/fc2' {
  interface Answer {
    // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
    data: any;
    headers: Record<string, string | undefined>;
  }
  export default class Client {
    constructor(accountId: string, config: object);
    invokeFunction(
      service: string,
      fn: string,
      event: string | Buffer,
      headers?: object,
      qualifier?: string,
    ): Promise<Answer>;
    getService(name: string): Promise<Answer>;
    getFunction(service: string, name: string): Promise<Answer>;
    getTrigger(service: string, fn: string, name: string): Promise<Answer>;
    listServices(): Promise<Answer>;
    listFunctions(service: string, options?: object): Promise<Answer>;
    listTriggers(service: string, fn: string): Promise<Answer>;
    deleteService(name: string): Promise<Answer>;
  }
}
