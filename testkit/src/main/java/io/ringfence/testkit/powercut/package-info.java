/**
 * What a disk may hold after the power is cut, in bytes and names only.
 *
 * <pre>
 *   a page of 4 KiB   some version since its last force: the forced one, a later one that was seen, or a mix of two
 *                     neighbours; zero or any version if it was never forced
 *   a length          that of the last force, or any that was seen since
 *   a name            as the directory was last forced, or as it was at any time since; for each file by itself
 * </pre>
 *
 * {@link io.ringfence.testkit.powercut.DiskShadow} is told what was forced and looks at the files in between;
 * {@link io.ringfence.testkit.powercut.DiskShadow#cut} draws one of the many disks that may be left. Stores through a
 * mapping are in the page cache, so they are seen by reading the file.
 */
package io.ringfence.testkit.powercut;
