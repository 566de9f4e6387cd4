/** What can go wrong, which exit code says so, and the one way to stop. Knows no other package of the node. */
package io.ringfence.node.failure;
