/** Counters of every stage in a mapped file: made by the node, read beside it. Knows no other package of the node. */
package io.ringfence.node.counters;
