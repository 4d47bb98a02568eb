/**
 * The one clock, and the threads that work in the background. Everything that asks what
 * time it is asks this clock, the engine included, so that tests and the demo can move
 * it. Ground: depends on nothing here.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.followthrough.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
