/**
 * Real cases of a real help desk, led through our journey.
 */
@NullMarked
package org.followthrough.replay;

import org.jspecify.annotations.NullMarked;
