/**
 * The studio: managers change the journey. Files are edited together in a draft, judged
 * while they are, approved by a second manager and published at a time of their choice.
 * Top: uses the journey, which publishes and says what may be, the rehearsal and the
 * running cases beside it, the heat map, the correspondence, which tells those concerned,
 * and the ground.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "journey", "rehearsal",
		"running", "heat", "correspondence" })
@NullMarked
package org.followthrough.studio;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
