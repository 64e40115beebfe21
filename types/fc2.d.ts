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
    createService(name: string, options?: object): Promise<Answer>;
    updateService(name: string, options: object): Promise<Answer>;
    deleteService(name: string): Promise<Answer>;
    createFunction(service: string, options: object): Promise<Answer>;
    updateFunction(service: string, name: string, options: object): Promise<Answer>;
    deleteFunction(service: string, name: string): Promise<Answer>;
    createTrigger(service: string, fn: string, options: object): Promise<Answer>;
    updateTrigger(service: string, fn: string, name: string, options: object): Promise<Answer>;
    deleteTrigger(service: string, fn: string, name: string): Promise<Answer>;
    putFunctionAsyncConfig(
      service: string,
      fn: string,
      qualifier: string | undefined,
      options: object,
    ): Promise<Answer>;
    getFunctionAsyncConfig(service: string, fn: string, qualifier?: string): Promise<Answer>;
    deleteFunctionAsyncConfig(service: string, fn: string, qualifier?: string): Promise<Answer>;
    listFunctionAsyncConfigs(service: string, fn: string): Promise<Answer>;
    publishVersion(service: string): Promise<Answer>;
    createAlias(service: string, alias: string, version: string): Promise<Answer>;
    getFunctionCode(service: string, fn: string): Promise<Answer>;
  }
}
