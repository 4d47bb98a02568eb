/**
 * The teams: when they work, and who is called when a promise of theirs runs out. Core:
 * uses the ground only.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database" })
@NullMarked
package org.followthrough.teams;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
