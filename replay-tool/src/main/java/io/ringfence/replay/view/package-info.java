/** How the state of an engine looks to people and programs. */
package io.ringfence.replay.view;
