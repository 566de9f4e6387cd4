/** Slots, stages, profiles, recovery, configuration, main. */
package io.ringfence.node;
