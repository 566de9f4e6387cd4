/**
 * The whole state in one place: every table, and the rules that work on them, wired once. A new feature is a section
 * here, a class of rules beside the others, and a line in the dispatcher.
 */
package io.ringfence.engine.wallet;
