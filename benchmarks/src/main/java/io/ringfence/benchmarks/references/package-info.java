/**
 * What the machine can do without us: the raw echo of the transport and the raw force of the disk, with the settings
 * and sizes of node and client. A figure of ours is read beside these, taken in the same minute.
 */
package io.ringfence.benchmarks.references;
