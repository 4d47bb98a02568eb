/**
 * Takes cases along, for tools that others make: logs of events for process mining, and
 * tables. Top: reads the audit and the tables of cases and defects with SQL of its own,
 * and changes nothing but to record that somebody exported.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "cases", "journey", "proof" })
@NullMarked
package org.followthrough.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
