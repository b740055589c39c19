/**
 * Turns off the AWS SDK's notice on stderr, under Node 20, that its versions of 2027 will need Node 22. The SDK reads this
 * variable. It holds for the whole program, so a program sets it and no library does.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
