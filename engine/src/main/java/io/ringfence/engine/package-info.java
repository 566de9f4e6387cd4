/** The deterministic wallet machine. */
package io.ringfence.engine;
