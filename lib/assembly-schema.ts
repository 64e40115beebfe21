import { createRequire } from 'node:module';

/**
 * Lets the CDK write its manifest under Node 24.20 and later, 26 included. The CDK checks it against a JSON schema that
 * has no `$id`. Its validator, jsonschema 1.5.0, then makes an address from a base that these versions of Node no longer
 * take (`Invalid URL`, https://github.com/tdegrunt/jsonschema/issues/423); with an `$id` it needs no base. The validator
 * is bundled in the CDK's package, where neither `overrides` nor a dependency of ours reaches it, but the schema is one
 * object for all who require it. To be imported, for this effect, before an app is synthesized.
 */
const requireOfCdk = createRequire(require.resolve('@alicloud/ros-cdk-core'));
const schema = requireOfCdk('@alicloud/ros-cdk-assembly-schema/schema/cloud-assembly.schema.json');
// A name: nothing is fetched from it, and no host can have it. It has to be of a kind that others are resolved against.
schema.$id ??= 'https://ros-cdk.invalid/cloud-assembly.schema.json';
