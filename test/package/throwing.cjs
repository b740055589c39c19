/** A loader of webpack: makes a module throw when it is evaluated. */
module.exports = source => `throw new Error('an AWS SDK module was evaluated');\n${source}`;
