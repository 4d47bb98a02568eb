/**
 * Rehearsals: a draft of the journey is run in a scratch engine of its own, through every
 * combination of outcomes, messages and timers that can come, before it runs for a
 * customer. Top, beside the studio: it imports the engine, since the real engine is what
 * runs there, and uses the journey for what its steps can bring about.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "teams", "cases", "journey" })
@NullMarked
package org.followthrough.rehearsal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
