/**
 * Running cases and new versions of the diagrams that they run by: what becomes of each,
 * tried on copies first, and how they go over. Top, beside the studio, which asks for it;
 * uses the journey, which has them go over, and the rehearsal's scratch engine.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "cases", "journey", "rehearsal" })
@NullMarked
package org.followthrough.running;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
