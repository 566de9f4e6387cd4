/** The operators' command line, and simulate. */
package io.ringfence.replay;
