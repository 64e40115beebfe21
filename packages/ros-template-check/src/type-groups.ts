/** What runs with a role and writes to a logstore: services of Function Compute 2, functions of Function Compute 3. */
export const FC_HOME_TYPES = ['ALIYUN::FC::Service', 'ALIYUN::FC3::Function'];

/** Functions and triggers of both generations of Function Compute. */
export const FC_FUNCTION_TYPES = ['ALIYUN::FC::Function', 'ALIYUN::FC3::Function'];
export const FC_TRIGGER_TYPES = ['ALIYUN::FC::Trigger', 'ALIYUN::FC3::Trigger'];

/** Both generations of Tablestore instances. */
export const INSTANCE_TYPES = ['ALIYUN::OTS::InstanceV2', 'ALIYUN::OTS::Instance'];
