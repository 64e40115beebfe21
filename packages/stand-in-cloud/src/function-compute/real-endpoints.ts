/** Where the services of this cloud are, by address with scheme. */
export interface ServiceAddresses {
  oss: string;
  tablestore: string;
  functionCompute: string;
  eventBridge: string;
  ros: string;
  sts: string;
}

interface Place {
  region: string;
  accountId: string;
}

/** Host names of the real services, internal networks included; a name of an instance is 3 to 16 characters. */
const hostsOf = ({ region, accountId }: Place): Record<keyof ServiceAddresses, string> => ({
  oss: `oss-${region}(-internal)?`,
  tablestore: `[a-z][a-z0-9-]{1,14}[a-z0-9]\\.${region}\\.(ots|ots-internal|tablestore|vpc\\.ots|vpc\\.tablestore)`,
  functionCompute: `${accountId}\\.${region}(-internal)?\\.fc`,
  eventBridge: `${accountId}\\.eventbridge\\.${region}(-vpc|-internal)?`,
  ros: `ros(\\.${region})?`,
  sts: `sts(\\.${region})?|sts-vpc\\.${region}`,
});

/**
 * Lets functions find this cloud under the names of the real one: answers with the address here for the endpoint of a
 * service in this region and account, and with any other value as it is. So a template that hands real endpoints to its
 * functions, as it must in production, runs here unchanged.
 */
export function realEndpoints(place: Place, addresses: () => ServiceAddresses): (value: string) => string {
  const patterns = Object.entries(hostsOf(place)).map(
    ([service, host]) =>
      [
        service as keyof ServiceAddresses,
        new RegExp(`^https?://(${host})\\.aliyuncs\\.com/?$`, 'i'),
      ] as const,
  );
  return (value) => {
    const service = patterns.find(([, pattern]) => pattern.test(value))?.[0];
    return service ? addresses()[service] : value;
  };
}
