/**
 * Keeps the AWS SDK from telling on stderr, under Node 20, that its versions of 2027 will need Node 22. This variable is
 * the SDK's own way; a library would set it for the whole program, so a program has to.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
