/** SBE schema, generated codecs, ids, codes, outcomes, JSON mapping. */
package io.ringfence.protocol;
