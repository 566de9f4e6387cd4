/** Java client and JSON-lines command line. */
package io.ringfence.client;
