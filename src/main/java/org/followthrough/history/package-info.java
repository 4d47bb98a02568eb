/**
 * What an auditor reads: the whole history of a case and of the process itself, in words,
 * with what it rests on. Top: uses what core, steps and journey know of a case, reads the
 * audit and the tables of the steps with SQL of its own, and changes nothing.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases",
		"promises", "journey" })
@NullMarked
package org.followthrough.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
