import { OssError } from './errors';
import type { Scope } from './signature-v4';

/** Where the credential was found. The service's error messages depend on it. */
type CredentialPlace = 'header' | 'query' | 'form';

type Flaw = 'form' | 'date' | 'region' | 'product';

const CODES: Record<CredentialPlace, Record<Flaw, string>> = {
  header: {
    form: '0002-00000213',
    date: '0002-00000212',
    region: '0002-00000226',
    product: '0002-00000227',
  },
  query: { form: '0002-00000224', date: '0002-00000223', region: '0002-00000228', product: '0002-00000227' },
  form: { form: '0002-00000224', date: '0002-00000223', region: '0002-00000715', product: '0002-00000227' },
};

/**
 * Splits `AK/DATE/REGION/oss/aliyun_v4_request` and checks all but the key.
 * @param time compact, such as `20261122T081530Z`; the credential must be of that day
 * @throws OssError `InvalidArgument`
 */
export function parseCredential(
  text: string,
  place: CredentialPlace,
  region: string,
  time: string,
): Scope & { accessKeyId: string } {
  const [accessKeyId = '', date = '', claimedRegion = '', product, terminator, ...rest] = text.split('/');
  const name = place === 'header' ? 'Credential' : 'x-oss-credential';
  const refuse = (flaw: Flaw, inHeader: string, elsewhere: string) => {
    throw new OssError('InvalidArgument', {
      message: place === 'header' ? inHeader : elsewhere,
      ec: CODES[place][flaw],
      elements: { ArgumentName: name, ArgumentValue: text },
    });
  };
  if (!accessKeyId || rest.length > 0 || terminator !== 'aliyun_v4_request') {
    refuse(
      'form',
      'Invalid credential in Authorization header.',
      'The credential must have the form AK/DATE/REGION/oss/aliyun_v4_request.',
    );
  }
  if (product !== 'oss') {
    refuse(
      'product',
      'Invalid signing product in Authorization header.',
      'The signing product in credential is invalid.',
    );
  }
  if (claimedRegion !== region) {
    refuse(
      'region',
      'Invalid signing region in Authorization header.',
      'The signing region in credential is invalid.',
    );
  }
  if (!time.startsWith(date) || date.length !== 8) {
    refuse(
      'date',
      'Invalid signing date in Authorization header.',
      'The signing date in credential is invalid.',
    );
  }
  return { accessKeyId, date, region: claimedRegion };
}
