import { createRequire } from 'node:module';

/**
 * Makes the CDK's manifest work under Node 24.20 and later, also under 26. The CDK checks its manifest with a
 * JSON schema that has no `$id`. Then its validator, jsonschema 1.5.0, builds a URL from a base that these
 * versions of Node refuse (`Invalid URL`, https://github.com/tdegrunt/jsonschema/issues/423). With an `$id`
 * it needs no such base. The validator is bundled in the CDK's package, so neither `overrides` nor a
 * dependency of ours can replace it. But everybody who requires the schema gets the same object, so we can
 * change it. Import this module, for this effect, before an app is synthesized.
 */
const requireOfCdk = createRequire(require.resolve('@alicloud/ros-cdk-core'));
const schema = requireOfCdk('@alicloud/ros-cdk-assembly-schema/schema/cloud-assembly.schema.json');
// Only a name: nothing is fetched from it, and no host can have it. It must be a URL against which others can
// be resolved.
schema.$id ??= 'https://ros-cdk.invalid/cloud-assembly.schema.json';
