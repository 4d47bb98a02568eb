/**
 * What a manager can learn from the cases afterwards: how long customers waited for what,
 * by whom, since when, and which promises were kept. Top: uses the ground and the core,
 * and reads the tables of the steps with SQL of its own, without changing them.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases", "teams" })
@NullMarked
package org.followthrough.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
