/**
 * Benchmarks of the real application, beside the bare engine in the same run.
 */
@NullMarked
package org.followthrough.bench;

import org.jspecify.annotations.NullMarked;
