import * as z from 'zod/mini';
import type { Keys } from '../../cloud/keys';
import { askRpc, type RpcApi } from '../ask-rpc';

const oneOrMore = z.union([z.string(), z.array(z.string())]);

const DOCUMENT = z.looseObject({
  Statement: z.array(
    z.looseObject({
      Effect: z.string(),
      Action: z.optional(oneOrMore),
      NotAction: z.optional(oneOrMore),
      Condition: z.optional(z.unknown()),
    }),
  ),
});

export type PolicyDocument = z.infer<typeof DOCUMENT>;

const HELD = z.looseObject({
  Policies: z.looseObject({
    Policy: z.array(z.looseObject({ PolicyName: z.string(), PolicyType: z.string() })),
  }),
});

const GROUPS = z.looseObject({
  Groups: z.looseObject({ Group: z.array(z.looseObject({ GroupName: z.string() })) }),
});

const CONTENT = z.looseObject({
  DefaultPolicyVersion: z.looseObject({ PolicyDocument: z.string() }),
});

/** Asks RAM which policies somebody holds. */
export class Policies {
  constructor(
    private readonly api: RpcApi,
    private readonly keys: () => Promise<Keys>,
    private readonly timeoutMs: number,
  ) {}

  /** Of a user, with those of the groups. @throws RpcRefusal */
  async ofUser(userName: string): Promise<PolicyDocument[]> {
    const groups = GROUPS.parse(await this.ask('ListGroupsForUser', { UserName: userName }));
    const documents = await this.held('ListPoliciesForUser', { UserName: userName });
    for (const { GroupName } of groups.Groups.Group) {
      documents.push(...(await this.held('ListPoliciesForGroup', { GroupName })));
    }
    return documents;
  }

  async ofRole(roleName: string): Promise<PolicyDocument[]> {
    return this.held('ListPoliciesForRole', { RoleName: roleName });
  }

  private async held(action: string, who: Record<string, string>): Promise<PolicyDocument[]> {
    const documents: PolicyDocument[] = [];
    for (const { PolicyName, PolicyType } of HELD.parse(await this.ask(action, who)).Policies.Policy) {
      const content = CONTENT.parse(await this.ask('GetPolicy', { PolicyName, PolicyType }));
      documents.push(DOCUMENT.parse(JSON.parse(content.DefaultPolicyVersion.PolicyDocument)));
    }
    return documents;
  }

  private async ask(action: string, parameters: Record<string, string>): Promise<unknown> {
    return askRpc(this.api, await this.keys(), action, parameters, this.timeoutMs);
  }
}

/** Actions that no statement allows, or that one denies on no condition. */
export function missingActions(documents: readonly PolicyDocument[], needed: readonly string[]): string[] {
  const statements = documents.flatMap(({ Statement }) => Statement);
  const names = (one: (typeof statements)[number], action: string): boolean =>
    one.Action !== undefined
      ? [one.Action].flat().some((pattern) => matches(pattern, action))
      : one.NotAction !== undefined && ![one.NotAction].flat().some((pattern) => matches(pattern, action));
  return needed.filter((action) => {
    const about = statements.filter((one) => names(one, action));
    const isDenied = about.some(({ Effect, Condition, ...rest }) => {
      const { Resource } = rest as { Resource?: unknown };
      return Effect === 'Deny' && Condition === undefined && [Resource].flat().includes('*');
    });
    return isDenied || !about.some(({ Effect }) => Effect === 'Allow');
  });
}

/** `*` stands for any text, `?` for one character; actions have no capitals. */
function matches(pattern: string, action: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`, 'i').test(action);
}
